#include "deploy/sandbox/letter.hpp"

#include "deploy/sandbox/channels.hpp"
#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/codes.hpp"
#include "deploy/sandbox/materials.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/progress.hpp"
#include "deploy/sandbox/randoms.hpp"
#include "deploy/sandbox/sms.hpp"

namespace sandbox {

namespace {

std::string letter_purpose(const Json& order) {
    return "letter:" + order.at("id").get<std::string>();
}

Json letter_view(const World& world, const Json& order) {
    const Json& letter = order.at("letter");
    Json seen = {{"state", letter_word(world, order)}};
    if (letter.at("state") == "expired" && seen["state"] == "none") seen["state"] = "expired";
    if (seen["state"] != "pending") return seen;
    seen["masked_mobile"] = masked_mobile(letter.at("mobile"));
    seen["resend_after_s"] = world.settings.sms_cooldown_s;
    seen["expires_at"] = rfc3339(letter.at("dies_at"));
    return seen;
}

}  // namespace

Handled get_letter(Call& call) {
    const auto order = visible_order(call);
    if (!order) return failed(order.error());
    const Json seen = letter_view(call.world, *order);
    return tagged(seen, seen.at("state") != "pending");
}

Handled request_e_sign(Call& call) {
    auto order = visible_order(call);
    if (!order) return failed(order.error());
    if (!is_draft(state_of(*order)) || applicant(*order) == "lr") return failed("not-allowed");
    if (!offers(channel_of(*order), "letter_ways", "e_sign")) return failed("method-unavailable");
    const auto mobile = field(*order, "lr_mobile");
    if (mobile.size() != 11)
        return failed(item_problem("order-incomplete", "/fields/lr_mobile", "missing"));

    Json& letter = (*order)["letter"];
    const Milliseconds now = now_ms();
    if (letter.at("state") == "pending" && letter.at("mobile") == mobile)
        if (const int wait = seconds_until(letter.at("resend_at"), now); wait > 0)
            return failed(
                {.code = "too-soon", .more = {{"resend_after_s", wait}}, .retry_after_s = wait});
    letter = {{"state", "pending"},
              {"token", random_token()},
              {"mobile", mobile},
              {"resend_at", now + call.world.settings.sms_cooldown_s * 1000LL},
              {"dies_at", now + call.world.settings.link_lifetime_s * 1000LL}};
    const auto url = call.world.phone_url + "/phone/sign/" + letter.at("token").get<std::string>();
    send_sms(call.world, mobile, "【样例CA】请法定代表人打开链接签署授权委托书：" + url,
             {.url = url});
    settle(call.world, *order);
    save_order(call.world, *order);
    return Answer{.status = 201, .body = letter_view(call.world, *order)};
}

std::optional<Json> order_of_letter_link(const World& world, const std::string& token) {
    for (Json& order : world.records.all("order"))
        if (order.at("letter").value("token", "") == token) return std::move(order);
    return std::nullopt;
}

Result<Json> send_letter_code(World& world, const Json& order) {
    if (order.at("letter").at("state") != "pending") return failed("not-allowed");
    return send_code(world, letter_purpose(order), order.at("letter").at("mobile"),
                     "签署授权委托书");
}

Result<void> sign_letter_with_code(World& world, Json order, const std::string& code) {
    if (auto spent = spend_code(world, letter_purpose(order), code); !spent) return spent;
    return sign_letter(world, std::move(order));
}

Result<void> sign_letter(World& world, Json order) {
    if (order.at("letter").at("state") != "pending") return failed("not-allowed");
    order["letter"]["state"] = "signed";
    settle(world, order);
    save_order(world, order);
    return {};
}

bool expire_letters(World& world) {
    bool any = false;
    for (Json& order : world.records.all("order")) {
        Json& letter = order["letter"];
        if (letter.at("state") != "pending" || letter.at("dies_at") > now_ms()) continue;
        letter["state"] = "expired";
        settle(world, order);
        save_order(world, order);
        any = true;
    }
    return any;
}

}  // namespace sandbox
