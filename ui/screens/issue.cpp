#include "ui/screens/issue.hpp"

#include "ui/screens/key_picture.hpp"
#include "ui/widgets.hpp"

#include <algorithm>

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::IssueStep;
using flow::Issuing;
using flow::KeySeen;

/// The end of a serial is enough to tell one key from another.
std::string tail_of(const std::string& serial) {
    return serial.size() <= 4 ? serial : serial.substr(serial.size() - 4);
}

Intent page(const Issuing::AwaitingKey&, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene)};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        const auto& place = scene.text(scene.draft().channel.key_place);
        headline(canvas, {scene.t("issue.awaiting.title"), scene.t("issue.awaiting.lead")});
        canvas.split(
            1, 1,
            [&] {
                canvas.gap(4);
                key_picture(canvas, KeyMove::in);
                canvas.gap(2);
                spinner(canvas, "issue.spinner", scene.t("issue.awaiting.waiting"));
            },
            [&] {
                notice(canvas, {"issue.place", Mood::info, scene.t("issue.awaiting.place"),
                                place.empty() ? scene.t("issue.awaiting.ask_staff") : place});
                paragraph(canvas, "issue.blank", scene.t("issue.awaiting.blank"));
            });
        return {};
    };
    return show(scene, frame);
}

std::string wrong_key(KeySeen::State state) {
    switch (state) {
        case KeySeen::State::foreign: return "issue.wrong.foreign";
        case KeySeen::State::locked: return "issue.wrong.locked";
        default: return "issue.wrong.broken";
    }
}

Intent page(const Issuing::WrongKey& s, Scene& scene) {
    Frame frame;
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        const auto key = wrong_key(s.key.state);
        hero(canvas, {"issue.wrong",
                      Icon::warning,
                      Mood::warning,
                      scene.t(key + ".title"),
                      {scene.t(key + ".lead")}});
        key_picture(canvas, KeyMove::out);
        spinner(canvas, "issue.spinner", scene.t("issue.wrong.waiting"));
        return {};
    };
    return show(scene, frame);
}

void pin_field(Scene& scene, const Issuing::SettingPin& s) {
    auto& canvas = scene.canvas;
    const auto filled = static_cast<int>((s.confirming ? s.again : s.pin).size());
    PinDots dots{"issue.pin.dots", {}};
    dots.length = s.confirming ? static_cast<int>(s.pin.size()) : std::clamp(filled + 1, 6, 8);
    dots.length = std::max(dots.length, filled);
    dots.filled = filled;
    pin_dots(canvas, dots);
    if (!s.fault.empty())
        notice(canvas, {"issue.pin.fault", Mood::error, {}, scene.t(s.fault)});
    else
        paragraph(canvas, "issue.pin.rule", scene.t("issue.pin.rule"), Mood::neutral,
                  canvas.portrait());
}

Intent pin_pad(Scene& scene) {
    auto& canvas = scene.canvas;
    Keyboard pad;
    pad.layout = KeyboardLayout::pin;
    pad.field = "pin";
    pad.pin_order = scene.hall.pin_order;
    pad.words.clear = scene.t("key.clear");
    const float height = keyboard_height(canvas, pad, scene.view.keyboard);
    const auto action = draw_keyboard(canvas, canvas.take(height), pad, scene.view.keyboard);
    if (!action) return {};
    switch (action->kind) {
        case KeyAction::Kind::insert: return Issuing::DigitTyped{action->text.front()};
        case KeyAction::Kind::backspace: return Issuing::DigitErased{};
        case KeyAction::Kind::clear: return Issuing::DigitErased{true};
        default: return {};
    }
}

Intent page(const Issuing::SettingPin& s, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene), primary(scene, "issue.pin.confirm")};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        const std::string key = s.confirming ? "issue.pin_again" : "issue.pin";
        Intent intent;
        canvas.split(
            1, 1,
            [&] {
                headline(canvas, {scene.t(key + ".title"), scene.t(key + ".lead")});
                pin_field(scene, s);
            },
            [&] {
                intent = pin_pad(scene);
                paragraph(canvas, "issue.pin.shuffled", scene.t("issue.pin.shuffled"),
                          Mood::neutral, true);
            });
        return intent;
    };
    return show(scene, frame);
}

