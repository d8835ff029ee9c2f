#pragma once

#include "deploy/sandbox/call.hpp"

namespace sandbox {

/// SMS inbox, orders with what the outer world can do to them, and the test data that refuses.
Handled show_front_page(Call& call);
/// Buttons of the front page: review, transfers.
Handled press_front_page(Call& call);
/// The inbox alone: a phone's messages.
Handled show_inbox(Call& call);

}  // namespace sandbox
