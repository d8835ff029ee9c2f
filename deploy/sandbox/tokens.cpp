#include "deploy/sandbox/tokens.hpp"

#include "deploy/sandbox/certificate_authority.hpp"
#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/digests.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/randoms.hpp"
#include "deploy/sandbox/services.hpp"
#include "deploy/sandbox/sessions.hpp"
#include "deploy/sandbox/sms.hpp"
#include "deploy/sandbox/stock.hpp"

#include <algorithm>

namespace sandbox {

namespace {

constexpr Milliseconds challenge_lifetime = 120 * 1000LL;

Result<Json> certificate_in_use(const Call& call) {
    auto certificate = certificate_of_key(call.world, call.captured("serial"));
    if (!certificate) return failed("key-unknown");
    return *std::move(certificate);
}

Result<void> check_signature(const Json& certificate, const std::string& challenge_hex,
                             const Call& call) {
    const auto text = call.text("signature");
    if (!text) return failed(text.error());
    const auto signature = base64_bytes(*text);
    if (!signature || !proves_key(certificate.at("pem"), bytes_of_hex(challenge_hex), *signature))
        return failed({.code = "proof-invalid", .detail = "signature"});
    return {};
}

Json orders_of(Call& call, const std::string& org_code) {
    Json summaries = Json::array();
    auto orders = call.world.records.children("order", org_code);
    std::ranges::reverse(orders);
    for (const Json& order : orders) {
        if (group_of(state_of(order)) == OrderGroup::gone) continue;
        open_order_to(call, order.at("id"));
        summaries.push_back(order_summary(order));
    }
    return summaries;
}

/// The approved unlock order of this key.
Result<Json> unlock_order(Call& call) {
    const auto id = call.text("order");
    if (!id) return failed(id.error());
    auto order = visible_order(call, *id);
    if (!order) return failed(order.error());
    const bool fits = order->at("service") == "unlock" &&
                      order->value("former_key", "") == call.captured("serial");
    if (!fits) return failed("not-allowed");
    return *std::move(order);
}

}  // namespace

Handled challenge_token(Call& call) {
    const auto certificate = certificate_in_use(call);
    if (!certificate) return failed(certificate.error());
    const Json challenge = {{"id", random_token()},
                            {"session", call.session},
                            {"serial", call.captured("serial")},
                            {"challenge", random_hex(32)},
                            {"dies_at", now_ms() + challenge_lifetime}};
    call.world.records.put("challenge", challenge.at("id").get<std::string>(), challenge,
                           call.session);
    return Answer{.status = 201,
                  .body = {{"id", challenge.at("id")},
                           {"challenge", challenge.at("challenge")},
                           {"certificate_sha256", certificate->at("sha256")},
                           {"expires_at", rfc3339(challenge.at("dies_at"))}}};
}

Handled answer_challenge(Call& call) {
    const auto& serial = call.captured("serial");
    const auto kept = call.world.records.get("challenge", call.captured("challenge"));
    if (!kept || kept->at("session") != call.session || kept->at("serial") != serial)
        return failed("not-found");
    // Once only, whatever the answer is worth.
    call.world.records.erase("challenge", call.captured("challenge"));
    if (kept->at("dies_at") < now_ms()) return failed("code-spent");
    const auto certificate = certificate_in_use(call);
    if (!certificate) return failed(certificate.error());
    if (auto proven = check_signature(*certificate, kept->at("challenge"), call); !proven)
        return failed(proven.error());
    open_key_to(call, serial);
    const Json owner = owner_of_key(call.world, serial);
    const bool in_window =
        certificate->at("valid_until") > now_ms() && renewable_from(*certificate) <= now_ms();
    return Answer{.body = {{"serial", serial},
                           {"organisation", field(owner, "org_name")},
                           {"renewable", in_window},
                           {"renewable_from", rfc3339(renewable_from(*certificate))},
                           {"orders", orders_of(call, field(owner, "org_code"))}}};
}

Handled unblock_token(Call& call) {
    auto order = unlock_order(call);
    if (!order) return failed(order.error());
    if (!after(state_of(*order), OrderEvent::unblocked)) return failed("not-allowed");
    const auto certificate = certificate_in_use(call);
    if (!certificate) return failed(certificate.error());
    if (!order->contains("challenge")) (*order)["challenge"] = random_hex(32);
    save_order(call.world, *order);
    const Json secrets = secrets_of_key(call.world, call.captured("serial"));
    return Answer{.body = {{"puk", secrets.at("puk")},
                           {"challenge", order->at("challenge")},
                           {"certificate_sha256", certificate->at("sha256")}}};
}

Handled confirm_unblocked(Call& call) {
    auto order = unlock_order(call);
    if (!order) return failed(order.error());
    if (!order->contains("challenge")) return failed("not-allowed");
    const auto certificate = certificate_in_use(call);
    if (!certificate) return failed(certificate.error());
    if (auto proven = check_signature(*certificate, order->at("challenge"), call); !proven)
        return failed(proven.error());
    if (auto moved = move(*order, OrderEvent::unblocked); !moved) return failed(moved.error());
    order->erase("challenge");
    save_order(call.world, *order);
    send_sms(call.world, applicant_mobile(owner_of_key(call.world, call.captured("serial"))),
             "【样例CA】您的 UKEY 已解锁并重设 PIN 码。非本人操作请立即联系我们。");
    return order_answer(call.world, *order);
}

}  // namespace sandbox
