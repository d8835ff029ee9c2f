#include "ui/screens/capture.hpp"

#include "ui/screens/capture_values.hpp"
#include "ui/screens/material_rows.hpp"
#include "ui/widgets.hpp"

#include <algorithm>

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::Capture;
using flow::Guidance;
using Sheet = Capture::Sheet;

constexpr double chips_gap_mm = 7;  // above them
constexpr double read_mm = 80;      // the same for what is read
constexpr double least_picture_mm = 60;
constexpr double card_aspect = 1.58;  // ISO/IEC 7810 ID-1
constexpr double sheet_aspect = 1.41;

/// Without a camera ④ can be left and come back to; the forms of ① and ② can be typed.
Button by_hand(const Scene& scene, flow::StepId step) {
    const bool skip = step == flow::StepId::materials;
    return {"capture.by_hand", scene.t(skip ? "capture.skip" : "capture.by_hand"), Tone::secondary};
}

Intent capture_pressed(const std::string& id) {
    if (id == "capture.by_hand") return Capture::ByHandWanted{};
    if (id == "capture.rotate") return Capture::Rotated{};
    if (id == "capture.enlarge") return Capture::Enlarged{};
    return {};
}

Stage chip(const Scene& scene, const Sheet& sheet, bool current) {
    const std::string id = "capture.chip." + sheet.material;
    const auto title = scene.t("capture.short." + sheet.material);
    const auto icon = material_icon(sheet.material);
    switch (sheet.stage) {
        case Sheet::Stage::reading:
            return {id, title, scene.t("capture.chip.reading"), Stage::Kind::current, icon};
        case Sheet::Stage::kept:
            return {id, title, scene.t("capture.chip.done"), Stage::Kind::done, icon};
        case Sheet::Stage::refused:
            return {id, title, scene.t("capture.chip.refused"), Stage::Kind::failed, icon};
        case Sheet::Stage::wanted: break;
    }
    return {id, title, scene.t(current ? "capture.chip.current" : "capture.chip.todo"),
            current ? Stage::Kind::current : Stage::Kind::todo, icon};
}

/// All sheets in a row; one that is taken may be touched to look at it.
Intent chips(Scene& scene, const Capture::Job& job) {
    if (job.sheets.size() < 2) return {};
    std::vector<Stage> shown;
    for (std::size_t i = 0; i < job.sheets.size(); ++i)
        shown.push_back(chip(scene, job.sheets[i], i == job.at));
    const auto touched = stages(scene.canvas, shown, true);
    if (!touched) return {};
    return Capture::SheetOpened{touched->substr(touched->rfind('.') + 1)};
}

/// What is left of the page for a picture, with room for the chips below it.
float picture_height(Scene& scene, const Capture::Job& job) {
    auto& canvas = scene.canvas;
    const bool alone = job.sheets.size() < 2;
    const float beneath = canvas.mm(chips_gap_mm + (canvas.portrait() ? read_mm : 0));
    const float below = alone ? 0 : stages_height(canvas) + beneath;
    return std::max(canvas.mm(least_picture_mm), canvas.room() - below);
}

const char* guidance_key(const Capture::Aiming& s) {
    if (s.wanted) return "capture.guide.wait";
    switch (s.guidance) {
        case Guidance::nothing: return "capture.guide.nothing";
        case Guidance::not_whole: return "capture.guide.not_whole";
        case Guidance::too_far: return "capture.guide.too_far";
        case Guidance::too_close: return "capture.guide.too_close";
        case Guidance::blurred: return "capture.guide.blurred";
        case Guidance::tilted: return "capture.guide.tilted";
        case Guidance::glare: return "capture.guide.glare";
        case Guidance::too_dark: return "capture.guide.too_dark";
        case Guidance::moving: return "capture.guide.moving";
        case Guidance::good: break;
    }
    return s.armed ? "capture.guide.good" : "capture.guide.change";
}

/// The first photo that would not do.
const Sheet* refused_of(const Capture::Job& job) {
    const auto refused = std::ranges::find(job.sheets, Sheet::Stage::refused, &Sheet::stage);
    return refused != job.sheets.end() ? &*refused : nullptr;
}

void say_why(Scene& scene, const Sheet& refused) {
    const auto wanted = scene.t("capture.name." + refused.material);
    notice(scene.canvas, {"capture.why",
                          Mood::warning,
                          {},
                          scene.t(refused.why, {{"wanted", wanted}, {"date", refused.until}})});
}

void live_picture(const Capture::Aiming& s, Scene& scene) {
    Photo live{"capture.preview", scene.preview()};
    if (s.has_outline)
        for (const auto& corner : s.outline) live.outline.push_back({corner.x, corner.y});
    live.outline_mood = s.guidance == Guidance::good ? Mood::success : Mood::warning;
    live.guide = live.image.has_value();
    live.guide_aspect =
        material_icon(s.job.material()) == Icon::id_card ? card_aspect : sheet_aspect;
    if (live.image) live.hint = scene.t(guidance_key(s));
    live.empty_text = scene.t("capture.starting");
    live.height = picture_height(scene, s.job);
    photo(scene.canvas, live);
}

