#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace ui {

/// Of UTF-8 text: its bytes less those that go on a character.
[[nodiscard]] inline std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace ui
