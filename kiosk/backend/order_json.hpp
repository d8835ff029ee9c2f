#pragma once

#include "kiosk/backend/json_reading.hpp"

namespace kiosk::backend {

/// `now` by the backend's clock. The ETag stands in the header.
[[nodiscard]] flow::Order read_order(const Reading& json, std::chrono::sys_seconds now);
/// Member "orders".
[[nodiscard]] std::vector<flow::OrderSummary> read_summaries(const Reading& json);
[[nodiscard]] Json patch_json(const Backend::Patch& patch);
/// Whether the order already says what the patch would make it say.
[[nodiscard]] bool holds(const flow::Order& order, const Backend::Patch& patch);

}  // namespace kiosk::backend
