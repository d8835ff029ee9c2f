#pragma once

#include "deploy/sandbox/call.hpp"

#include <string>

namespace sandbox {

/// Sends six digits by SMS for one purpose ("agent:ORDER", "signature:ORDER", …). Returns the
/// contract's CodeSent {masked_mobile, resend_after_s, tries_left}; too-soon while the last one to
/// the same mobile is younger than the cool-down.
[[nodiscard]] Result<Json> send_code(World& world, const std::string& purpose,
                                     const std::string& mobile, const std::string& what_for);

/// A right code is spent by this. Problems: wrong-code (tries_left), code-spent (after five wrong
/// ones, after its lifetime, or when none was sent).
[[nodiscard]] Result<void> spend_code(World& world, const std::string& purpose,
                                      const std::string& code);

/// The same for a code that came some other way (a transfer's memo): `kept` is {code, tries_left}.
[[nodiscard]] Result<void> compare_code(Json& kept, const std::string& code);

}  // namespace sandbox
