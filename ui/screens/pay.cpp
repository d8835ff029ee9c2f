#include "ui/screens/pay.hpp"

#include "ui/widgets.hpp"

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::Pay;
using flow::Provider;

constexpr std::string_view name_of(Provider provider) {
    return provider == Provider::wechat ? "wechat" : "alipay";
}
Icon icon_of(Provider provider) {
    return provider == Provider::wechat ? Icon::wechat_pay : Icon::alipay;
}
Provider provider_named(std::string_view name) {
    return name == "wechat" ? Provider::wechat : Provider::alipay;
}

int amount(const Scene& scene) {
    const auto& order = scene.draft().order;
    if (order.payment && order.payment->amount_fen > 0) return order.payment->amount_fen;
    if (order.price_fen > 0) return order.price_fen;
    const auto* product = scene.draft().product();
    return product != nullptr ? product->price_fen : 0;
}

/// "订单 20261122-0017 · 单位证书 1 年"
std::string what_for(const Scene& scene) {
    auto words = scene.t("pay.order", {{"order", scene.draft().order.id}});
    if (const auto* product = scene.draft().product()) words += " · " + scene.text(product->name);
    return words;
}

Intent page(const Pay::Choosing&, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene)};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas,
                 {scene.t("pay.choosing.title"), what_for(scene), scene.price(amount(scene))});
        canvas.gap(4);
        std::vector<Choice> providers;
        for (const auto provider : scene.draft().channel.providers) {
            const std::string name(name_of(provider));
            providers.push_back({"pay.provider." + name,
                                 scene.t("pay.provider." + name),
                                 {},
                                 {scene.t("pay.provider.line." + name)},
                                 false,
                                 true,
                                 {},
                                 icon_of(provider)});
        }
        const auto touched = choices(canvas, providers, 1, 2);
        canvas.gap(2);
        notice(canvas, {"pay.invoice", Mood::info, {}, scene.t("pay.invoice")});
        if (!touched) return {};
        return Pay::ProviderChosen{provider_named(touched->substr(touched->rfind('.') + 1))};
    };
    return show(scene, frame);
}

Intent page(const Pay::Creating&, Scene& scene) { return waiting(scene, "pay.creating"); }

Intent provider_segments(Scene& scene, Provider open) {
    const auto& providers = scene.draft().channel.providers;
    if (providers.size() < 2) return {};
    Segments choice{"pay.provider", {}, std::string(name_of(open))};
    for (const auto provider : providers) {
        const std::string name(name_of(provider));
        choice.options.push_back({name, scene.t("pay.provider." + name), icon_of(provider)});
    }
    const auto touched = segments(scene.canvas, choice);
    if (!touched || *touched == name_of(open)) return {};
    return Pay::ProviderChosen{provider_named(*touched)};
}

std::string minutes(const Scene& scene, long seconds) {
    return scene.t("pay.paying.left",
                   {{"m", std::to_string(seconds / 60)}, {"s", std::to_string(seconds % 60)}});
}

Intent page(const Pay::Paying& s, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene)};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        const bool centred = canvas.portrait();
        const std::string name(name_of(s.payment.provider));
        Intent intent;
        canvas.split(
            1, 1,
            [&] {
                headline(canvas, {scene.t("pay.paying.title"), what_for(scene),
                                  scene.price(s.payment.amount_fen), centred});
                intent = provider_segments(scene, s.payment.provider);
                if (centred) return;
                paragraph(canvas, "pay.how", scene.t("pay.paying.how." + name));
                paragraph(canvas, "pay.once", scene.t("pay.paying.once"));
            },
            [&] {
                QrBox qr{"pay.qr", s.payment.qr_payload, scene.t("pay.paying.valid"),
                         minutes(scene, scene.seconds_until(s.expires_at))};
                qr.most_mm = centred ? 120 : 110;
                qr_box(canvas, qr);
            });
        if (centred) {
            paragraph(canvas, "pay.how", scene.t("pay.paying.how." + name), Mood::neutral, true);
            paragraph(canvas, "pay.once", scene.t("pay.paying.once"), Mood::neutral, true);
        }
        return intent;
    };
    return show(scene, frame);
}

Intent page(const Pay::Closing& s, Scene& scene) {
    return waiting(scene, s.then ? "pay.renewing" : "pay.closing");
}

