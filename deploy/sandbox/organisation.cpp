#include "deploy/sandbox/organisation.hpp"

#include "deploy/sandbox/channels.hpp"
#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/codes.hpp"
#include "deploy/sandbox/face.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/progress.hpp"
#include "deploy/sandbox/randoms.hpp"
#include "deploy/sandbox/refusals.hpp"
#include "deploy/sandbox/services.hpp"

namespace sandbox {

namespace {

Result<void> check_complete(const Json& order) {
    auto missing = missing_fields(order, organisation_fields(order));
    if (applicant(order).empty()) missing.push_back({"/choices/lr_in_person", "missing"});
    if (order.at("method") == "lr_face")
        for (const ItemError& error : missing_fields(order, {"lr_mobile"}))
            missing.push_back(error);
    if (missing.empty()) return {};
    return failed({.code = "organisation-incomplete", .errors = missing});
}

Result<void> check_register(const Json& order) {
    const auto known = registered(field(order, "org_code"));
    if (!known) return {};
    std::vector<ItemError> errors;
    if (!known->known) errors.push_back({"/fields/org_code", "mismatch"});
    const auto compare = [&](const char* name, std::string_view truth) {
        if (!truth.empty() && field(order, name) != truth)
            errors.push_back({std::string("/fields/") + name, "mismatch"});
    };
    compare("org_name", known->org_name);
    compare("lr_name", known->lr_name);
    compare("lr_id_number", known->lr_id_number);
    if (errors.empty()) return {};
    return failed({.code = "organisation-mismatch", .errors = errors});
}

std::string masked_account(const std::string& account) {
    return "****" + account.substr(account.size() - 4);
}

void start_transfer(Json& kept, const Json& order) {
    const auto account = field(order, "org_account");
    if (account_refused(account)) {
        kept["state"] = "failed";
        kept["reason"] =
            both_languages("银行退回了打款，请核对开户银行和账号。",
                           "The bank returned the transfer. Please check bank and account.");
        return;
    }
    kept["state"] = "pending";
    kept["account"] = masked_account(account);
    kept["transfer"] = {{"code", random_digits(6)},
                        {"amount_fen", 1 + std::stoi(random_digits(2))},
                        {"tries_left", 5}};
}

void start_licence(Json& kept, const World& world) {
    kept["state"] = "pending";
    kept["token"] = random_token();
    kept["dies_at"] = now_ms() + world.settings.link_lifetime_s * 1000LL;
}

/// The contract's OrganisationVerification.
Json check_view(const World& world, const Json& kept) {
    Json seen = {{"state", kept.at("state")}};
    for (const char* name : {"method", "reason"})
        if (kept.contains(name)) seen[name] = kept.at(name);
    if (kept.at("state") == "matched") seen["state"] = "pending";
    if (kept.at("state") != "pending") return seen;
    if (kept.contains("account")) {
        seen["account_masked"] = kept.at("account");
        seen["tries_left"] = kept.at("transfer").at("tries_left");
        seen["code_hint"] =
            both_languages("收款附言中的 6 位数字", "the six digits in the transfer's memo");
    }
    if (kept.contains("token"))
        seen["qr_payload"] =
            world.phone_url + "/phone/licence/" + kept.at("token").get<std::string>();
    return seen;
}

}  // namespace

Handled verify_organisation(Call& call) {
    auto order = visible_order(call);
    if (!order) return failed(order.error());
    const auto method = call.text("method");
    if (!method) return failed(method.error());
    if (!is_draft(state_of(*order))) return failed("not-allowed");
    // Whose key proved itself needs no second proof for what changed on the licence.
    const bool by_key = *method == "key" && order->at("service") == "change";
    if (!by_key && offered(channel_of(*order), "methods", *method) == nullptr)
        return failed("method-unavailable");

    const bool already = order->at("organisation").at("state") == "verified" &&
                         order->at("organisation").at("method") == *method;
    if (already) return Answer{.body = check_view(call.world, order->at("organisation"))};
    (*order)["method"] = *method;
    if (auto complete = check_complete(*order); !complete) return failed(complete.error());
    if (auto agrees = check_register(*order); !agrees) return failed(agrees.error());
    if (order->at("service") == "replacement")
        if (auto found = find_lost_key(call.world, *order); !found) return failed(found.error());

    cancel_face_session_of(call.world, *order);
    Json kept = {{"state", "matched"},
                 {"method", *method},
                 {"rests", rests_on(*order, organisation_fields(*order))}};
    if (*method == "bank_transfer") start_transfer(kept, *order);
    if (*method == "e_licence") start_licence(kept, call.world);
    if (by_key) kept["state"] = "verified";
    (*order)["organisation"] = kept;
    settle(call.world, *order);
    save_order(call.world, *order);
    Json seen = check_view(call.world, kept);
    if (*method == "lr_face") seen["state"] = "matched";
    return Answer{.body = seen};
}

Handled get_organisation_verification(Call& call) {
    const auto order = visible_order(call);
    if (!order) return failed(order.error());
    const Json seen = check_view(call.world, order->at("organisation"));
    return tagged(seen, seen.at("state") != "pending");
}

Handled enter_transfer_code(Call& call) {
    auto order = visible_order(call);
    if (!order) return failed(order.error());
    const auto code = call.text("code");
    if (!code) return failed(code.error());
    Json& kept = (*order)["organisation"];
    if (kept.at("state") != "pending" || !kept.contains("transfer")) return failed("not-allowed");
    const auto compared = compare_code(kept["transfer"], *code);
    if (compared) kept["state"] = "verified";
    if (!compared && compared.error().code == "code-spent") {
        kept["state"] = "failed";
        kept["reason"] = both_languages("验证码多次输入错误，请重新发起打款。",
                                        "Too many wrong codes. Please ask for a new transfer.");
    }
    settle(call.world, *order);
    save_order(call.world, *order);
    if (!compared) return failed(compared.error());
    return Answer{.body = {{"state", "verified"}}};
}

Result<void> decide_licence(World& world, const std::string& id, bool confirmed) {
    auto order = world.records.get("order", id);
    if (!order || order->at("organisation").at("state") != "pending" ||
        order->at("organisation").at("method") != "e_licence")
        return failed("not-allowed");
    Json& kept = (*order)["organisation"];
    kept["state"] = confirmed ? "verified" : "failed";
    if (!confirmed)
        kept["reason"] = both_languages("电子营业执照持有人没有同意。",
                                        "The holder of the e-licence did not agree.");
    settle(world, *order);
    save_order(world, *order);
    return {};
}

}  // namespace sandbox
