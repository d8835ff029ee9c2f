// The way of a visit from page to page: which page takes an event, and what follows when a sub-flow
// is over. Used by the root alone.

#pragma once

#include "kiosk/flow/visit.hpp"

namespace kiosk::flow {

/// Hands the event to the page if it means something there; an outcome brings the next page.
void to_page(Visit& visit, Effects& effects, const Event& event);

}  // namespace kiosk::flow