/// The ten steps of R51 as six that mean something to the customer.
int shown_step(IssueStep step) {
    switch (step) {
        case IssueStep::reserve: return 0;
        case IssueStep::pin:
        case IssueStep::secrets: return 1;
        case IssueStep::key: return 2;
        case IssueStep::request:
        case IssueStep::certificate: return 3;
        case IssueStep::write:
        case IssueStep::read_back: return 4;
        case IssueStep::prove:
        case IssueStep::confirm: break;
    }
    return 5;
}

Progress steps_of(const Scene& scene, const Issuing::Working& s) {
    static constexpr const char* keys[] = {"issue.step.reserve", "issue.step.pin",
                                           "issue.step.key",     "issue.step.certificate",
                                           "issue.step.write",   "issue.step.prove"};
    using Kind = Progress::Item::Kind;
    Progress list{"issue.progress", {}};
    const int at = shown_step(s.step);
    for (int i = 0; i < 6; ++i) {
        const auto kind = i < at ? Kind::done : i == at ? Kind::current : Kind::todo;
        list.items.push_back({scene.t(keys[i], {{"serial", tail_of(s.key.serial)}}), kind});
    }
    return list;
}

Intent page(const Issuing::Working& s, Scene& scene) {
    Frame frame;
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("issue.working.title")});
        notice(canvas, {"issue.keep", Mood::warning, scene.t("issue.working.keep")});
        progress(canvas, steps_of(scene, s));
        paragraph(canvas, "issue.about", scene.t("issue.working.about"));
        return {};
    };
    return show(scene, frame);
}

Intent page(const Issuing::Interrupted& s, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene, "issue.interrupted.later")};
    if (!s.watch)
        frame.buttons.push_back({"retry",
                                 scene.t(s.again ? "button.retry" : "issue.interrupted.other_key"),
                                 Tone::primary, true, Icon::refresh});
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        const auto title = "problem." + s.problem.code + ".title";
        std::vector<std::string> lines{words_of(scene, s.problem)};
        if (s.again) lines.push_back(scene.t("issue.interrupted.kept"));
        hero(canvas, {"issue.interrupted", Icon::warning, Mood::warning,
                      scene.t(scene.text.has(title) ? title : "issue.interrupted.title"),
                      std::move(lines)});
        if (!s.watch) return {};
        key_picture(canvas, KeyMove::in);
        spinner(canvas, "issue.spinner", scene.t("issue.interrupted.waiting"));
        return {};
    };
    return show(scene, frame);
}

Intent page(const Issuing::Done& s, Scene& scene) {
    Frame frame;
    if (s.removed) frame.buttons = {primary(scene, "issue.done.finish")};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        const auto& draft = scene.draft();
        canvas.split(
            1, 1,
            [&] {
                hero(canvas, {"issue.done",
                              Icon::check,
                              Mood::success,
                              scene.t("issue.done.title"),
                              {scene.t("issue.done.lead")}});
            },
            [&] {
                Card card{"issue.certificate"};
                card.rows = {
                    {scene.t("issue.done.holder"), draft.text(flow::FieldId::org_name)},
                    {scene.t("issue.done.valid"), s.valid_until.substr(0, 10), true, "valid"},
                    {scene.t("issue.done.serial"), s.serial, false, "serial"}};
                ui::card(canvas, card);
                if (s.removed) return;
                notice(canvas, {"issue.remove", Mood::warning, scene.t("issue.done.remove"),
                                scene.t("issue.done.keep")});
                key_picture(canvas, KeyMove::out);
            });
        return {};
    };
    return show(scene, frame);
}

}  // namespace

Intent draw(const Issuing::State& state, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene); }, state);
}

}  // namespace ui
