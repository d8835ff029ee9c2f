#pragma once

#include "kiosk/backend/https_line.hpp"
#include "kiosk/backend/json_reading.hpp"

namespace kiosk::backend {

/// A refusal as the server answered it (RFC 9457).
struct Refusal {
    flow::Problem problem;
    bool repeatable = false;  ///< The same request under the same key may yet succeed.
};

/// Reads an answer of status 400 and above. One that is no problem+json is "busy" when a server on
/// the way answered (5xx), else a breach of contract.
[[nodiscard]] Refusal read_refusal(const HttpsReply& reply);

/// Who can act on a problem of this code.
[[nodiscard]] flow::Problem::Who who_acts_on(std::string_view code);

}  // namespace kiosk::backend
