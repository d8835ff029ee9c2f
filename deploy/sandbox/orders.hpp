#pragma once

#include "deploy/sandbox/call.hpp"
#include "deploy/sandbox/order_states.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

// An order as it is kept (kind "order"): id, service, channel, method, state, page, created_at,
// edits, fields, choices, consents, organisation {state, method, rests, …}, agent {state, rests},
// letter {state, …}, former_key where it is about a key, and from payment on payment, promises,
// invoice, shipment, application_sha256. Times are Milliseconds. The contract's Order is made from
// it by order_view().

[[nodiscard]] Json new_order(const std::string& channel, const std::string& service,
                             const std::string& method, const Json& consents);

[[nodiscard]] std::string field(const Json& order, const std::string& name);
[[nodiscard]] OrderState state_of(const Json& order);
[[nodiscard]] const Json& channel_of(const Json& order);

/// "lr", "agent", or empty while not chosen.
[[nodiscard]] std::string applicant(const Json& order);
[[nodiscard]] std::string applicant_mobile(const Json& order);

/// Product times copies; before a product is chosen, the method's price.
[[nodiscard]] int price_of(const Json& order);

/// The order named in the path, if it is this session's to see; else not-found.
[[nodiscard]] Result<Json> visible_order(Call& call);
[[nodiscard]] Result<Json> visible_order(Call& call, const std::string& id);

void save_order(World& world, const Json& order);

/// Applies the table; not-allowed when it has no such line.
[[nodiscard]] Result<void> move(Json& order, OrderEvent event);

/// An open order of the organisation and service that carries a mobile; without one nobody could be
/// identified for it, and it blocks nobody.
[[nodiscard]] std::optional<Json> open_order_of(const World& world, const std::string& org_code,
                                                const std::string& service,
                                                const std::string& except);

[[nodiscard]] Json order_view(const World& world, const Json& order);
[[nodiscard]] Json order_summary(const Json& order);
/// The order with its ETag. The part before the hyphen counts what customers changed; If-Match
/// compares that part only, so that a photo from the phone does not refuse a page's save.
[[nodiscard]] Answer order_answer(const World& world, const Json& order, int status = 200);
[[nodiscard]] Result<void> check_if_match(const Call& call, const Json& order);

}  // namespace sandbox
