#pragma once

#include "deploy/sandbox/call.hpp"

namespace sandbox {

// The outer world for scripts: JSON under /outer, what the pages do by hand.

Handled outer_sms(Call& call);
Handled outer_face(Call& call);
Handled outer_sign(Call& call);
Handled outer_pay(Call& call);
Handled outer_licence(Call& call);
Handled outer_transfers(Call& call);
Handled outer_review(Call& call);
Handled outer_photo(Call& call);
Handled outer_order(Call& call);
Handled outer_faults(Call& call);
Handled outer_stats(Call& call);
Handled outer_key_list(Call& call);
Handled outer_keys(Call& call);
Handled outer_issue_key(Call& call);
Handled outer_delivery(Call& call);
Handled outer_refusals(Call& call);
Handled outer_reports(Call& call);
Handled outer_crl(Call& call);

}  // namespace sandbox
