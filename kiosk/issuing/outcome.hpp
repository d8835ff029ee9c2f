#pragma once

#include "kiosk/flow/values.hpp"

#include <tl/expected.hpp>

namespace kiosk::issuing {

/// What came of it, or what the customer is told.
template <class T>
using Outcome = tl::expected<T, flow::Problem>;

}  // namespace kiosk::issuing
