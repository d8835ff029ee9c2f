#pragma once

#include "deploy/sandbox/call.hpp"

#include <string>

namespace sandbox {

Handled create_face_session(Call& call);
Handled get_face_session(Call& call);
Handled resend_face_link(Call& call);
Handled cancel_face_session(Call& call);

/// Ends what the LR's phone still waits for, when the data it rests on were changed or the order
/// ended.
void cancel_face_session_of(World& world, Json& order);

/// The LR opened the link; returns the session, or nothing when there is no such link.
[[nodiscard]] std::optional<Json> open_face_link(World& world, const std::string& token);

/// What the LR's phone reported. Some mobiles fail or stay silent whatever is pressed (refusals).
/// not-allowed when the session is over.
[[nodiscard]] Result<void> report_face(World& world, Json session, bool passed);

/// The session that waits for an order's LR.
[[nodiscard]] std::optional<Json> waiting_face_session(const World& world,
                                                       const std::string& order);

/// Links whose time is over. True when one was.
bool expire_face_sessions(World& world);

}  // namespace sandbox
