#pragma once

#include "deploy/sandbox/call.hpp"

#include <optional>
#include <string>

namespace sandbox {

Handled get_letter(Call& call);
Handled request_e_sign(Call& call);

/// The order whose letter the link is for; nothing when unknown.
[[nodiscard]] std::optional<Json> order_of_letter_link(const World& world,
                                                       const std::string& token);

/// The LR asks for the code on the phone's page.
[[nodiscard]] Result<Json> send_letter_code(World& world, const Json& order);
[[nodiscard]] Result<void> sign_letter_with_code(World& world, Json order, const std::string& code);

/// Signed, however the LR proved to be the LR. not-allowed when nothing waits for it.
[[nodiscard]] Result<void> sign_letter(World& world, Json order);

/// Links whose time is over. True when one was.
bool expire_letters(World& world);

}  // namespace sandbox
