#include "deploy/sandbox/channels.hpp"
#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/materials.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/payments.hpp"

namespace sandbox {

namespace {

/// The first four characters; the rest is nobody's business before identification.
std::string masked_name(const std::string& name) {
    std::size_t end = 0;
    for (int letters = 0; end < name.size() && letters < 4; ++letters) {
        ++end;
        while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) ++end;
    }
    return name.empty() ? "" : name.substr(0, end) + "****";
}

std::string organisation_word(const Json& order) {
    const std::string state = order.at("organisation").at("state");
    if (state == "matched") return "pending";
    // Why it is open is said by the organisation verification itself.
    return state == "failed" || state == "expired" ? "none" : state;
}

std::string agent_word(const Json& order) {
    return applicant(order) == "lr" ? "not_needed"
                                    : order.at("agent").at("state").get<std::string>();
}

Json promises_of(const Json& order) {
    Json promises = Json::object();
    const Json kept = order.value("promises", Json::object());
    for (const auto& [name, time] : kept.items())
        promises[name] = rfc3339(time.get<Milliseconds>());
    return promises;
}

Json actions_json(const Json& order) {
    Json actions = Json::array();
    for (const auto action : actions_of(state_of(order))) actions.push_back(action);
    return actions;
}

void add_applicant(Json& view, const Json& order) {
    const auto who = applicant(order);
    view["applicant"] = who.empty() ? Json() : Json(who);
}

}  // namespace

Json order_view(const World& world, const Json& order) {
    const std::string id = order.at("id");
    Json view = {{"id", id},
                 {"service", order.at("service")},
                 {"channel", order.at("channel")},
                 {"method", order.at("method")},
                 {"state", order.at("state")},
                 {"step", step_of(state_of(order))},
                 {"created_at", rfc3339(order.at("created_at"))},
                 {"allowed_actions", actions_json(order)},
                 {"fields", order.at("fields")},
                 {"choices", order.at("choices")},
                 {"verifications",
                  {{"organisation", organisation_word(order)},
                   {"agent", agent_word(order)},
                   {"letter", letter_word(world, order)}}},
                 {"materials", materials_of(world, order)},
                 {"consents", order.at("consents")},
                 {"price_fen", order.value("price_fen", price_of(order))},
                 {"promises", promises_of(order)},
                 {"receipt_qr", world.phone_url + "/o/" + id}};
    add_applicant(view, order);
    for (const char* name :
         {"page", "invoice", "shipment", "application_sha256", "corrections", "reason"})
        if (order.contains(name)) view[name] = order.at(name);
    if (order.contains("former_key")) view["key_serial"] = order.at("former_key");
    if (order.contains("payment"))
        view["payment"] =
            payment_view(*world.records.get("payment", order.at("payment").get<std::string>()));
    return view;
}

Json order_summary(const Json& order) {
    return {{"id", order.at("id")},
            {"service", order.at("service")},
            {"state", order.at("state")},
            {"step", step_of(state_of(order))},
            {"organisation_masked", masked_name(field(order, "org_name"))},
            {"created_at", rfc3339(order.at("created_at"))},
            {"allowed_actions", actions_json(order)}};
}

}  // namespace sandbox
