#pragma once

#include "deploy/sandbox/call.hpp"

#include <string>

namespace sandbox {

Handled create_face_session(Call& call);
Handled get_face_session(Call& call);
Handled resend_face_link(Call& call);
Handled cancel_face_session(Call& call);

inline constexpr int face_tries_a_day = 3;
/// Of this person (the number of the identity document) by this kind (sms_link, on_site), whatever
/// the order.
[[nodiscard]] int face_tries_left(const World& world, const std::string& number,
                                  const std::string& kind);
void save_face_session(World& world, const Json& session);
[[nodiscard]] Answer face_answer(const World& world, const Json& session, int status = 200);
/// The one named in the path, if its order is this session's to see.
[[nodiscard]] Result<Json> visible_face_session(Call& call);

/// Ends what the LR's phone still waits for, when the data it rests on were changed or the order
/// ended.
void cancel_face_session_of(World& world, Json& order);

/// The LR opened the link; returns the session, or nothing when there is no such link.
[[nodiscard]] std::optional<Json> open_face_link(World& world, const std::string& token);

/// Whether the LR may still use the link.
[[nodiscard]] bool face_is_waiting(const Json& session);

/// What the LR's phone reported. Some mobiles fail or stay silent whatever is pressed (refusals).
/// not-allowed when the session is over.
[[nodiscard]] Result<void> report_face(World& world, Json session, bool passed);

/// The session that waits for an order's LR.
[[nodiscard]] std::optional<Json> waiting_face_session(const World& world,
                                                       const std::string& order);

/// Links whose time is over. True when one was.
bool expire_face_sessions(World& world);

}  // namespace sandbox
