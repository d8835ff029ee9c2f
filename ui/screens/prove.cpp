#include "ui/screens/prove.hpp"

#include "ui/screens/key_parts.hpp"

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::Prove;

Intent page(const Prove::AwaitingKey&, Scene& scene) {
    return awaiting_key(scene, "prove.awaiting");
}

Intent page(const Prove::WrongKey& s, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = true;
    frame.buttons = {back(scene)};
    if (s.key.issued && s.key.state == flow::KeySeen::State::locked)
        frame.buttons.push_back({"prove.unlock", scene.t("ukey.unlock"), Tone::primary});
    frame.on_button = [](const std::string&) -> Intent { return Prove::UnlockWanted{}; };
    return wrong_key(scene, s.key, {}, frame);
}

Intent page(const Prove::EnteringPin& s, Scene& scene) { return pin_page(scene, "prove.pin", s); }

Intent page(const Prove::Proving&, Scene& scene) { return waiting(scene, "prove.proving"); }

Intent page(const Prove::Interrupted& s, Scene& scene) {
    return interrupted_key(scene, s.problem, s.watch.has_value());
}

}  // namespace

Intent draw(const Prove::State& state, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene); }, state);
}

}  // namespace ui
