#include "ui/screens/orders.hpp"

#include "ui/screens/method_list.hpp"
#include "ui/widgets.hpp"

#include <algorithm>

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::FieldId;
using flow::Orders;

Mood mood_of(const std::string& state) {
    const auto is = [&](std::initializer_list<std::string_view> names) {
        return std::ranges::find(names, state) != names.end();
    };
    if (is({"approved", "completed", "shipped", "issue_wait"})) return Mood::success;
    if (is({"in_review", "production", "issuing", "refunded"})) return Mood::neutral;
    if (is({"rejected", "expired", "cancelled"})) return Mood::error;
    return Mood::warning;
}

std::string state_words(const Scene& scene, const std::string& state) {
    const auto key = "orders.state." + state;
    return scene.text.has(key) ? scene.t(key) : state;
}

std::string service_words(const Scene& scene, const std::string& service) {
    const auto key = "entry.service." + service + ".title";
    return scene.text.has(key) ? scene.t(key) : service;
}

/// "2026-11-22 10:42" from RFC 3339.
std::string moment(const std::string& time) {
    if (time.size() < 16) return time;
    return time.substr(0, 10) + " " + time.substr(11, 5);
}

/// 张* (R33).
std::string masked_name(const std::string& name) {
    const auto continues = [&](std::size_t i) {
        return (static_cast<unsigned char>(name[i]) & 0xC0U) == 0x80U;
    };
    std::size_t first = name.empty() ? 0 : 1;
    while (first < name.size() && continues(first)) ++first;
    std::string result = name.substr(0, first);
    for (auto i = first; i < name.size(); ++i)
        if (!continues(i)) result += '*';
    return result;
}

// --- the lists (R30, R31)

Card summary_card(const Scene& scene, const flow::OrderSummary& order) {
    Card card{"orders." + order.id, service_words(scene, order.service),
              state_words(scene, order.state), mood_of(order.state)};
    card.line = order.id + " · " + moment(order.created_at);
    if (!order.organisation_masked.empty()) card.line += " · " + order.organisation_masked;
    const auto offer = [&](const char* action, Tone tone) {
        if (order.allowed_actions.contains(action))
            card.buttons.push_back({"orders." + order.id + "." + action,
                                    scene.t(std::string("orders.") + action), tone});
    };
    offer("collect", Tone::secondary);
    offer("continue", Tone::secondary);
    offer("view", card.buttons.empty() ? Tone::secondary : Tone::quiet);
    return card;
}

Intent chosen(const std::string& id, const std::string& order) {
    const auto action = id.substr(id.rfind('.') + 1);
    return Orders::OrderOpened{order, action == "view" ? std::string() : action};
}

void nothing_there(Scene& scene, const Orders::Listing& s) {
    if (s.asked) {
        scene.canvas.gap(10);
        spinner(scene.canvas, "orders.busy", scene.t("orders.list.loading"));
        return;
    }
    hero(scene.canvas, {"orders.empty",
                        Icon::list,
                        Mood::info,
                        scene.t(s.open ? "orders.list.empty_open" : "orders.list.empty_closed"),
                        {scene.t("orders.list.empty_text")}});
}

Intent page(const Orders::Listing& s, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = true;
    frame.buttons = {back(scene, "orders.back")};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("orders.list.title")});
        const auto count = std::to_string(s.orders.size());
        const auto number = s.orders.empty() ? std::string() : " " + count;
        const auto tab =
            tabs(canvas, {"orders.tab",
                          {{"open", scene.t("orders.tab.open") + (s.open ? number : "")},
                           {"closed", scene.t("orders.tab.closed") + (s.open ? "" : number)}},
                          s.open ? "open" : "closed"});
        if (s.orders.empty()) nothing_there(scene, s);
        Intent intent;
        canvas.grid(canvas.portrait() ? 1 : 2, static_cast<int>(s.orders.size()), [&](int i) {
            const auto& order = s.orders[static_cast<std::size_t>(i)];
            if (const auto touched = card(canvas, summary_card(scene, order)))
                intent = chosen(*touched, order.id);
        });
        if (tab) return Orders::TabChosen{*tab == "open"};
        return intent;
    };
    return show(scene, frame);
}

Intent page(const Orders::Loading&, Scene& scene) {
    return waiting(scene, "orders.loading", {back(scene, "orders.back")});
}

// --- one order

