#include "deploy/sandbox/agent.hpp"

#include "deploy/sandbox/channels.hpp"
#include "deploy/sandbox/codes.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/progress.hpp"
#include "deploy/sandbox/refusals.hpp"
#include "deploy/sandbox/services.hpp"

namespace sandbox {

namespace {

const char* mobile_field(const std::string& method) {
    return method == "bank_card" ? "agent_card_mobile" : "agent_mobile";
}

/// What operator and bank say to name, number, mobile and card.
Result<void> check_agent(const World& world, const Json& order, const std::string& method) {
    if (order.at("service") == "unlock" && !is_persons_key(world, order))
        return failed(item_problem("agent-mismatch", "/fields/agent_id_number", "mismatch"));
    const std::string mobile = mobile_field(method);
    if (mobile_effect(field(order, mobile)) == MobileEffect::agent_mismatch)
        return failed(item_problem("agent-mismatch", "/fields/" + mobile, "mismatch"));
    if (method == "bank_card" && card_refused(field(order, "agent_card")))
        return failed(item_problem("agent-mismatch", "/fields/agent_card", "mismatch"));
    return {};
}

std::string purpose(const Json& order, const std::string& method) {
    return "agent:" + method + ':' + order.at("id").get<std::string>();
}

/// The order and the method asked for, if this is the time for it.
Result<std::pair<Json, std::string>> asked(Call& call) {
    auto order = visible_order(call);
    if (!order) return failed(order.error());
    auto method = call.text("method");
    if (!method) return failed(method.error());
    if (!is_draft(state_of(*order)) || applicant(*order) == "lr") return failed("not-allowed");
    if (!offers(channel_of(*order), "agent_methods", *method)) return failed("method-unavailable");
    return std::pair{*std::move(order), *std::move(method)};
}

}  // namespace

Handled send_agent_code(Call& call) {
    const auto wanted = asked(call);
    if (!wanted) return failed(wanted.error());
    const auto& [order, method] = *wanted;
    auto missing = missing_fields(order, agent_fields(method));
    if (!missing.empty()) return failed({.code = "agent-incomplete", .errors = missing});
    if (auto agrees = check_agent(call.world, order, method); !agrees)
        return failed(agrees.error());
    auto sent = send_code(call.world, purpose(order, method), field(order, mobile_field(method)),
                          "经办人认证");
    if (!sent) return failed(sent.error());
    call.world.records.put("agent_check", purpose(order, method),
                           rests_on(order, agent_fields(method)));
    return Answer{.status = 201, .body = *std::move(sent)};
}

Handled verify_agent(Call& call) {
    auto wanted = asked(call);
    if (!wanted) return failed(wanted.error());
    auto& [order, method] = *wanted;
    const auto code = call.text("code");
    if (!code) return failed(code.error());
    // The code proves the data it was sent for; edited since, a new one is needed.
    const auto checked = call.world.records.get("agent_check", purpose(order, method));
    const Json rests = rests_on(order, agent_fields(method));
    if (checked && *checked != rests) return failed("code-spent");
    if (auto spent = spend_code(call.world, purpose(order, method), *code); !spent)
        return failed(spent.error());
    order["agent"] = {{"state", "verified"}, {"method", method}, {"rests", rests}};
    settle(call.world, order);
    save_order(call.world, order);
    return Answer{.body = {{"state", "verified"}}};
}

}  // namespace sandbox
