#pragma once

#include "deploy/sandbox/call.hpp"

namespace sandbox {

// Keys in use: their holder's proof (R30), and the PUK for an approved unlock order (R38).

Handled challenge_token(Call& call);
Handled answer_challenge(Call& call);
Handled unblock_token(Call& call);
Handled confirm_unblocked(Call& call);

}  // namespace sandbox
