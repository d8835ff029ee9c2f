#include "ui/screens/key_parts.hpp"

#include "kiosk/flow/dates.hpp"
#include "ui/screens/key_picture.hpp"

#include <algorithm>

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::KeySeen;

constexpr int soon = 90;  // days before expiry that the customer should act in

std::string words_for(const KeySeen& key, bool another) {
    if (another) return "ukey.another";
    switch (key.state) {
        case KeySeen::State::blank: return "ukey.blank";
        case KeySeen::State::locked: return key.issued ? "ukey.locked" : "ukey.foreign";
        case KeySeen::State::broken: return "ukey.broken";
        default: return "ukey.foreign";
    }
}

Intent pin_pad(Scene& scene) {
    auto& canvas = scene.canvas;
    Keyboard pad;
    pad.layout = KeyboardLayout::pin;
    pad.field = "pin";
    pad.pin_order = scene.hall.pin_order;
    pad.words.clear = scene.t("key.clear");
    const float height = keyboard_height(canvas, pad, scene.view.keyboard);
    const auto action = draw_keyboard(canvas, canvas.take(height), pad, scene.view.keyboard);
    if (!action) return {};
    switch (action->kind) {
        case KeyAction::Kind::insert: return flow::DigitTyped{action->text.front()};
        case KeyAction::Kind::backspace: return flow::DigitErased{};
        case KeyAction::Kind::clear: return flow::DigitErased{true};
        default: return {};
    }
}

/// How many digits show as dots; `places` at least.
void dots(Canvas& canvas, std::size_t typed, int places) {
    PinDots shown{"issue.pin.dots", {}};
    shown.filled = static_cast<int>(typed);
    shown.length = std::max(places, shown.filled);
    pin_dots(canvas, shown);
}

int places_for(std::size_t typed) { return std::clamp(static_cast<int>(typed) + 1, 6, 8); }

/// Headline and what stands above the pad, then the pad.
Intent with_pad(Scene& scene, const std::string& key, const std::function<void()>& above) {
    Frame frame;
    frame.nothing_to_save = scene.draft().order.id.empty();
    frame.buttons = {back(scene), primary(scene, "issue.pin.confirm")};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        Intent intent;
        canvas.split(
            1, 1,
            [&] {
                headline(canvas, {scene.t(key + ".title"), scene.t(key + ".lead")});
                above();
            },
            [&] {
                intent = pin_pad(scene);
                paragraph(canvas, "issue.pin.shuffled", scene.t("issue.pin.shuffled"),
                          Mood::neutral, true);
            });
        return intent;
    };
    return show(scene, frame);
}

void tell_tries(Scene& scene, int left) {
    if (left <= 0) return;
    const bool last = left == 1;
    notice(scene.canvas,
           {"issue.pin.tries",
            last ? Mood::warning : Mood::info,
            {},
            last ? scene.t("pin.last") : scene.t("pin.tries", {{"n", std::to_string(left)}})});
}

}  // namespace

std::string tail_of(const std::string& serial) {
    return serial.size() <= 4 ? serial : serial.substr(serial.size() - 4);
}

Intent awaiting_key(Scene& scene, const std::string& key) {
    Frame frame;
    frame.nothing_to_save = scene.draft().order.id.empty();
    frame.buttons = {back(scene)};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t(key + ".title"), scene.t(key + ".lead")});
        canvas.gap(4);
        key_picture(canvas, KeyMove::in);
        canvas.gap(2);
        spinner(canvas, "issue.spinner", scene.t("issue.awaiting.waiting"));
        return {};
    };
    return show(scene, frame);
}

