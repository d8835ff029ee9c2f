#include "deploy/sandbox/payments.hpp"

#include "deploy/sandbox/channels.hpp"
#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/randoms.hpp"
#include "deploy/sandbox/review.hpp"
#include "deploy/sandbox/sms.hpp"

namespace sandbox {

namespace {

bool is_open(const Json& payment) {
    const std::string state = payment.at("state");
    return state == "created" || state == "paying" || state == "unknown";
}

bool is_final(const Json& payment) {
    return !is_open(payment) && payment.at("state") != "refunding";
}

void save_payment(World& world, const Json& payment) {
    world.records.put("payment", payment.at("id").get<std::string>(), payment,
                      payment.at("order").get<std::string>());
}

Json order_of(const World& world, const Json& payment) {
    return world.records.get("order", payment.at("order").get<std::string>()).value();
}

std::optional<Json> open_payment_of(const World& world, const Json& order) {
    for (Json& payment : world.records.children("payment", order.at("id").get<std::string>()))
        if (is_open(payment)) return std::move(payment);
    return std::nullopt;
}

void start_refund(const World& world, Json& payment) {
    payment["state"] = "refunding";
    payment["refunded_at"] = now_ms() + world.settings.refund_after_s * 1000LL;
}

Result<Json> visible_payment(Call& call) {
    auto payment = call.world.records.get("payment", call.captured("payment"));
    if (!payment) return failed("not-found");
    if (auto order = visible_order(call, payment->at("order")); !order)
        return failed(order.error());
    return *std::move(payment);
}

Result<void> receive_money(World& world, Json& payment) {
    if (!is_open(payment) && payment.at("state") != "closed") return failed("not-allowed");
    Json order = order_of(world, payment);
    const auto state = state_of(order);
    const bool wanted = is_open(payment) &&
                        (state == OrderState::payment_wait || state == OrderState::payment_unknown);
    if (!wanted) {
        start_refund(world, payment);
        if (move(order, OrderEvent::cancelled_paid)) save_order(world, order);
        return {};
    }
    payment["state"] = "succeeded";
    save_payment(world, payment);
    order["payment"] = payment.at("id");
    accept_paid_order(world, order);
    save_order(world, order);
    return {};
}

void move_order(World& world, const Json& payment, OrderEvent event) {
    Json order = order_of(world, payment);
    if (move(order, event)) save_order(world, order);
}

}  // namespace

Json payment_view(const Json& payment) {
    return {{"id", payment.at("id")},
            {"order", payment.at("order")},
            {"provider", payment.at("provider")},
            {"state", payment.at("state")},
            {"qr_payload", payment.at("qr_payload")},
            {"amount_fen", payment.at("amount_fen")},
            {"expires_at", rfc3339(payment.at("dies_at"))}};
}

Handled create_payment(Call& call) {
    auto order = visible_order(call);
    if (!order) return failed(order.error());
    const auto provider = call.text("provider");
    if (!provider) return failed(provider.error());
    if (!offers(channel_of(*order), "payment_providers", *provider))
        return failed("method-unavailable");
    if (const auto open = open_payment_of(call.world, *order))
        return failed({.code = "payment-open", .more = {{"payment", payment_view(*open)}}});
    if (state_of(*order) != OrderState::payment_wait) return failed("not-allowed");

    const auto id = random_token(12);
    const Json payment = {{"id", id},
                          {"order", order->at("id")},
                          {"provider", *provider},
                          {"state", "created"},
                          {"qr_payload", call.world.phone_url + "/phone/pay/" + id},
                          {"amount_fen", order->at("price_fen")},
                          {"dies_at", now_ms() + call.world.settings.payment_lifetime_s * 1000LL}};
    save_payment(call.world, payment);
    (*order)["payment"] = id;
    save_order(call.world, *order);
    Answer answer = tagged(payment_view(payment), false, 201);
    answer.headers["Location"] = "/v1/payments/" + id;
    return answer;
}

Handled get_payment(Call& call) {
    const auto payment = visible_payment(call);
    if (!payment) return failed(payment.error());
    return tagged(payment_view(*payment), is_final(*payment));
}

Handled close_payment(Call& call) {
    auto payment = visible_payment(call);
    if (!payment) return failed(payment.error());
    const std::string state = payment->at("state");
    if (state == "created" || state == "paying") {
        (*payment)["state"] = "closed";
        save_payment(call.world, *payment);
    }
    return tagged(payment_view(*payment), is_final(*payment));
}

void close_payment_of(World& world, const Json& order) {
    auto payment = open_payment_of(world, order);
    if (!payment || payment->at("state") == "unknown") return;
    (*payment)["state"] = "closed";
    save_payment(world, *payment);
}

void refund_payment_of(World& world, const Json& order) {
    if (!order.contains("payment")) return;
    auto payment = world.records.get("payment", order.at("payment").get<std::string>());
    if (!payment || payment->at("state") != "succeeded") return;
    start_refund(world, *payment);
    save_payment(world, *payment);
}

void mark_paying(World& world, const std::string& id) {
    auto payment = world.records.get("payment", id);
    if (!payment || payment->at("state") != "created") return;
    (*payment)["state"] = "paying";
    save_payment(world, *payment);
}

Result<void> decide_payment(World& world, const std::string& id, const std::string& result) {
    auto payment = world.records.get("payment", id);
    if (!payment) return failed("not-found");
    if (result == "paid") {
        if (auto received = receive_money(world, *payment); !received) return received;
        save_payment(world, *payment);
        return {};
    }
    if (!is_open(*payment)) return failed("not-allowed");
    (*payment)["state"] = result == "closed" ? "closed" : "unknown";
    save_payment(world, *payment);
    move_order(world, *payment,
               result == "closed" ? OrderEvent::payment_closed : OrderEvent::payment_silent);
    return {};
}

bool advance_payments(World& world) {
    bool any = false;
    const Milliseconds now = now_ms();
    for (Json& payment : world.records.all("payment")) {
        const std::string state = payment.at("state");
        if ((state == "created" || state == "paying") && payment.at("dies_at") <= now)
            payment["state"] = "expired";
        else if (state == "refunding" && payment.at("refunded_at") <= now)
            payment["state"] = "refunded";
        else
            continue;
        save_payment(world, payment);
        if (payment.at("state") == "refunded")
            move_order(world, payment, OrderEvent::money_returned);
        any = true;
    }
    return any;
}

}  // namespace sandbox
