#pragma once

#include "deploy/sandbox/call.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace sandbox {

enum class Needs : std::uint8_t { nothing, session };

/// One line of a listener's table: `pattern` as in the contract, {name} takes one segment.
struct Route {
    std::string_view method;
    std::string_view pattern;
    Handler handler;
    Needs needs = Needs::nothing;
};

/// The terminal's table, all of openapi.json, and that of phones, reviewers and scripts.
[[nodiscard]] const std::vector<Route>& terminal_routes();
[[nodiscard]] const std::vector<Route>& outer_routes();

enum class Listener : std::uint8_t { terminal, outer };

/// Answers a request: faults ordered, session, idempotency, the handler in a transaction, waiting.
/// Blocks as long as the request waits. Any thread. `lost_reply` is set when the connection is to
/// be closed without an answer.
[[nodiscard]] Answer answer(World& world, Listener listener, const Request& request,
                            bool& lost_reply);

}  // namespace sandbox
