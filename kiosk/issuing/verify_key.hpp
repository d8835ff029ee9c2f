#pragma once

#include "drivers/token.hpp"
#include "kiosk/flow/values.hpp"

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace kiosk::issuing {

/// Proves a finished key from outside: it holds this certificate byte for byte, which leads through
/// the chain to its root, and signs a fresh random challenge under it. Fails with "key-mismatch" or
/// the key's own fault.
[[nodiscard]] tl::expected<void, flow::Problem> verify_key(
    drivers::Token& token, std::string_view pin, const drivers::Bytes& certificate,
    const std::vector<std::string>& chain_pem);

/// The last part alone, right after Token::verify_pin(): the place holds the private key of this
/// public key (DER SubjectPublicKeyInfo). False when it signs with another one, or not at all.
[[nodiscard]] drivers::TokenResult<bool> holds_pair(drivers::Token& token, drivers::Place place,
                                                    const drivers::Bytes& public_key);

}  // namespace kiosk::issuing