Intent page(const Pay::Unknown&, Scene& scene) {
    Frame frame;
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        hero(canvas, {"pay.unknown",
                      Icon::clock,
                      Mood::info,
                      scene.t("pay.unknown.title"),
                      {scene.t("pay.unknown.lead")},
                      true});
        notice(canvas, {"pay.unknown.notice", Mood::warning, scene.t("pay.unknown.notice.title"),
                        scene.t("pay.unknown.notice.text")});
        return {};
    };
    return show(scene, frame);
}

Intent page(const Pay::Printing&, Scene& scene) { return waiting(scene, "pay.printing"); }

using Kind = Progress::Item::Kind;

/// What happens next, as a list: paid, reviewed, made or collected.
Progress what_follows(const Scene& scene) {
    const auto& draft = scene.draft();
    const auto& state = draft.order.state;
    const bool post = draft.choices.delivery == flow::Delivery::post;
    const bool reviewed = state == "approved" || state == "production" || state == "issue_wait";
    const bool at_once = draft.channel.review == flow::Review::immediate;
    Progress list{"pay.follows", {}};
    list.items.push_back({scene.t("pay.paid.step.paid"), Kind::done, scene.price(amount(scene))});
    list.items.push_back({scene.t("pay.paid.step.review"), reviewed ? Kind::done : Kind::current,
                          scene.t(at_once ? "pay.paid.review.now" : "pay.paid.review.day")});
    const auto last = reviewed ? Kind::current : Kind::todo;
    if (post)
        list.items.push_back(
            {scene.t("pay.paid.step.post"), last, scene.t("pay.paid.post.detail")});
    else
        list.items.push_back(
            {scene.t("pay.paid.step.collect"), last,
             scene.t(at_once ? "pay.paid.collect.now" : "pay.paid.collect.later")});
    list.items.push_back(
        {scene.t("pay.paid.step.invoice"), Kind::todo, scene.t("pay.paid.invoice.detail")});
    return list;
}

void receipt(Scene& scene, const Pay::Paid& s) {
    auto& canvas = scene.canvas;
    if (s.slip == flow::SlipResult::printed) {
        notice(canvas,
               {"pay.slip", Mood::success, scene.t("pay.slip.title"), scene.t("pay.slip.text")});
        return;
    }
    notice(canvas, {"pay.slip", Mood::warning, scene.t("pay.no_slip.title"),
                    scene.t(s.slip == flow::SlipResult::uncertain ? "pay.no_slip.uncertain"
                                                                  : "pay.no_slip.text")});
    if (scene.draft().order.receipt_qr.empty()) return;
    QrBox qr{"pay.receipt", scene.draft().order.receipt_qr,
             scene.t("pay.order", {{"order", scene.draft().order.id}})};
    qr.most_mm = 62;
    qr_box(canvas, qr);
}

/// Without paper nothing goes on by itself: the code must be photographed first.
std::string going_on(const Scene& scene, const Pay::Paid& s) {
    if (s.slip != flow::SlipResult::printed) return scene.t("pay.paid.approved");
    return scene.t("pay.paid.by_itself", {{"n", std::to_string(scene.seconds_until(s.leave_at))}});
}

/// The large mark makes room where the code must be photographed.
void paid(Scene& scene, const Pay::Paid& s) {
    const auto order = scene.t("pay.order", {{"order", scene.draft().order.id}});
    if (s.slip == flow::SlipResult::printed)
        hero(scene.canvas,
             {"pay.paid", Icon::check, Mood::success, scene.t("pay.paid.title"), {order}});
    else
        headline(scene.canvas, {scene.t("pay.paid.title"), order, scene.price(amount(scene))});
}

Intent page(const Pay::Paid& s, Scene& scene) {
    const bool collect = s.leave_at != flow::Time{};
    const bool may_go_on = Pay::may_go_on(scene.draft());
    Frame frame;
    frame.buttons = {primary(scene,
                             collect     ? "pay.paid.collect_now"
                             : may_go_on ? "pay.paid.done"
                                         : "pay.paid.reviewing",
                             may_go_on)};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        canvas.split(
            1, 1,
            [&] {
                paid(scene, s);
                receipt(scene, s);
            },
            [&] {
                section(canvas, "pay.next", scene.t("pay.paid.next"));
                progress(canvas, what_follows(scene));
                if (collect)
                    paragraph(canvas, "pay.by_itself", going_on(scene, s), Mood::info, true);
                else
                    paragraph(canvas, "pay.told", scene.t("pay.paid.told"));
            });
        return {};
    };
    return show(scene, frame);
}

Intent page(const Pay::Unavailable& s, Scene& scene) { return unavailable(scene, s.problem); }

}  // namespace

Intent draw(const Pay::State& state, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene); }, state);
}

}  // namespace ui
