#pragma once

#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/problem.hpp"

#include <string>
#include <vector>

namespace sandbox {

// What a draft still lacks, and the state that follows from it.

/// Fields a verification of the organisation needs and rests on, by the order's method.
[[nodiscard]] std::vector<std::string> organisation_fields(const Json& order);
/// The same of the agent, by phone or bank_card.
[[nodiscard]] std::vector<std::string> agent_fields(const std::string& method);

/// Items of these fields that are missing or not whole.
[[nodiscard]] std::vector<ItemError> missing_fields(const Json& order,
                                                    const std::vector<std::string>& fields);

/// All that must be there before the application is signed; empty when complete.
[[nodiscard]] std::vector<ItemError> missing_for_signature(const World& world, const Json& order);

/// The values a verification rests on, to be compared later.
[[nodiscard]] Json rests_on(const Json& order, const std::vector<std::string>& fields);

/// Makes verifications void whose data were edited (R19), and ends what was waited for.
void drop_stale_verifications(World& world, Json& order);

/// Moves a draft to where its first open thing is. Other states stay.
void settle(const World& world, Json& order);

}  // namespace sandbox
