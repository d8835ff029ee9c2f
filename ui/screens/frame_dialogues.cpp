#include "ui/screens/frame_dialogues.hpp"

namespace ui {
namespace {

namespace flow = kiosk::flow;

Intent over(const flow::IdleWarning& warning, Scene& scene) {
    const auto left = scene.seconds_until(warning.leave_at);
    Dialogue box{"idle",
                 Icon::clock,
                 Mood::warning,
                 scene.t("idle.title"),
                 scene.t("idle.text"),
                 {{"idle.stay", scene.t("idle.stay"), Tone::primary}}};
    box.countdown = Countdown{"idle.countdown", static_cast<double>(left), 20};
    if (dialogue(scene.canvas, box)) return flow::Touched{};
    return {};
}

std::string slip_words(const Scene& scene, flow::SlipResult result) {
    switch (result) {
        case flow::SlipResult::printed: return scene.t("slip.printed");
        case flow::SlipResult::uncertain: return scene.t("slip.uncertain");
        case flow::SlipResult::not_printed: break;
    }
    return scene.t("slip.not_printed");
}

Intent over(const flow::Leaving& leaving, Scene& scene) {
    const auto& order = scene.draft().order;
    Dialogue box{"leaving",
                 Icon::save,
                 leaving.problem ? Mood::warning : Mood::success,
                 scene.t(leaving.saving ? "leaving.saving" : "leaving.title"),
                 leaving.problem ? words_of(scene, *leaving.problem)
                                 : scene.t("leaving.text", {{"order", order.id}}),
                 {{"leaving.back", scene.t("leaving.back"), Tone::quiet},
                  {"leaving.print", scene.t("leaving.print"), Tone::secondary,
                   !leaving.printing && !leaving.slip, Icon::printer},
                  {"leaving.go", scene.t("leaving.go"), Tone::primary, !leaving.saving}}};
    const auto touched = dialogue(scene.canvas, box, [&] {
        if (!order.receipt_qr.empty()) {
            QrBox qr{"leaving.qr", order.receipt_qr, scene.t("leaving.qr")};
            qr.most_mm = 60;
            qr_box(scene.canvas, qr);
        }
        if (leaving.slip) paragraph(scene.canvas, "leaving.slip", slip_words(scene, *leaving.slip));
    });
    if (!touched) return {};
    if (*touched == "leaving.back") return flow::Dismissed{};
    if (*touched == "leaving.print") return flow::LeavePrintWanted{};
    return flow::LeaveConfirmed{};
}

Intent over(const flow::HelpShown&, Scene& scene) {
    const auto step = flow::current_step(scene.visit);
    static constexpr const char* keys[] = {"help.organisation", "help.agent",   "help.details",
                                           "help.materials",    "help.payment", "help.collect"};
    const char* key = step ? keys[static_cast<int>(*step)] : "help.start";
    if (dialogue(scene.canvas, {"help.box",
                                Icon::help,
                                Mood::info,
                                scene.t("help.title"),
                                scene.t(key),
                                {{"help.close", scene.t("button.understood"), Tone::primary}}}))
        return flow::Dismissed{};
    return {};
}

Intent over(const flow::StaffCalled&, Scene& scene) {
    if (dialogue(scene.canvas, {"staff.box",
                                Icon::hand,
                                Mood::success,
                                scene.t("staff.title"),
                                scene.t("staff.text"),
                                {{"staff.close", scene.t("button.understood"), Tone::primary}}}))
        return flow::Dismissed{};
    return {};
}

}  // namespace

Intent draw_dialogue(const flow::Dialogue& shown, Scene& scene) {
    return std::visit([&](const auto& d) { return over(d, scene); }, shown);
}

}  // namespace ui
