#pragma once

#include "deploy/sandbox/call.hpp"

#include <string>

namespace sandbox {

/// The contract's Agreements of a scene (entry, signature, biometric) of a channel.
[[nodiscard]] Json agreements_of(const std::string& channel, const std::string& scene);

/// consent-missing when one of the scene's agreements is not among the consents in its version and
/// hash; errors point at /consents.
[[nodiscard]] Result<void> check_consents(const std::string& channel, const std::string& scene,
                                          const Json& consents);

Handled list_agreements(Call& call);

}  // namespace sandbox
