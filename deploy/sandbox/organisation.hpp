#pragma once

#include "deploy/sandbox/call.hpp"

#include <string>

namespace sandbox {

Handled verify_organisation(Call& call);
Handled get_organisation_verification(Call& call);
Handled enter_transfer_code(Call& call);

/// What the holder of the e-licence decided on the phone ("confirm", "refuse"). not-allowed when
/// nothing waits for it.
[[nodiscard]] Result<void> decide_licence(World& world, const std::string& order, bool confirmed);

}  // namespace sandbox
