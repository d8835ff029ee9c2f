#pragma once

#include "deploy/sandbox/json.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// One item that is wrong: pointer into the request or the order, and the contract's word for why.
struct ItemError {
    std::string pointer;
    std::string_view code;
};

/// An RFC 9457 answer. Status, title, words and retryable follow from the code.
struct Problem {
    std::string_view code;
    std::vector<ItemError> errors = {};
    Json more = Json::object();  ///< Members of its own: tries_left, open_order, payment, …
    std::string detail = {};     ///< For the developer; never shown, never personal.
    int retry_after_s = 0;
};

[[nodiscard]] int status_of(const Problem& problem);
/// Whether the same request may succeed later without anything done by a person.
[[nodiscard]] bool is_retryable(const Problem& problem);
[[nodiscard]] Json problem_json(const Problem& problem);

/// The problem of one item.
[[nodiscard]] Problem item_problem(std::string_view code, std::string pointer,
                                   std::string_view item_code);

}  // namespace sandbox
