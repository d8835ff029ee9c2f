#include "ui/screens/issue.hpp"

#include "ui/screens/key_parts.hpp"
#include "ui/screens/key_picture.hpp"
#include "ui/widgets.hpp"

#include <algorithm>

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::IssueStep;
using flow::Issuing;
using flow::KeySeen;

Intent page(const Issuing::AwaitingKey&, Scene& scene) {
    if (scene.draft().keeps_key()) return awaiting_key(scene, "issue.own");
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

std::string not_blank(KeySeen::State state) {
    switch (state) {
        case KeySeen::State::foreign: return "issue.wrong.foreign";
        case KeySeen::State::locked: return "issue.wrong.locked";
        default: return "issue.wrong.broken";
    }
}

/// A key that is to be kept is told by what it is; else a blank one is wanted.
Intent page(const Issuing::WrongKey& s, Scene& scene) {
    const auto& draft = scene.draft();
    Frame frame;
    frame.buttons = {back(scene, "issue.interrupted.later")};
    if (draft.keeps_key())
        return wrong_key(scene, s.key, s.another ? draft.order.key_serial : std::string(), frame);
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        const auto key = not_blank(s.key.state);
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

Intent page(const Issuing::SettingPin& s, Scene& scene) { return pin_page(scene, "issue.pin", s); }
Intent page(const Issuing::EnteringPin& s, Scene& scene) {
    return pin_page(scene, "issue.own_pin", s);
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
        const bool opened = i == 1 && scene.draft().keeps_key();
        list.items.push_back(
            {scene.t(opened ? "issue.step.own_pin" : keys[i], {{"serial", tail_of(s.key.serial)}}),
             kind});
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
        frame.buttons.push_back(
            {"retry",
             scene.t(s.again || scene.draft().keeps_key() ? "button.retry"
                                                          : "issue.interrupted.other_key"),
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
    Card card{"issue.certificate"};
    card.rows = {{scene.t("issue.done.holder"), scene.draft().text(flow::FieldId::org_name)},
                 {scene.t("issue.done.valid"), s.valid_until.substr(0, 10), true, "valid"},
                 {scene.t("issue.done.serial"), s.serial, false, "serial"}};
    return finished_key(scene, "issue.done", card, s.removed);
}

}  // namespace

Intent draw(const Issuing::State& state, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene); }, state);
}

}  // namespace ui
