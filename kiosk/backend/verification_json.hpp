#pragma once

#include "kiosk/backend/json_reading.hpp"

namespace kiosk::backend {

[[nodiscard]] flow::OrganisationCheck read_organisation_check(const Reading& json);
/// `now` by the backend's clock.
[[nodiscard]] flow::FaceSession read_face_session(const Reading& json,
                                                  std::chrono::sys_seconds now);
/// A code that went out; with its id where it is an identification.
[[nodiscard]] flow::CodeTicket read_ticket(const Reading& json);

}  // namespace kiosk::backend
