#pragma once

#include "kiosk/backend/json_reading.hpp"

namespace kiosk::backend {

[[nodiscard]] Issuance read_issuance(const Reading& json);
[[nodiscard]] Backend::KeyRecord read_key_record(const Reading& json);

}  // namespace kiosk::backend
