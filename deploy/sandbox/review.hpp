#pragma once

#include "deploy/sandbox/call.hpp"

#include <string>

namespace sandbox {

/// What follows from money received: review, or approval at once, by the channel; promises,
/// invoice.
void accept_paid_order(World& world, Json& order);

/// Puts an order in front of the reviewer.
void ask_for_review(const World& world, Json& order);

/// The reviewer's word: "approve", "reject", "correct" with items [{pointer, reason}]. not-allowed
/// when the order is not in review; request-invalid for another word.
[[nodiscard]] Result<void> decide_review(World& world, const std::string& order,
                                         const std::string& decision, const Json& items);

/// The reviewer by rule, production and post, invoices, silent issues, old drafts. True when
/// something happened.
bool advance_orders(World& world);

/// The key that went by post arrived. not-allowed unless shipped.
[[nodiscard]] Result<void> deliver(World& world, const std::string& order);

}  // namespace sandbox
