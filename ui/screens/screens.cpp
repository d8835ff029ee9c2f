#include "ui/screens/screens.hpp"

#include "ui/screens/agent.hpp"
#include "ui/screens/capture.hpp"
#include "ui/screens/details.hpp"
#include "ui/screens/entry.hpp"
#include "ui/screens/face.hpp"
#include "ui/screens/frame_dialogues.hpp"
#include "ui/screens/identify.hpp"
#include "ui/screens/issue.hpp"
#include "ui/screens/materials.hpp"
#include "ui/screens/orders.hpp"
#include "ui/screens/organisation.hpp"
#include "ui/screens/pay.hpp"
#include "ui/screens/prove.hpp"
#include "ui/screens/renewal.hpp"
#include "ui/screens/replacement.hpp"
#include "ui/screens/unlock.hpp"
#include "ui/screens/view.hpp"

namespace ui {
namespace {

namespace flow = kiosk::flow;

/// The start screen: touched anywhere, it begins.
Intent draw(const flow::Attract&, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = true;
    frame.buttons = {{"start", scene.t("attract.start"), Tone::primary, true, Icon::hand}};
    frame.on_button = [](const std::string&) -> Intent { return flow::Started{}; };
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        canvas.gap(6);
        hero(canvas, {"attract",
                      Icon::key,
                      Mood::info,
                      scene.t("attract.title"),
                      {scene.t("attract.lead")}});
        canvas.gap(6);
        stages(canvas, {{"bring.licence", scene.t("attract.licence"), scene.t("attract.original"),
                         Stage::Kind::todo, Icon::licence},
                        {"bring.id", scene.t("attract.id"), scene.t("attract.original"),
                         Stage::Kind::todo, Icon::id_card},
                        {"bring.phone", scene.t("attract.phone"), scene.t("attract.codes"),
                         Stage::Kind::todo, Icon::phone}});
        notice(canvas, {"attract.privacy", Mood::info, scene.t("attract.privacy.title"),
                        scene.t("attract.privacy.text")});
        return {};
    };
    return show(scene, frame);
}

Intent draw(const flow::Farewell& farewell, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = true;
    frame.buttons = {primary(scene, "farewell.done")};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        hero(canvas, {"farewell",
                      Icon::check,
                      Mood::success,
                      scene.t(farewell.key + ".title"),
                      {scene.t(farewell.key + ".lead")}});
        notice(canvas, {"farewell.take", Mood::warning, scene.t("farewell.take.title"),
                        scene.t("farewell.take.text")});
        canvas.gap(4);
        countdown(canvas, {"farewell.countdown",
                           static_cast<double>(scene.seconds_until(farewell.leave_at)), 30,
                           scene.t("farewell.leaving")});
        return {};
    };
    return show(scene, frame);
}

Intent draw(const flow::Resume::State& state, Scene& scene) {
    if (const auto* failed = std::get_if<flow::Resume::Unavailable>(&state))
        return unavailable(scene, failed->problem);
    const bool cancelling = std::holds_alternative<flow::Resume::ReadingOld>(state) ||
                            std::holds_alternative<flow::Resume::CancellingOld>(state);
    return waiting(scene, cancelling ? "resume.cancelling" : "resume.fetching");
}

}  // namespace

Intent draw(const flow::Visit& visit, View& view, Canvas& canvas, const kiosk::Pictures& pictures,
            const kiosk::Text& text, const Hall& hall) {
    if (const auto page = flow::name_of(visit.page); page != view.page) {
        view = View{};
        view.page = page;
    }
    Scene scene{canvas, visit, view, pictures, text, hall};
    canvas.theme().large_type = visit.large_type;
    if (canvas.theme().high_contrast != visit.high_contrast)
        canvas.theme().set_high_contrast(visit.high_contrast);
    auto intent = std::visit([&](const auto& page) { return draw(page, scene); }, visit.page);
    if (!visit.dialogue) return intent;
    // What lies below a dialogue cannot be touched.
    return draw_dialogue(*visit.dialogue, scene);
}

}  // namespace ui
