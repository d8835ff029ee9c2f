#pragma once

#include "drivers/token.hpp"
#include "kiosk/flow/values.hpp"

#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace kiosk::issuing {

/// Proves a finished key from outside, after Token::verify_pin(): the certificate in it is this one
/// byte for byte, leads through the chain to its root, and the key signs a fresh random challenge
/// under it. Fails with "key-mismatch" or the key's own fault.
[[nodiscard]] tl::expected<void, flow::Problem> verify_key(
    drivers::Token& token, const drivers::Bytes& certificate,
    const std::vector<std::string>& chain_pem);

/// The last part alone: the key holds the private key of this public key (DER
/// SubjectPublicKeyInfo). False when it signs with another one.
[[nodiscard]] drivers::TokenResult<bool> holds_pair(drivers::Token& token,
                                                    const drivers::Bytes& public_key);

}  // namespace kiosk::issuing
