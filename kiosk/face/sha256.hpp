#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace kiosk::face {

using Digest = std::array<std::uint8_t, 32>;

/// SHA-256 (FIPS 180-4).
[[nodiscard]] Digest sha256(std::span<const std::uint8_t> bytes);
/// Lower case, two characters a byte.
[[nodiscard]] std::string hexadecimal(std::span<const std::uint8_t> bytes);

}  // namespace kiosk::face
