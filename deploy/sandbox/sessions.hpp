#pragma once

#include "deploy/sandbox/call.hpp"

#include <string>
#include <vector>

namespace sandbox {

/// The session behind the request's bearer token; not-signed-in when there is none or it ended.
[[nodiscard]] Result<std::string> session_of(Call& call);

/// Lets the session read and work on an order.
void open_order_to(Call& call, const std::string& order);

[[nodiscard]] bool order_is_open_to(Call& call, const std::string& order);
[[nodiscard]] std::vector<std::string> orders_open_to(Call& call);

/// The session's customer holds this key and knows its PIN.
void open_key_to(Call& call, const std::string& serial);
[[nodiscard]] bool key_is_open_to(Call& call, const std::string& serial);

Handled open_session(Call& call);
Handled close_session(Call& call);

}  // namespace sandbox
