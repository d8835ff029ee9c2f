#pragma once

#include "deploy/sandbox/call.hpp"

#include <string>

namespace sandbox {

Handled create_payment(Call& call);
Handled get_payment(Call& call);
Handled close_payment(Call& call);

/// The contract's Payment.
[[nodiscard]] Json payment_view(const Json& payment);

/// Closes what is open and not in doubt, because the order ended.
void close_payment_of(World& world, const Json& order);

/// Starts giving back what an order was paid with.
void refund_payment_of(World& world, const Json& order);

/// The customer's phone shows the amount: created becomes paying.
void mark_paying(World& world, const std::string& id);

/// What the provider says: "paid", "closed", "silent". Paid after closing, or of a cancelled order,
/// is given back. not-allowed when the payment cannot take it.
[[nodiscard]] Result<void> decide_payment(World& world, const std::string& id,
                                          const std::string& result);

/// Codes whose time is over, refunds that arrived. True when one was.
bool advance_payments(World& world);

}  // namespace sandbox
