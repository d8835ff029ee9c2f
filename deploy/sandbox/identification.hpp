#pragma once

#include "deploy/sandbox/call.hpp"

namespace sandbox {

// A customer says who he is by document number, duplicate or slip, and proves it by a code sent to
// the mobile already in the order; then the session may work on that mobile's orders.

Handled identify(Call& call);
Handled resend_identification_code(Call& call);
Handled verify_identification(Call& call);

}  // namespace sandbox
