#include "ui/screens/identify.hpp"

#include "ui/screens/form.hpp"
#include "ui/widgets.hpp"

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::FieldId;
using flow::Identify;

/// Without a number: the receipt, or the key (R30).
Intent other_ways(Scene& scene) {
    const auto& ready = scene.draft().readiness;
    section(scene.canvas, "identify.other", scene.t("identify.other"));
    Choice slip{"identify.slip", scene.t("identify.slip.title")};
    slip.lines = {scene.t("identify.slip.line")};
    slip.icon = Icon::camera;
    slip.enabled = ready.camera;
    slip.reason = scene.t("identify.slip.no_camera");
    Choice key{"identify.key", scene.t("identify.key.title")};
    key.lines = {scene.t("identify.key.line")};
    key.icon = Icon::key;
    key.enabled = ready.reader;
    key.reason = scene.t("identify.key.no_reader");
    const auto touched = choices(scene.canvas, {slip, key}, 1, 2);
    if (!touched) return {};
    if (*touched == slip.id) return Identify::SlipWanted{};
    return Identify::KeyWanted{};
}

Intent page(const Identify::Asking& s, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = scene.draft().order.id.empty();
    frame.buttons = {back(scene), primary(scene, "identify.asking.next")};
    frame.fields = {FieldId::document_number};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("identify.asking.title"), scene.t("identify.asking.lead")});
        canvas.gap(2);
        Form asked{{FieldId::document_number}};
        asked.across_landscape = 1;
        if (!s.fault.empty()) asked.faults[FieldId::document_number] = s.fault;
        form(scene, asked);
        paragraph(canvas, "identify.privacy", scene.t("identify.asking.privacy"));
        return other_ways(scene);
    };
    return show(scene, frame);
}

Intent page(const Identify::Scanning&, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = true;
    frame.buttons = {back(scene)};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("identify.scanning.title"), scene.t("identify.scanning.lead")});
        Photo live{"identify.preview", scene.preview()};
        live.empty_text = scene.t("capture.starting");
        live.hint = scene.t("identify.scanning.hint");
        photo(canvas, live);
        return {};
    };
    return show(scene, frame);
}

Intent page(const Identify::Opening&, Scene& scene) { return waiting(scene, "identify.opening"); }

Intent page(const Identify::Coding& s, Scene& scene) {
    Frame frame;
    frame.nothing_to_save = scene.draft().order.id.empty();
    frame.buttons = {back(scene), primary(scene, "identify.code.verify", !s.asked)};
    frame.fields = {FieldId::sms_code};
    frame.focus_first = true;
    frame.content = [&]() -> Intent {
        headline(scene.canvas, {scene.t("identify.code.title"), scene.t("identify.code.lead")});
        return code_entry(
            scene, {s.ticket, s.resend_at, s.asked.has_value(), s.problem ? &*s.problem : nullptr});
    };
    return show(scene, frame);
}

Intent page(const Identify::Unknown& s, Scene& scene) {
    if (s.problem.code != "nobody-known") return unavailable(scene, s.problem);
    Frame frame;
    frame.nothing_to_save = scene.draft().order.id.empty();
    frame.buttons = {back(scene)};
    if (s.by == Identify::By::document)
        frame.buttons.push_back({"retry", scene.t("identify.unknown.again"), Tone::primary});
    frame.content = [&]() -> Intent {
        hero(scene.canvas, {"identify.unknown",
                            Icon::search,
                            Mood::info,
                            scene.t("identify.unknown.title"),
                            {scene.t("identify.unknown.text")}});
        return {};
    };
    return show(scene, frame);
}

}  // namespace

Intent draw(const Identify::State& state, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene); }, state);
}

}  // namespace ui
