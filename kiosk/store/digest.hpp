#pragma once

#include <string>
#include <string_view>

namespace kiosk::store {

/// SHA-256, lower-case hexadecimal.
[[nodiscard]] std::string sha256_hex(std::string_view data);
/// `bytes` random bytes, lower-case hexadecimal. Throws std::runtime_error when the system has
/// none.
[[nodiscard]] std::string random_hex(std::size_t bytes);

}  // namespace kiosk::store
