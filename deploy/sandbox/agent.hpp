#pragma once

#include "deploy/sandbox/call.hpp"

namespace sandbox {

Handled send_agent_code(Call& call);
Handled verify_agent(Call& call);

}  // namespace sandbox
