#include "ui/screens/agent.hpp"

#include "kiosk/flow/cross_checks.hpp"
#include "ui/screens/email.hpp"
#include "ui/screens/form.hpp"
#include "ui/widgets.hpp"

#include <algorithm>

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::Agent;
using flow::AgentMethod;

constexpr std::string_view name_of(AgentMethod method) {
    constexpr std::string_view names[] = {"phone", "bank_card", "face"};
    return names[static_cast<int>(method)];
}

AgentMethod method_named(std::string_view name) {
    if (name == "face") return AgentMethod::face;
    return name == "phone" ? AgentMethod::phone : AgentMethod::bank_card;
}

Icon icon_of(AgentMethod method) {
    constexpr Icon icons[] = {Icon::phone, Icon::bank, Icon::face};
    return icons[static_cast<int>(method)];
}

Intent page(const Agent::ChoosingInput&, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene)};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("agent.input.title"), scene.t("agent.input.lead")});
        canvas.gap(4);
        const bool camera = scene.draft().readiness.camera;
        const auto touched = choices(canvas,
                                     {{"agent.input.camera",
                                       scene.t("agent.input.camera.title"),
                                       scene.t("agent.input.camera.aside"),
                                       {scene.t("agent.input.camera.line")},
                                       false,
                                       camera,
                                       camera ? "" : scene.t("agent.input.no_camera"),
                                       Icon::camera},
                                      {"agent.input.typing",
                                       scene.t("agent.input.typing.title"),
                                       {},
                                       {scene.t("agent.input.typing.line")},
                                       false,
                                       true,
                                       {},
                                       Icon::pen}},
                                     1, 2);
        if (touched == "agent.input.camera") return Agent::CaptureWanted{};
        if (touched == "agent.input.typing") return Agent::TypingWanted{};
        return {};
    };
    return show(scene, frame);
}

std::optional<AgentMethod> method_choice(Scene& scene, AgentMethod chosen) {
    const auto methods = flow::agent_methods(scene.draft());
    if (methods.size() < 2) return std::nullopt;
    Segments ways{"agent.method", {}, std::string(name_of(chosen)), scene.t("agent.form.way")};
    for (const auto method : methods) {
        const std::string name(name_of(method));
        ways.options.push_back({name, scene.t("agent.method." + name + ".title"), icon_of(method)});
    }
    const auto touched = segments(scene.canvas, ways);
    if (!touched || *touched == name_of(chosen)) return std::nullopt;
    return method_named(*touched);
}

/// Something to look at in what was read: the card may be put in once more.
bool doubts(const flow::Draft& draft, const std::vector<flow::FieldId>& fields) {
    const auto notes = flow::disagreements(draft);
    return std::ranges::any_of(fields, [&](flow::FieldId id) {
        const auto field = draft.fields.find(id);
        return notes.contains(id) || (field != draft.fields.end() && field->second.doubtful);
    });
}

Intent photograph_again(Scene& scene) {
    const Button again{"agent.capture", scene.t("agent.photograph"), Tone::quiet,
                       scene.draft().readiness.camera, Icon::camera};
    if (button(scene.canvas, again)) return Agent::CaptureWanted{};
    return {};
}

Intent page(const Agent::Form& s, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene), primary(scene)};
    frame.fields = Agent::fields(s.method);
    frame.suggestions = email_endings(scene);
    frame.content = [&]() -> Intent {
        headline(scene.canvas, {scene.t("agent.form.title"),
                                scene.t(s.method == AgentMethod::face ? "agent.form.lead_face"
                                                                      : "agent.form.lead")});
        const auto method = method_choice(scene, s.method);
        form(scene, {Agent::fields(s.method), s.faults});
        if (method) return Agent::MethodChosen{*method};
        if (doubts(scene.draft(), Agent::fields(s.method))) return photograph_again(scene);
        return {};
    };
    return show(scene, frame);
}

Intent page(const Agent::Saving&, Scene& scene) { return waiting(scene, "agent.saving"); }
Intent page(const Agent::SendingCode&, Scene& scene) { return waiting(scene, "agent.sending"); }

Intent page(const Agent::Coding& s, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene), primary(scene, "agent.code.verify", !s.asked)};
    frame.fields = {flow::FieldId::sms_code};
    frame.focus_first = true;
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        headline(canvas, {scene.t("agent.code.title"), scene.t("agent.code.lead")});
        const auto intent = code_entry(
            scene, {s.ticket, s.resend_at, s.asked.has_value(), s.problem ? &*s.problem : nullptr});
        for (const auto method : flow::agent_methods(scene.draft())) {
            if (method == s.method || s.asked) continue;
            const std::string name(name_of(method));
            if (link(canvas, "agent.way." + name, scene.t("agent.way." + name)))
                return Agent::MethodChosen{method};
        }
        return intent;
    };
    return show(scene, frame);
}

Intent page(const Agent::FailedWay& s, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene, "agent.failed.edit")};
    if (s.problem.code == "code-spent")
        frame.buttons.push_back(
            {"retry", scene.t("agent.failed.new_code"), Tone::primary, true, Icon::refresh});
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        hero(canvas, {"agent.failed",
                      Icon::warning,
                      Mood::warning,
                      scene.t("agent.failed.title"),
                      {words_of(scene, s.problem)}});
        if (s.others.empty()) return {};
        section(canvas, "agent.failed.others", scene.t("agent.failed.others"));
        std::vector<Choice> ways;
        for (const auto method : s.others) {
            const std::string name(name_of(method));
            ways.push_back({"agent.way." + name,
                            scene.t("agent.method." + name + ".title"),
                            {},
                            {scene.t("agent.method." + name + ".line")},
                            false,
                            true,
                            {},
                            icon_of(method)});
        }
        if (const auto touched = choices(canvas, ways, 1, 2))
            return Agent::MethodChosen{method_named(touched->substr(touched->rfind('.') + 1))};
        return {};
    };
    return show(scene, frame);
}

Intent page(const Agent::Unavailable& s, Scene& scene) { return unavailable(scene, s.problem); }

}  // namespace

Intent draw(const Agent::State& state, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene); }, state);
}

}  // namespace ui
