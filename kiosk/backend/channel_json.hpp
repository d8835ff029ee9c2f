#pragma once

#include "kiosk/backend/json_reading.hpp"

namespace kiosk::backend {

[[nodiscard]] std::vector<flow::ChannelName> read_channels(const Reading& json);
[[nodiscard]] flow::Channel read_channel(const Reading& json);
[[nodiscard]] std::vector<flow::Agreement> read_agreements(const Reading& json);

/// Consents given now.
[[nodiscard]] Json consents_json(const std::vector<flow::Consent>& consents,
                                 std::chrono::sys_seconds now);

}  // namespace kiosk::backend