Intent wrong_key(Scene& scene, const KeySeen& seen, const std::string& another,
                 const Frame& frame) {
    Frame page = frame;
    page.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        const auto key = words_for(seen, !another.empty());
        hero(canvas, {"issue.wrong",
                      Icon::warning,
                      Mood::warning,
                      scene.t(key + ".title"),
                      {scene.t(key + ".lead", {{"serial", tail_of(another)}})}});
        key_picture(canvas, KeyMove::out);
        spinner(canvas, "issue.spinner", scene.t("issue.wrong.waiting"));
        return {};
    };
    return show(scene, page);
}

Intent pin_page(Scene& scene, const std::string& key, const flow::KnownPin& known) {
    return with_pad(scene, key, [&] {
        auto& canvas = scene.canvas;
        dots(canvas, known.pin.size(), places_for(known.pin.size()));
        if (!known.fault.empty())
            notice(canvas, {"issue.pin.fault", Mood::error, {}, scene.t(known.fault)});
        tell_tries(scene, known.tries_left);
    });
}

Intent pin_page(Scene& scene, const std::string& key, const flow::NewPin& chosen) {
    return with_pad(scene, chosen.confirming ? key + "_again" : key, [&] {
        auto& canvas = scene.canvas;
        if (chosen.confirming)
            dots(canvas, chosen.again.size(), static_cast<int>(chosen.pin.size()));
        else
            dots(canvas, chosen.pin.size(), places_for(chosen.pin.size()));
        if (!chosen.fault.empty())
            notice(canvas, {"issue.pin.fault", Mood::error, {}, scene.t(chosen.fault)});
        else
            paragraph(canvas, "issue.pin.rule", scene.t("issue.pin.rule"), Mood::neutral,
                      canvas.portrait());
    });
}

Intent interrupted_key(Scene& scene, const flow::Problem& problem, bool waits) {
    Frame frame;
    frame.nothing_to_save = scene.draft().order.id.empty();
    frame.buttons = {back(scene)};
    if (!waits) frame.buttons.push_back(retry(scene));
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        const auto title = "problem." + problem.code + ".title";
        hero(canvas, {"issue.interrupted",
                      Icon::warning,
                      Mood::warning,
                      scene.t(scene.text.has(title) ? title : "problem.title"),
                      {words_of(scene, problem)}});
        if (!waits) return {};
        key_picture(canvas, KeyMove::in);
        spinner(canvas, "issue.spinner", scene.t("issue.interrupted.waiting"));
        return {};
    };
    return show(scene, frame);
}

Intent finished_key(Scene& scene, const std::string& key, const Card& about, bool removed) {
    Frame frame;
    if (removed) frame.buttons = {primary(scene, "issue.done.finish")};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        canvas.split(
            1, 1,
            [&] {
                hero(canvas, {"issue.done",
                              Icon::check,
                              Mood::success,
                              scene.t(key + ".title"),
                              {scene.t(key + ".lead")}});
            },
            [&] {
                card(canvas, about);
                if (removed) return;
                notice(canvas, {"issue.remove", Mood::warning, scene.t("issue.done.remove"),
                                scene.t("issue.done.keep")});
                key_picture(canvas, KeyMove::out);
            });
        return {};
    };
    return show(scene, frame);
}

Card certificate_card(const Scene& scene, const std::string& id,
                      const flow::CertificateSeen& certificate) {
    Card card{id, certificate.subject};
    card.icon = Icon::licence;
    if (const auto left = flow::days_until(certificate.valid_until, scene.draft().today)) {
        card.aside = *left < 0 ? scene.t("ukey.expired")
                               : scene.t("ukey.days", {{"n", std::to_string(*left)}});
        card.aside_mood = *left < 0 ? Mood::error : *left <= soon ? Mood::warning : Mood::success;
    }
    card.rows = {{scene.t("ukey.issuer"), certificate.issuer, false, "issuer"},
                 {scene.t("ukey.valid"), certificate.valid_from + " – " + certificate.valid_until,
                  true, "valid"},
                 {scene.t("ukey.certificate_serial"), certificate.serial, false, "serial"}};
    return card;
}

}  // namespace ui
