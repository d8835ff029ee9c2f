// A face in front of the terminal: what is drawn for a try, and what its evidence comes to.

#pragma once

#include "deploy/sandbox/call.hpp"

namespace sandbox {

/// One try, of the order's LR or agent, after consent.
Handled create_on_site_try(Call& call, Json order);
Handled submit_face_evidence(Call& call);

/// What the contract says of it beyond what all face sessions have.
void add_on_site_view(const World& world, const Json& session, Json& view);

/// Tries whose comparison is over. True when one was.
bool decide_faces(World& world);

}  // namespace sandbox
