// The block ciphers of the PIV management key (NIST SP 800-78-4, table 6-2).

#pragma once

#include "drivers/device.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace drivers {

enum class Direction { encrypt, decrypt };

/// Size in bytes of a key and of a block of the algorithm identifier (0x00 or 0x03 Triple DES,
/// 0x08, 0x0A, 0x0C AES); zero for any other.
[[nodiscard]] std::size_t management_key_size(std::uint8_t algorithm);
[[nodiscard]] std::size_t management_block_size(std::uint8_t algorithm);

/// One block in ECB mode; nothing when key or block do not have the algorithm's size.
[[nodiscard]] std::optional<Bytes> management_cipher(std::uint8_t algorithm, Direction direction,
                                                     std::span<const std::uint8_t> key,
                                                     std::span<const std::uint8_t> block);

}  // namespace drivers
