#pragma once

#include "kiosk/backend/json_reading.hpp"

namespace kiosk::backend {

[[nodiscard]] Issuance read_issuance(const Reading& json);
[[nodiscard]] std::vector<Issuance> read_issuances(const Reading& json);
[[nodiscard]] std::string read_issuance_state(const Reading& json);
[[nodiscard]] Backend::KeyRecord read_key_record(const Reading& json);

}  // namespace kiosk::backend
