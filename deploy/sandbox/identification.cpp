#include "deploy/sandbox/identification.hpp"

#include "deploy/sandbox/codes.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/randoms.hpp"
#include "deploy/sandbox/sessions.hpp"

#include <algorithm>

namespace sandbox {

namespace {

bool is_gone(const Json& order) { return group_of(state_of(order)) == OrderGroup::gone; }

bool carries_number(const Json& order, const std::string& number) {
    return !number.empty() &&
           (field(order, "agent_id_number") == number || field(order, "lr_id_number") == number ||
            field(order, "org_code") == number);
}

/// The LR is reached on the LR's own mobile, everybody else on the applicant's.
std::string mobile_for(const Json& order, const std::string& number) {
    return field(order, "lr_id_number") == number && !field(order, "lr_mobile").empty()
               ? field(order, "lr_mobile")
               : applicant_mobile(order);
}

struct Known {
    std::string mobile;
    std::vector<std::string> orders;
};

Result<Known> by_document(const Call& call) {
    const auto number = call.text("document_number");
    if (!number) return failed(number.error());
    Known known;
    auto orders = call.world.records.all("order");
    std::ranges::reverse(orders);
    for (const Json& order : orders) {
        if (is_gone(order) || !carries_number(order, *number)) continue;
        const auto mobile = mobile_for(order, *number);
        if (known.mobile.empty()) known.mobile = mobile;
        if (mobile == known.mobile) known.orders.push_back(order.at("id"));
    }
    return known;
}

Result<Known> by_duplicate(const Call& call) {
    const auto code = call.text("organisation_code");
    if (!code) return failed(code.error());
    const auto open = open_order_of(call.world, *code, call.body.value("service", "new"), "");
    if (!open) return Known{};
    return Known{applicant_mobile(*open), {open->at("id")}};
}

Result<Known> by_slip(const Call& call) {
    const auto slip = call.text("order");
    if (!slip) return failed(slip.error());
    const auto id = slip->substr(slip->find_last_of("/:") + 1);
    const auto order = call.world.records.get("order", id);
    if (!order || is_gone(*order)) return Known{};
    return Known{applicant_mobile(*order), {id}};
}

Result<Known> known_by(const Call& call) {
    const auto by = call.text("by");
    if (!by) return failed(by.error());
    if (*by == "document") return by_document(call);
    if (*by == "duplicate") return by_duplicate(call);
    if (*by == "slip") return by_slip(call);
    return bad_request("by");
}

std::string purpose(const Call& call, const std::string& mobile) {
    return "identification:" + call.session + ':' + mobile;
}

Handled send(Call& call, const Json& identification, int status) {
    const std::string id = identification.at("id");
    auto sent = send_code(call.world, purpose(call, identification.at("mobile")),
                          identification.at("mobile"), "查询和办理订单");
    if (!sent) return failed(sent.error());
    (*sent)["id"] = id;
    return Answer{.status = status, .body = *std::move(sent)};
}

Result<Json> find(const Call& call) {
    auto kept = call.world.records.get("identification", call.captured("identification"));
    if (!kept || kept->at("session") != call.session) return failed("not-found");
    return *kept;
}

}  // namespace

Handled identify(Call& call) {
    if (call.captured("session") != call.session) return failed("not-found");
    const auto known = known_by(call);
    if (!known) return failed(known.error());
    if (known->mobile.empty() || known->orders.empty()) return failed("nobody-known");
    const Json identification = {{"id", random_token()},
                                 {"session", call.session},
                                 {"mobile", known->mobile},
                                 {"orders", known->orders}};
    call.world.records.put("identification", identification.at("id").get<std::string>(),
                           identification, call.session);
    return send(call, identification, 201);
}

Handled resend_identification_code(Call& call) {
    const auto identification = find(call);
    if (!identification) return failed(identification.error());
    return send(call, *identification, 200);
}

Handled verify_identification(Call& call) {
    const auto identification = find(call);
    if (!identification) return failed(identification.error());
    const auto code = call.text("code");
    if (!code) return failed(code.error());
    const std::string mobile = identification->at("mobile");
    if (auto spent = spend_code(call.world, purpose(call, mobile), *code); !spent)
        return failed(spent.error());
    Json summaries = Json::array();
    for (const std::string id : identification->at("orders")) {
        open_order_to(call, id);
        if (const auto order = call.world.records.get("order", id))
            summaries.push_back(order_summary(*order));
    }
    return Answer{.body = {{"orders", summaries}}};
}

}  // namespace sandbox
