#include "ui/screens/replacement.hpp"

#include "ui/widgets.hpp"

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::KeyLoss;
using flow::Replacement;

Intent page(const Replacement::ChoosingLoss& s, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = true;
    frame.buttons = {back(scene), primary(scene)};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        const auto chosen = scene.draft().choices.key_loss;
        headline(canvas, {scene.t("replacement.title"), scene.t("replacement.lead")});
        canvas.gap(2);
        Choice lost{"replacement.lost", scene.t("replacement.lost.title")};
        lost.lines = {scene.t("replacement.lost.line")};
        lost.icon = Icon::search;
        lost.checked = chosen == KeyLoss::lost;
        Choice broken{"replacement.broken", scene.t("replacement.broken.title")};
        broken.lines = {scene.t("replacement.broken.line")};
        broken.icon = Icon::key;
        broken.checked = chosen == KeyLoss::broken;
        const auto touched = choices(canvas, {lost, broken}, 1, 2);
        if (s.reminded && !chosen)
            notice(canvas,
                   {"replacement.missing", Mood::error, {}, scene.t("replacement.missing")});
        notice(canvas, {"replacement.old", Mood::warning, {}, scene.t("replacement.old")});
        if (!touched) return {};
        return Replacement::LossChosen{*touched == lost.id ? KeyLoss::lost : KeyLoss::broken};
    };
    return show(scene, frame);
}

}  // namespace

Intent draw(const Replacement::State& state, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene); }, state);
}

}  // namespace ui
