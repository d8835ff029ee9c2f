#include "ui/screens/unlock.hpp"

#include "ui/screens/key_parts.hpp"

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::Unlock;

Intent page(const Unlock::AwaitingKey& s, Scene& scene) {
    return awaiting_key(scene, s.verified ? "unlock.awaiting_again" : "unlock.awaiting");
}

Intent page(const Unlock::WrongKey& s, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = scene.draft().order.id.empty();
    frame.buttons = {back(scene)};
    return wrong_key(scene, s.key, s.another ? scene.draft().order.key_serial : std::string(),
                     frame);
}

Card locked_key_card(const Scene& scene, const flow::KeySeen& key) {
    Card card{"unlock.key"};
    card.icon = Icon::key;
    if (!key.certificates.empty()) card.title = key.certificates.front().subject;
    card.rows = {{scene.t("ukey.serial"), key.serial, false, "serial"}};
    return card;
}

Intent page(const Unlock::Explaining& s, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = true;
    frame.buttons = {back(scene), primary(scene, "unlock.begin")};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        const bool locked = s.key.state == flow::KeySeen::State::locked;
        const std::string key = locked ? "unlock.locked" : "unlock.forgotten";
        headline(canvas, {scene.t(key + ".title"), scene.t(key + ".lead")});
        canvas.gap(2);
        card(canvas, locked_key_card(scene, s.key));
        progress(canvas, {"unlock.steps",
                          {{scene.t("unlock.step.person")},
                           {scene.t("unlock.step.pin")},
                           {scene.t("unlock.step.done")}}});
        return {};
    };
    return show(scene, frame);
}

Intent page(const Unlock::SettingPin& s, Scene& scene) { return pin_page(scene, "issue.pin", s); }

Intent page(const Unlock::Working&, Scene& scene) { return waiting(scene, "unlock.working"); }

Intent page(const Unlock::Interrupted& s, Scene& scene) {
    return interrupted_key(scene, s.problem, s.watch.has_value());
}

Intent page(const Unlock::Done& s, Scene& scene) {
    return finished_key(scene, "unlock.done", locked_key_card(scene, s.key), s.removed);
}

}  // namespace

Intent draw(const Unlock::State& state, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene); }, state);
}

}  // namespace ui