Intent page(const Capture::Aiming& s, Scene& scene, flow::StepId step) {
    Frame frame;
    frame.buttons = {back(scene),
                     by_hand(scene, step),
                     {"next", scene.t("capture.take"), Tone::primary, !s.wanted, Icon::camera}};
    frame.on_button = capture_pressed;
    frame.content = [&]() -> Intent {
        const auto key = "capture.aim." + s.job.material();
        const auto* refused = refused_of(s.job);
        // The reason takes the lead's place: on a lying panel there is no room for both.
        const bool short_of_room = refused != nullptr && !scene.canvas.portrait();
        headline(scene.canvas,
                 {scene.t(key + ".title"), short_of_room ? std::string() : scene.t(key + ".lead")});
        if (refused != nullptr) say_why(scene, *refused);
        if (s.job.sheets.size() < 2) {
            live_picture(s, scene);
            return {};
        }
        Intent intent;
        scene.canvas.split(
            1, 1,
            [&] {
                live_picture(s, scene);
                intent = chips(scene, s.job);
            },
            [&] { read_last(scene, s.job); });
        return intent;
    };
    return show(scene, frame);
}

Intent page(const Capture::Taking& s, Scene& scene, flow::StepId) {
    return waiting(scene, s.turned ? "capture.turning" : "capture.taking");
}

/// The last documents are read; what the others said stands there already.
Intent page(const Capture::Finishing& s, Scene& scene, flow::StepId) {
    Frame frame;
    frame.buttons = {back(scene)};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("capture.reading.title"), scene.t("capture.reading.lead")});
        auto intent = chips(scene, s.job);
        const auto busy = [&] { spinner(canvas, "capture.busy", ""); };
        if (!canvas.portrait()) {
            canvas.split(
                1, 1, [&] { read_last(scene, s.job); }, busy);
            return intent;
        }
        busy();
        for (const auto stage : {Sheet::Stage::reading, Sheet::Stage::kept})
            for (const auto& sheet : s.job.sheets)
                if (sheet.stage == stage) values_read(scene, sheet);
        return intent;
    };
    return show(scene, frame);
}

std::string lead_of(const Scene& scene, const Sheet& sheet) {
    if (!flow::is_document(sheet.material)) return scene.t("capture.check.letter");
    return scene.t(sheet.reading.values.empty() ? "capture.check.unread" : "capture.check.lead");
}

Intent tools(Scene& scene, bool enlarged) {
    const auto touched =
        button_row(scene.canvas,
                   {{"capture.rotate", scene.t("capture.rotate"), Tone::quiet, true, Icon::rotate},
                    {"capture.enlarge", scene.t(enlarged ? "capture.shrink" : "capture.enlarge"),
                     Tone::quiet, true, Icon::search}});
    return touched ? capture_pressed(*touched) : std::nullopt;
}

Intent page(const Capture::Checking& s, Scene& scene, flow::StepId) {
    const auto& sheet = s.job.sheets[s.job.at];
    Frame frame;
    frame.buttons = {back(scene, "capture.retake"), primary(scene, "capture.check.keep")};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        Photo taken{"capture.photo", scene.image(sheet.reading.page.value_or(sheet.photo))};
        Intent intent;
        headline(canvas, {scene.t("capture.check.title"), lead_of(scene, sheet)});
        const bool alone = s.enlarged || sheet.reading.values.empty();
        if (alone) {
            taken.height = std::max(canvas.mm(90), canvas.room() - canvas.mm(28));
            photo(canvas, taken);
            return tools(scene, s.enlarged);
        }
        canvas.split(
            1, 1,
            [&] {
                taken.height = canvas.portrait()
                                   ? canvas.mm(115)
                                   : std::max(canvas.mm(70), canvas.room() - canvas.mm(28));
                photo(canvas, taken);
                intent = tools(scene, false);
            },
            [&] { values_read(scene, sheet); });
        return intent;
    };
    return show(scene, frame);
}

/// Both values and where they come from; the customer knows which document is the wrong one.
Intent page(const Capture::Differing& s, Scene& scene, flow::StepId) {
    const auto& sheet = s.job.sheets[s.job.at];
    const auto again = scene.t("capture.short." + sheet.material);
    Frame frame;
    frame.buttons = {{"next", scene.t("capture.differ.keep"), Tone::secondary},
                     {"back", scene.t("capture.differ.again", {{"wanted", again}}), Tone::primary,
                      true, Icon::camera}};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        const auto& odd = *sheet.odd;
        headline(canvas, {scene.t(odd.key + ".title"), scene.t(odd.key + ".lead")});
        Card card{"capture.differ", {}};
        card.rows = {{scene.t(odd.key + ".read"), odd.read, false, "read"}};
        if (!odd.other.empty())
            card.rows.push_back({scene.t(odd.key + ".other"), odd.other, false, "other"});
        Photo taken{"capture.photo", scene.image(sheet.reading.page.value_or(sheet.photo))};
        canvas.split(
            1, 1, [&] { ui::card(canvas, card); },
            [&] {
                taken.height = std::max(canvas.mm(70), canvas.room());
                photo(canvas, taken);
            });
        return {};
    };
    return show(scene, frame);
}

Intent page(const Capture::NoCamera&, Scene& scene, flow::StepId step) {
    Frame frame;
    auto forward = by_hand(scene, step);
    forward.id = "next";
    forward.tone = Tone::primary;
    auto again = retry(scene);
    again.tone = Tone::secondary;
    frame.buttons = {back(scene), again, forward};
    frame.content = [&]() -> Intent {
        hero(scene.canvas, {"capture.no_camera",
                            Icon::camera,
                            Mood::warning,
                            scene.t("capture.no_camera.title"),
                            {scene.t("capture.no_camera.text")}});
        return {};
    };
    return show(scene, frame);
}

}  // namespace

Intent draw(const flow::Capturing& capturing, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene, capturing.step); },
                      capturing.state);
}

}  // namespace ui
