#pragma once

#include "deploy/sandbox/call.hpp"

namespace sandbox {

Handled send_signature_code(Call& call);
Handled sign(Call& call);

}  // namespace sandbox
