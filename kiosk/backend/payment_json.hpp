#pragma once

#include "kiosk/backend/json_reading.hpp"

namespace kiosk::backend {

/// `now` by the backend's clock.
[[nodiscard]] flow::Payment read_payment(const Reading& json, std::chrono::sys_seconds now);

}  // namespace kiosk::backend
