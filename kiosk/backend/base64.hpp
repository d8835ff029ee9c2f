#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kiosk::backend {

/// RFC 4648, section 4; without line breaks.
[[nodiscard]] std::string base64(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::string base64(std::string_view text);

}  // namespace kiosk::backend
