#include "ui/scene.hpp"

#include "kiosk/flow/validation.hpp"
#include "ui/characters.hpp"

#include <algorithm>
#include <cstdio>

namespace ui {
namespace {

namespace flow = kiosk::flow;

Image borrowed(Scene& scene, std::shared_ptr<const kiosk::Picture> picture, std::uint64_t key,
               std::uint64_t revision) {
    scene.held.push_back(picture);
    return {key, revision, picture->width, picture->height, picture->rgb};
}

std::vector<StepMark> steps(const Scene& scene) {
    const auto current = flow::current_step(scene.visit);
    if (!current) return {};
    static constexpr const char* keys[] = {"step.organisation", "step.agent",   "step.details",
                                           "step.materials",    "step.payment", "step.collect"};
    std::vector<StepMark> marks;
    for (int i = 0; i < 6; ++i) {
        const auto at = static_cast<int>(*current);
        auto kind = i < at    ? StepMark::Kind::done
                    : i == at ? StepMark::Kind::current
                              : StepMark::Kind::todo;
        if (i == static_cast<int>(flow::StepId::agent) && scene.draft().in_person())
            kind = StepMark::Kind::not_needed;
        marks.push_back({scene.t(keys[i]), kind});
    }
    return marks;
}

std::vector<Pill> pills(const Scene& scene, const Frame& frame) {
    const bool home = frame.nothing_to_save;
    return {{home ? "leave" : "leave", scene.t(home ? "pill.home" : "pill.leave"),
             home ? Icon::home : Icon::save},
            {"help", scene.t("pill.help"), Icon::help},
            {"large", scene.t("pill.large"), Icon::text_size, scene.visit.large_type},
            {"language", scene.t("pill.language"), Icon::globe},
            {"staff", scene.t("pill.staff"), Icon::hand}};
}

KeyboardLayout layout_of(flow::Keyboard keyboard) {
    switch (keyboard) {
        case flow::Keyboard::numeric: return KeyboardLayout::numeric;
        case flow::Keyboard::id_number: return KeyboardLayout::id_number;
        case flow::Keyboard::latin: return KeyboardLayout::latin;
        case flow::Keyboard::chinese: break;
    }
    return KeyboardLayout::pinyin;
}

bool is_person(flow::FieldId field) {
    using enum flow::FieldId;
    return field == lr_name || field == agent_name || field == mail_name;
}

std::optional<Keyboard> keyboard(const Scene& scene, const Frame& frame) {
    const auto focus = scene.view.focus;
    if (!focus || std::ranges::find(frame.fields, *focus) == frame.fields.end())
        return std::nullopt;
    Keyboard board;
    board.layout = layout_of(flow::keyboard_for(*focus, scene.draft()));
    board.field = flow::name_of(*focus);
    board.person_name = is_person(*focus);
    board.field_empty = scene.draft().text(*focus).empty();
    board.has_next = *focus != frame.fields.back();
    board.suggestions = frame.suggestions;
    board.words = {scene.t("key.done"),   scene.t("key.next"),    scene.t("key.space"),
                   scene.t("key.clear"),  scene.t("key.chinese"), scene.t("key.latin"),
                   scene.t("key.symbols")};
    return board;
}

void focus_next(View& view, const std::vector<flow::FieldId>& fields) {
    const auto at = std::ranges::find(fields, *view.focus);
    const bool last = at == fields.end() || at + 1 == fields.end();
    view.focus = last ? std::nullopt : std::optional(*(at + 1));
    view.caret = std::string::npos;
    view.keyboard = {};
}

Intent typed(Scene& scene, const Frame& frame, const KeyAction& action) {
    auto& view = scene.view;
    if (action.kind == KeyAction::Kind::done) {
        view.focus.reset();
        return flow::Touched{};
    }
    if (action.kind == KeyAction::Kind::next) {
        focus_next(view, frame.fields);
        return flow::Touched{};
    }
    auto text = scene.draft().text(*view.focus);
    auto caret = std::min(view.caret, text.size());
    const auto before = text;
    apply(action, text, caret);
    if (action.kind == KeyAction::Kind::insert &&
        characters(text) > static_cast<std::size_t>(flow::limit_of(*view.focus)))
        return flow::Touched{};
    view.caret = caret;
    if (text == before) return flow::Touched{};
    return flow::Edited{*view.focus, text};
}

Intent pressed(const std::string& id, const Frame& frame) {
    if (id == "next") return flow::Next{};
    if (id == "back") return flow::Back{};
    if (id == "retry") return flow::Retried{};
    if (id == "leave") return flow::LeaveWanted{};
    if (id == "help") return flow::HelpWanted{};
    if (id == "large") return flow::LargeTypeToggled{};
    if (id == "language") return flow::LanguageToggled{};
    if (id == "staff") return flow::StaffWanted{};
    return frame.on_button ? frame.on_button(id) : std::nullopt;
}

}  // namespace

std::optional<Image> Scene::image(flow::PictureId id) {
    auto picture = pictures.find(id);
    if (!picture) return std::nullopt;
    return borrowed(*this, std::move(picture), static_cast<std::uint64_t>(id), 0);
}

std::optional<Image> Scene::preview() {
    std::uint64_t revision = 0;
    auto picture = pictures.preview(revision);
    if (!picture) return std::nullopt;
    return borrowed(*this, std::move(picture), preview_key, revision);
}

std::string Scene::price(int fen) const {
    char written[32];
    std::snprintf(written, sizeof written, "￥%d.%02d", fen / 100, fen % 100);
    return written;
}

long Scene::seconds_until(flow::Time time) const {
    const auto left = std::chrono::ceil<std::chrono::seconds>(time - draft().now);
    return std::max<long>(0, static_cast<long>(left.count()));
}

Intent show(Scene& scene, const Frame& frame) {
    auto& view = scene.view;
    if (frame.focus_first && !view.focus_offered && !frame.fields.empty())
        view.focus = frame.fields.front();
    view.focus_offered = true;
    Page layout;
    layout.id = flow::name_of(scene.visit.page);
    layout.header = {scene.t("header.title"), scene.hall.name + " · " + scene.hall.terminal,
                     scene.hall.clock, scene.hall.date};
    layout.steps = steps(scene);
    layout.buttons = frame.buttons;
    layout.pills = pills(scene, frame);
    layout.keyboard = keyboard(scene, frame);
    layout.banner = frame.banner;
    Intent intent;
    const auto touch = page(scene.canvas, layout, view.scroll, view.keyboard, [&] {
        if (frame.content) intent = frame.content();
    });
    if (touch.key && view.focus) return typed(scene, frame, *touch.key);
    if (!touch.pressed.empty()) return pressed(touch.pressed, frame);
    return intent;
}

Button primary(const Scene& scene, std::string_view key, bool enabled) {
    return {"next", scene.t(key), Tone::primary, enabled};
}
Button back(const Scene& scene, std::string_view key) {
    return {"back", scene.t(key), Tone::secondary};
}
Button retry(const Scene& scene) {
    return {"retry", scene.t("button.retry"), Tone::primary, true, Icon::refresh};
}

Intent waiting(Scene& scene, std::string_view key, std::vector<Button> buttons) {
    Frame frame;
    frame.buttons = std::move(buttons);
    frame.content = [&]() -> Intent {
        const std::string prefix(key);
        hero(scene.canvas, {"waiting",
                            Icon::clock,
                            Mood::info,
                            scene.t(prefix + ".title"),
                            {scene.t(prefix + ".lead")},
                            true});
        return {};
    };
    return show(scene, frame);
}

std::string words_of(const Scene& scene, const flow::Problem& problem) {
    if (const auto& said = scene.text(problem.message); !said.empty()) return said;
    const auto key = "problem." + problem.code + ".text";
    if (scene.text.has(key)) return scene.t(key);
    static constexpr const char* by_who[] = {"problem.customer.text", "problem.hall_staff.text",
                                             "problem.technician.text", "problem.backend.text",
                                             "problem.offline.text"};
    return scene.t(by_who[static_cast<int>(problem.who)]);
}

Intent unavailable(Scene& scene, const flow::Problem& problem) {
    Frame frame;
    frame.buttons = {back(scene), retry(scene)};
    frame.content = [&]() -> Intent {
        const auto key = "problem." + problem.code + ".title";
        const auto& title = scene.text.has(key) ? scene.t(key) : scene.t("problem.title");
        hero(scene.canvas, {"problem",
                            Icon::warning,
                            Mood::warning,
                            title,
                            {words_of(scene, problem), scene.t("problem.kept")}});
        return {};
    };
    return show(scene, frame);
}

}  // namespace ui
