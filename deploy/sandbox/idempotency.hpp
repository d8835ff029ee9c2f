#pragma once

#include "deploy/sandbox/call.hpp"

namespace sandbox {

/// The answer a POST got when it came first; nothing when it is new. Problems:
/// idempotency-key-missing, idempotency-key-reused (same key, another request). World's mutex held.
[[nodiscard]] Result<std::optional<Answer>> remembered(World& world, const Request& request);

/// Keeps the answer under the request's key, unless the answer is one that a retry may change.
void remember(World& world, const Request& request, const Answer& answer);

}  // namespace sandbox
