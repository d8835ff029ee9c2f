#pragma once

#include "deploy/sandbox/call.hpp"

#include <string>

namespace sandbox {

Handled create_issuance(Call& call);
Handled get_issuance(Call& call);
Handled send_csr(Call& call);
Handled report_step(Call& call);
Handled confirm_issuance(Call& call);
Handled abort_issuance(Call& call);

/// The issuing authority's revocation list, DER.
[[nodiscard]] std::string current_revocation_list(const World& world);

}  // namespace sandbox
