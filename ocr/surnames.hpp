// What a Chinese person's name begins with.

#pragma once

#include <string_view>

namespace ocr {

/// The characters of surnames of one and of two: 百家姓 and those that are frequent today.
[[nodiscard]] std::u32string_view surnames();

[[nodiscard]] inline bool begins_name(char32_t character) {
    return surnames().find(character) != std::u32string_view::npos;
}

}  // namespace ocr
