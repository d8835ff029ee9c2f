#pragma once

#include "kiosk/backend/json_reading.hpp"

namespace kiosk::backend {

[[nodiscard]] Issuance read_issuance(const Reading& json);
[[nodiscard]] std::vector<Issuance> read_issuances(const Reading& json);
[[nodiscard]] std::string read_issuance_state(const Reading& json);
[[nodiscard]] Backend::KeyRecord read_key_record(const Reading& json);
Backend::KeyChallenge read_challenge(const Reading& json);
flow::KeyHolder read_holder(const Reading& json);
Backend::Unblocking read_unblocking(const Reading& json);

}  // namespace kiosk::backend
