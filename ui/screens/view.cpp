#include "ui/screens/view.hpp"

#include "kiosk/flow/dates.hpp"
#include "ui/screens/key_parts.hpp"
#include "ui/screens/key_picture.hpp"

#include <algorithm>

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::KeySeen;
using Viewing = flow::View;

constexpr int renewal_window = 90;  // days; whether it is open is the backend's to say

Intent page(const Viewing::AwaitingKey&, Scene& scene) {
    return awaiting_key(scene, "view.awaiting");
}

std::string state_key(const KeySeen& key) {
    switch (key.state) {
        case KeySeen::State::blank: return "view.state.blank";
        case KeySeen::State::locked:
            return key.issued ? "view.state.locked" : "view.state.locked_foreign";
        case KeySeen::State::broken: return "view.state.broken";
        default: return key.issued ? "view.state.own" : "view.state.foreign";
    }
}

Mood mood_of(const KeySeen& key) {
    if (Viewing::is_in_use(key)) return Mood::success;
    return key.state == KeySeen::State::blank ? Mood::info : Mood::warning;
}

/// The key itself: state in plain words, tries left.
Card key_card(const Scene& scene, const KeySeen& key) {
    const auto words = state_key(key);
    Card card{"view.card", scene.t(words + ".title")};
    card.icon = Icon::key;
    card.aside_mood = mood_of(key);
    card.line = scene.t(words + ".line");
    if (key.state == KeySeen::State::broken) return card;
    card.rows.push_back({scene.t("ukey.serial"), key.serial, false, "serial"});
    card.rows.push_back({scene.t("ukey.tries"), std::to_string(key.pin_tries_left),
                         key.pin_tries_left <= 1, "tries"});
    return card;
}

bool expires_soon(const Scene& scene, const KeySeen& key) {
    return std::ranges::any_of(key.certificates, [&](const auto& certificate) {
        const auto left = flow::days_until(certificate.valid_until, scene.draft().today);
        return left && *left >= 0 && *left <= renewal_window;
    });
}

std::vector<Button> buttons_for(const Scene& scene, const KeySeen& key) {
    std::vector<Button> buttons{back(scene, "orders.back")};
    if (Viewing::is_in_use(key)) {
        buttons.push_back({"view.change_pin", scene.t("view.change_pin"), Tone::secondary});
        if (expires_soon(scene, key))
            buttons.push_back({"view.renew", scene.t("view.renew"), Tone::primary});
    } else if (key.issued && key.state == KeySeen::State::locked) {
        buttons.push_back({"view.unlock", scene.t("ukey.unlock"), Tone::primary});
    }
    return buttons;
}

Intent view_pressed(const std::string& id) {
    if (id == "view.change_pin") return Viewing::PinChangeWanted{};
    if (id == "view.renew") return Viewing::RenewalWanted{};
    if (id == "view.unlock") return Viewing::UnlockWanted{};
    return {};
}

Intent page(const Viewing::Showing& s, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = true;
    frame.buttons = buttons_for(scene, s.key);
    frame.on_button = view_pressed;
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("view.title")});
        if (s.pin_changed)
            notice(canvas, {"view.pin_changed", Mood::success, {}, scene.t("view.pin_changed")});
        card(canvas, key_card(scene, s.key));
        int number = 0;
        for (const auto& certificate : s.key.certificates)
            card(canvas, certificate_card(scene, "view.certificate." + std::to_string(number++),
                                          certificate));
        return {};
    };
    return show(scene, frame);
}

Intent page(const Viewing::EnteringPin& s, Scene& scene) {
    return pin_page(scene, "view.old_pin", s);
}
Intent page(const Viewing::ChoosingPin& s, Scene& scene) { return pin_page(scene, "issue.pin", s); }
Intent page(const Viewing::Changing&, Scene& scene) { return waiting(scene, "view.changing"); }
Intent page(const Viewing::Interrupted& s, Scene& scene) {
    return interrupted_key(scene, s.problem, false);
}

Intent page(const Viewing::Removing&, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = true;
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        hero(canvas, {"view.removing",
                      Icon::key,
                      Mood::info,
                      scene.t("issue.done.remove"),
                      {scene.t("view.removing")}});
        key_picture(canvas, KeyMove::out);
        return {};
    };
    return show(scene, frame);
}

}  // namespace

Intent draw(const Viewing::State& state, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene); }, state);
}

}  // namespace ui
