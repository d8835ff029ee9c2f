#include "deploy/sandbox/orders.hpp"

#include "deploy/sandbox/channels.hpp"
#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/digests.hpp"
#include "deploy/sandbox/randoms.hpp"
#include "deploy/sandbox/sessions.hpp"

namespace sandbox {

Json new_order(const std::string& channel, const std::string& service, const std::string& method,
               const Json& consents) {
    const Json choices = [&] {
        Json chosen = {{"copies", 1}};
        const Json& offer = *find_channel(channel);
        if (offer.at("deliveries").size() == 1) chosen["delivery"] = offer.at("deliveries")[0];
        if (offer.at("products").size() == 1) chosen["product"] = offer.at("products")[0].at("id");
        return chosen;
    }();
    return {{"id", date_of(now_ms()).substr(0, 4) + random_digits(12)},
            {"service", service},
            {"channel", channel},
            {"method", method},
            {"state", to_text(OrderState::draft_organisation)},
            {"created_at", now_ms()},
            {"edits", 1},
            {"fields", Json::object()},
            {"choices", choices},
            {"consents", consents},
            {"organisation", {{"state", "none"}}},
            {"agent", {{"state", "none"}}},
            {"letter", {{"state", "none"}}}};
}

std::string field(const Json& order, const std::string& name) {
    return order.at("fields").value(name, "");
}

OrderState state_of(const Json& order) {
    return order_state(order.at("state").get_ref<const std::string&>());
}

const Json& channel_of(const Json& order) {
    return *find_channel(order.at("channel").get_ref<const std::string&>());
}

std::string applicant(const Json& order) {
    const Json& choices = order.at("choices");
    if (!choices.contains("lr_in_person")) return {};
    return choices.at("lr_in_person").get<bool>() ? "lr" : "agent";
}

std::string applicant_mobile(const Json& order) {
    const auto agent = field(order, "agent_mobile");
    return applicant(order) == "lr" || agent.size() != 11 ? field(order, "lr_mobile") : agent;
}

int price_of(const Json& order) {
    const Json& choices = order.at("choices");
    const Json* product = offered(channel_of(order), "products", choices.value("product", ""));
    if (product == nullptr) {
        const Json* method = offered(channel_of(order), "methods", order.at("method"));
        return (method != nullptr ? *method : channel_of(order).at("products").at(0))
            .at("price_fen");
    }
    return product->at("price_fen").get<int>() * choices.value("copies", 1);
}

Result<Json> visible_order(Call& call) { return visible_order(call, call.captured("order")); }

Result<Json> visible_order(Call& call, const std::string& id) {
    auto order = call.world.records.get("order", id);
    if (!order || !order_is_open_to(call, id)) return failed("not-found");
    return *std::move(order);
}

void save_order(World& world, const Json& order) {
    world.records.put("order", order.at("id").get<std::string>(), order,
                      order.at("fields").value("org_code", ""));
}

Result<void> move(Json& order, OrderEvent event) {
    const auto next = after(state_of(order), event);
    if (!next)
        return failed(
            {.code = "not-allowed", .detail = "in state " + order.at("state").get<std::string>()});
    order["state"] = to_text(*next);
    return {};
}

std::optional<Json> open_order_of(const World& world, const std::string& org_code,
                                  const std::string& service, const std::string& except) {
    for (Json& order : world.records.children("order", org_code)) {
        const bool same = order.at("service") == service && order.at("id") != except;
        if (same && group_of(state_of(order)) == OrderGroup::open &&
            applicant_mobile(order).size() == 11)
            return std::move(order);
    }
    return std::nullopt;
}

Result<void> check_if_match(const Call& call, const Json& order) {
    const auto match = call.request.header("if-match");
    if (!match) return failed("if-match-missing");
    const auto edits = '"' + std::to_string(order.at("edits").get<int>()) + '-';
    if (!match->starts_with(edits)) return failed("order-changed");
    return {};
}

Answer order_answer(const World& world, const Json& order, int status) {
    Answer answer{.status = status,
                  .body = order_view(world, order),
                  .final = group_of(state_of(order)) != OrderGroup::open};
    answer.headers["ETag"] = '"' + std::to_string(order.at("edits").get<int>()) + '-' +
                             sha256_hex(answer.body.dump()).substr(0, 16) + '"';
    if (status == 201)
        answer.headers["Location"] = "/v1/orders/" + order.at("id").get<std::string>();
    return answer;
}

}  // namespace sandbox
