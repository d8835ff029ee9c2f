#pragma once

#include "deploy/sandbox/call.hpp"

namespace sandbox {

// What a terminal tells without a customer: the time asked for, calls for staff, events.

Handled get_time(Call& call);
Handled call_staff(Call& call);
Handled report_events(Call& call);

}  // namespace sandbox
