#pragma once

#include "deploy/sandbox/call.hpp"

namespace sandbox {

Handled create_order(Call& call);
Handled list_orders(Call& call);
Handled get_order(Call& call);
Handled patch_step(Call& call);
Handled cancel_order(Call& call);
Handled resend_invoice(Call& call);

}  // namespace sandbox
