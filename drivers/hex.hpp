#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace drivers {

/// Two digits a byte, upper case.
[[nodiscard]] inline std::string hex(std::span<const std::uint8_t> bytes) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (const auto byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

}  // namespace drivers
