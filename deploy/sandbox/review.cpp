#include "deploy/sandbox/review.hpp"

#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/materials.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/payments.hpp"
#include "deploy/sandbox/randoms.hpp"
#include "deploy/sandbox/refusals.hpp"
#include "deploy/sandbox/sms.hpp"
#include "deploy/sandbox/working_days.hpp"

namespace sandbox {

namespace {

bool goes_by_post(const Json& order) { return order.at("choices").value("delivery", "") == "post"; }

void tell(World& world, const Json& order, const std::string& text) {
    send_sms(world, applicant_mobile(order),
             "【样例CA】订单 " + order.at("id").get<std::string>() + "：" + text);
}

void start_production(const World& world, Json& order) {
    order["ship_at"] = now_ms() + world.settings.shipped_after_s * 1000LL;
}

void approve(World& world, Json& order) {
    const bool post = goes_by_post(order);
    if (!move(order,
              post ? OrderEvent::review_approved_for_post : OrderEvent::review_approved_on_site))
        return;
    judge_materials(world, order, "", "accepted", {});
    if (post) start_production(world, order);
    tell(world, order, post ? "审核通过，UKEY 制作中。" : "审核通过，请到服务大厅终端领取证书。");
}

void reject(World& world, Json& order, const Json& reason) {
    if (!move(order, OrderEvent::review_rejected)) return;
    order["reason"] = reason;
    order["invoice"] = {{"state", "none"}};
    refund_payment_of(world, order);
    tell(world, order, "审核没有通过，费用将原路退回。");
}

void correct(World& world, Json& order, const Json& items) {
    if (!move(order, OrderEvent::correction_asked)) return;
    order["corrections"] = items;
    order["was_corrected"] = true;
    for (const Json& item : items) {
        const std::string pointer = item.at("pointer");
        if (pointer.starts_with("/materials/"))
            judge_materials(world, order, pointer.substr(11), "rejected", item.at("reason"));
    }
    tell(world, order, "需要补正资料，请到服务大厅终端继续办理。");
}

Json standard_correction() {
    return {{{"pointer", "/materials/licence"},
             {"reason",
              {{"zh-CN", "营业执照照片不清晰，请重新拍摄。"},
               {"en", "The photo of the licence is not clear. Please take it again."}}}}};
}

Json standard_rejection() {
    return {{"zh-CN", "申请资料与登记信息不符。"},
            {"en", "The data do not agree with the register."}};
}

void review_by_rule(World& world, Json& order) {
    const ReviewEffect effect = review_effect(field(order, "org_name"));
    if (effect == ReviewEffect::reject) return reject(world, order, standard_rejection());
    if (effect == ReviewEffect::correct && !order.value("was_corrected", false))
        return correct(world, order, standard_correction());
    approve(world, order);
}

void ship(World& world, Json& order) {
    if (!move(order, OrderEvent::sent_by_post)) return;
    order["shipment"] = {{"carrier", "样例速递"}, {"tracking", "YL" + random_digits(12)}};
    tell(world, order,
         "UKEY 已寄出，单号 " + order.at("shipment").at("tracking").get<std::string>() + "。");
}

bool is_due(const Json& order, const char* name) {
    return order.contains(name) && order.at(name) <= now_ms();
}

/// True when something happened to the order.
bool advance(World& world, Json& order) {
    const auto state = state_of(order);
    if (state == OrderState::in_review && is_due(order, "review_at"))
        return review_by_rule(world, order), true;
    if (state == OrderState::production && is_due(order, "ship_at"))
        return ship(world, order), true;
    if (state == OrderState::issuing && is_due(order, "silent_at"))
        return move(order, OrderEvent::issue_unreported).has_value();
    if (is_draft(state) &&
        order.at("created_at").get<Milliseconds>() + world.settings.draft_lifetime_s * 1000LL <
            now_ms())
        return move(order, OrderEvent::lapsed).has_value();
    if (is_due(order, "invoice_at")) {
        order.erase("invoice_at");
        if (order.at("invoice").at("state") == "pending") order["invoice"]["state"] = "sent";
        return true;
    }
    return false;
}

}  // namespace

void ask_for_review(const World& world, Json& order) {
    order.erase("corrections");
    order.erase("review_at");
    if (world.settings.review_after_s >= 0)
        order["review_at"] = now_ms() + world.settings.review_after_s * 1000LL;
}

void accept_paid_order(World& world, Json& order) {
    const Milliseconds now = now_ms();
    const bool reviewed = channel_of(order).at("review") == "one_working_day";
    const bool post = goes_by_post(order);
    if (!move(order, reviewed ? OrderEvent::paid_for_review
                     : post   ? OrderEvent::paid_and_approved_for_post
                              : OrderEvent::paid_and_approved_on_site))
        return;
    Json promises = {{"invoice_by", now + 24 * 3600 * 1000LL}};
    if (reviewed) promises["review_by"] = working_days_later(now, 1);
    if (reviewed || post) promises["key_by"] = working_days_later(now, post ? 3 : 1);
    order["promises"] = promises;
    order["invoice"] = {{"state", "pending"}};
    order["invoice_at"] = now + world.settings.invoice_after_s * 1000LL;
    if (reviewed)
        ask_for_review(world, order);
    else
        judge_materials(world, order, "", "accepted", {});
    if (!reviewed && post) start_production(world, order);
    tell(world, order, "已收到您的付款。");
}

Result<void> decide_review(World& world, const std::string& id, const std::string& decision,
                           const Json& items) {
    auto order = world.records.get("order", id);
    if (!order || state_of(*order) != OrderState::in_review) return failed("not-allowed");
    if (decision == "approve")
        approve(world, *order);
    else if (decision == "reject")
        reject(world, *order, standard_rejection());
    else if (decision == "correct")
        correct(world, *order, items.is_array() && !items.empty() ? items : standard_correction());
    else
        return bad_request("decision");
    save_order(world, *order);
    return {};
}

Result<void> deliver(World& world, const std::string& id) {
    auto order = world.records.get("order", id);
    if (!order) return failed("not-found");
    if (auto moved = move(*order, OrderEvent::delivered); !moved) return moved;
    save_order(world, *order);
    return {};
}

bool advance_orders(World& world) {
    bool any = false;
    for (Json& order : world.records.all("order")) {
        if (!advance(world, order)) continue;
        save_order(world, order);
        any = true;
    }
    return any;
}

}  // namespace sandbox
