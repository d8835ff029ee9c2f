#pragma once

#include "deploy/sandbox/call.hpp"

#include <string>
#include <string_view>

namespace sandbox {

Handled create_issuance(Call& call);
Handled list_issuances(Call& call);
Handled get_issuance(Call& call);
Handled send_csr(Call& call);
Handled report_step(Call& call);
Handled confirm_issuance(Call& call);
Handled abort_issuance(Call& call);
Handled settle_issuance(Call& call);

/// The key's certificate goes on the list, and the key is nobody's any more.
void void_key(World& world, const std::string& key_serial, const std::string& order);

/// The revocation list of the authority that issues for this algorithm, DER.
[[nodiscard]] std::string current_revocation_list(const World& world, std::string_view algorithm);

}  // namespace sandbox
