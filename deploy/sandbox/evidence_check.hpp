// What the backend makes of a terminal's evidence of a face (R45): first whether it is what was
// drawn, whole and of one piece, then what it shows. Pure.

#pragma once

#include "deploy/sandbox/json.hpp"

#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace sandbox {

struct EvidenceFindings {
    std::string outcome;             ///< "passed", or why the person did not (wrong_action, …).
    std::vector<std::string> signs;  ///< Of an attack, that speak against the person.
    std::string portrait;            ///< similar, different; empty: not compared (R47).
};

/// `film`: the opened package. `drawing`: what was drawn (nonce, attempt, challenges); `session`
/// its id. The error is a word for the developer: evidence that is not of this try, or was changed.
[[nodiscard]] tl::expected<EvidenceFindings, std::string> check_evidence(
    const std::string& film, const Json& drawing, const std::string& session);

}  // namespace sandbox