std::string payment_words(const Scene& scene, const flow::Order& order) {
    using flow::PaymentState;
    if (!order.payment) return scene.t("orders.payment.open");
    switch (order.payment->state) {
        case PaymentState::succeeded: return scene.t("orders.payment.succeeded");
        case PaymentState::refunding: return scene.t("orders.payment.refunding");
        case PaymentState::refunded: return scene.t("orders.payment.refunded");
        case PaymentState::unknown: return scene.t("orders.payment.unknown");
        default: return scene.t("orders.payment.open");
    }
}

Card order_card(const Scene& scene) {
    const auto& draft = scene.draft();
    const auto& order = draft.order;
    Card card{"orders.detail", service_words(scene, order.service), state_words(scene, order.state),
              mood_of(order.state)};
    const auto row = [&](const char* key, std::string value, bool strong = false) {
        if (!value.empty())
            card.rows.push_back(
                {scene.t(std::string("orders.detail.") + key), std::move(value), strong, key});
    };
    row("number", order.id);
    row("organisation", draft.text(FieldId::org_name));
    row("lr", masked_name(draft.text(FieldId::lr_name)));
    if (!draft.in_person()) row("agent", masked_name(draft.text(FieldId::agent_name)));
    row("method", method_title(scene, order.method));
    row("review", moment(order.review_by));
    return card;
}

Card money_card(const Scene& scene) {
    const auto& order = scene.draft().order;
    Card card{"orders.money", scene.price(order.price_fen), payment_words(scene, order)};
    const bool paid = order.payment && order.payment->state == flow::PaymentState::succeeded;
    card.aside_mood = paid ? Mood::success : Mood::neutral;
    if (const auto delivery = scene.draft().choices.delivery)
        card.rows.push_back({scene.t("orders.detail.delivery"),
                             scene.t(*delivery == flow::Delivery::post ? "entry.channel.post"
                                                                       : "entry.channel.on_site")});
    const auto invoice = "orders.invoice." + order.invoice_state;
    if (scene.text.has(invoice))
        card.rows.push_back({scene.t("orders.detail.invoice"), scene.t(invoice), false, "invoice"});
    return card;
}

std::vector<Button> detail_buttons(const Scene& scene, const Orders::Showing& s) {
    const auto& actions = scene.draft().order.allowed_actions;
    std::vector<Button> buttons{back(scene, "orders.back")};
    if (actions.contains("cancel"))
        buttons.push_back({"orders.cancel", scene.t("orders.cancel"), Tone::danger, !s.asked});
    if (actions.contains("collect"))
        buttons.push_back(primary(scene, "orders.collect", !s.asked));
    else if (actions.contains("continue"))
        buttons.push_back(primary(scene, "orders.continue", !s.asked));
    return buttons;
}

Intent confirm_cancelling(const Orders::Showing& s, Scene& scene) {
    Dialogue asked{"orders.cancelling",
                   Icon::warning,
                   Mood::warning,
                   scene.t("orders.cancelling.title"),
                   scene.t("orders.cancelling.text"),
                   {}};
    if (!s.asked)
        asked.buttons = {{"orders.keep", scene.t("orders.cancelling.keep"), Tone::primary},
                         {"orders.confirm", scene.t("orders.cancelling.confirm"), Tone::danger}};
    const auto touched = dialogue(scene.canvas, asked, [&] {
        if (s.asked) spinner(scene.canvas, "orders.busy", scene.t("orders.cancelling.busy"));
    });
    if (touched == "orders.keep") return flow::Dismissed{};
    if (touched == "orders.confirm") return Orders::CancelConfirmed{};
    return {};
}

Intent page(const Orders::Showing& s, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = true;
    frame.buttons = detail_buttons(scene, s);
    frame.on_button = [](const std::string& id) -> Intent {
        if (id == "orders.cancel") return Orders::CancelWanted{};
        return {};
    };
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("orders.detail.title")});
        canvas.split(
            3, 2, [&] { card(canvas, order_card(scene)); },
            [&] { card(canvas, money_card(scene)); });
        return {};
    };
    auto intent = show(scene, frame);
    return s.cancelling ? confirm_cancelling(s, scene) : intent;
}

Intent page(const Orders::Unavailable& s, Scene& scene) { return unavailable(scene, s.problem); }

}  // namespace

Intent draw(const Orders::State& state, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene); }, state);
}

}  // namespace ui
