#include "ui/screens/renewal.hpp"

#include "ui/screens/key_parts.hpp"

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::Renewal;

Card holder_card(const Scene& scene) {
    const auto& holder = scene.draft().holder;
    auto card = certificate_card(scene, "renewal.certificate", holder.certificate);
    card.title = holder.organisation;
    card.rows.push_back({scene.t("ukey.serial"), holder.serial, false, "key"});
    return card;
}

Intent page(const Renewal::Showing& s, Scene& scene) {
    const auto& draft = scene.draft();
    const bool change = draft.service == "change";
    const auto window = s.unfinished.empty() ? Renewal::window(draft) : Renewal::Window::open;
    Frame frame;
    frame.nothing_to_save = true;
    frame.buttons = {back(scene)};
    if (window == Renewal::Window::open)
        frame.buttons.push_back(
            primary(scene, s.unfinished.empty() ? "renewal.apply" : "orders.continue"));
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        const std::string key = change ? "renewal.change" : "renewal.renew";
        headline(canvas, {scene.t(key + ".title"), scene.t(key + ".lead")});
        canvas.gap(2);
        card(canvas, holder_card(scene));
        if (!s.unfinished.empty())
            notice(canvas, {"renewal.unfinished", Mood::info, scene.t("renewal.unfinished.title"),
                            scene.t("renewal.unfinished.text")});
        else if (window == Renewal::Window::expired)
            notice(canvas, {"renewal.expired", Mood::warning, scene.t("renewal.expired.title"),
                            scene.t("renewal.expired.text")});
        else if (window == Renewal::Window::early)
            notice(canvas, {"renewal.early", Mood::warning, scene.t("renewal.early.title"),
                            scene.t("renewal.early.text", {{"day", draft.holder.renewable_from}})});
        else
            notice(canvas, {"renewal.old", Mood::info, {}, scene.t("renewal.old")});
        return {};
    };
    return show(scene, frame);
}

}  // namespace

Intent draw(const Renewal::State& state, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene); }, state);
}

}  // namespace ui
