#pragma once

#include "drivers/token.hpp"
#include "kiosk/backend/backend.hpp"

#include <string>
#include <tl/expected.hpp>

namespace kiosk::issuing {

// What is done to a key that has its owner's certificate. Each first asks the key for its serial;
// another one is left alone (key-changed). PINs are borrowed for the call. All on the reader's
// thread. Failures are the key's own (see token_problem()) or the backend's.

/// The holder shows by PIN that the key is his, the key by a signature under the certificate in use
/// that it is the one the backend knows (R30, R35). key-unknown: it holds no such certificate.
[[nodiscard]] tl::expected<backend::Backend::ProvenKey, flow::Problem> prove_key(
    drivers::Token& token, backend::Backend& backend, const std::string& channel,
    const std::string& serial, const flow::Secret& pin);

[[nodiscard]] tl::expected<void, flow::Problem> change_pin(drivers::Token& token,
                                                           const std::string& serial,
                                                           const flow::Secret& old_pin,
                                                           const flow::Secret& new_pin);

/// Sets the PIN by the PUK from the backend, proves the key under it and completes the order (R38).
/// Safe to run again when it was interrupted.
[[nodiscard]] tl::expected<flow::Order, flow::Problem> unblock_key(drivers::Token& token,
                                                                   backend::Backend& backend,
                                                                   const std::string& order,
                                                                   const std::string& serial,
                                                                   const flow::Secret& pin);

}  // namespace kiosk::issuing
