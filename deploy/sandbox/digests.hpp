#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

[[nodiscard]] std::string hex(std::string_view bytes);
[[nodiscard]] std::string base64(std::string_view bytes);

/// Nothing when `text` is no canonical base64 (RFC 4648, padded).
[[nodiscard]] std::optional<std::string> base64_bytes(std::string_view text);

[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// As tus wants it in Upload-Checksum.
[[nodiscard]] std::string sha1_base64(std::string_view bytes);
/// Of an even number of hexadecimal digits.
[[nodiscard]] std::string bytes_of_hex(const std::string& text);

}  // namespace sandbox
