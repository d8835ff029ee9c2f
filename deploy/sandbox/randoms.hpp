#pragma once

#include <cstddef>
#include <string>

namespace sandbox {

/// Unguessable, base64url, from `bytes` random bytes: ids, tokens, links.
[[nodiscard]] std::string random_token(std::size_t bytes = 18);

[[nodiscard]] std::string random_hex(std::size_t bytes);

/// `count` decimal digits, each equally likely.
[[nodiscard]] std::string random_digits(std::size_t count);

}  // namespace sandbox
