#pragma once

#include "deploy/sandbox/call.hpp"
#include "deploy/sandbox/clock.hpp"

#include <string>

namespace sandbox {

// Orders about a key that has an owner: 更新, 变更, 补办, 解锁. The key stands in the order as
// `former_key`; its owner is the order its certificate was issued under.

/// Renewal and change go into the key there is.
[[nodiscard]] bool keeps_key(const Json& order);

/// When the certificate's renewal window opens: 90 days before it ends (R35).
[[nodiscard]] Milliseconds renewable_from(const Json& certificate);

/// Makes a fresh order one of its service: binds the key, takes over what is known of its owner.
/// key-unknown, key-not-proven, renewal-too-early, certificate-expired.
[[nodiscard]] Result<void> begin_service(Call& call, Json& order);

/// Replacement, once the organisation is verified: finds the key it was issued. key-unknown when
/// there is none.
[[nodiscard]] Result<void> find_lost_key(const World& world, Json& order);

/// Replacement, signed: the certificate of a lost key is revoked at once (R37).
void revoke_lost_key(World& world, const Json& order);

/// Unlock: whether the person of ② is one the key was issued to (R38).
[[nodiscard]] bool is_persons_key(const World& world, const Json& order);

}  // namespace sandbox
