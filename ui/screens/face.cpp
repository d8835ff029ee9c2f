#include "ui/screens/face.hpp"

#include "ui/face_view.hpp"
#include "ui/screens/method_list.hpp"
#include "ui/widgets.hpp"

#include <algorithm>

namespace ui {
namespace {

namespace flow = kiosk::flow;
using flow::Face;
using flow::FaceAction;
using flow::FaceState;

constexpr double below_picture_mm = 58;  // what is done and what comes, the note on privacy

bool is_agent(const Scene& scene) { return scene.draft().face_subject == flow::FaceSubject::agent; }

/// 改用手机验证: the link for the legal representative, the code for the agent.
Button by_phone(const Scene& scene) {
    return {"face.phone", scene.t(is_agent(scene) ? "face.way.agent_phone" : "face.way.phone"),
            Tone::secondary, true, Icon::phone};
}

Intent phone_wanted(const Scene& scene) {
    if (is_agent(scene)) return Face::AgentMethodWanted{flow::AgentMethod::phone};
    return Face::PhoneWanted{};
}

// --- the other ways

constexpr std::string_view agent_names[] = {"phone", "bank_card", "face"};

std::vector<Choice> organisation_ways(const Scene& scene) {
    std::vector<Choice> ways;
    for (const auto method : flow::Organisation::others(scene.draft())) {
        const std::string name(flow::name_of(method));
        Choice way{"face.method." + name, method_title(scene, method)};
        way.lines = {scene.t("entry.method." + name + ".how")};
        way.icon = method == flow::Method::bank_transfer ? Icon::bank : Icon::licence;
        ways.push_back(std::move(way));
    }
    return ways;
}

std::vector<Choice> agent_ways(const Scene& scene) {
    std::vector<Choice> ways;
    for (const auto method : flow::agent_methods(scene.draft())) {
        if (method == flow::AgentMethod::face) continue;
        const std::string name(agent_names[static_cast<int>(method)]);
        Choice way{"face.agent." + name, scene.t("agent.method." + name + ".title")};
        way.lines = {scene.t("agent.method." + name + ".line")};
        way.icon = method == flow::AgentMethod::phone ? Icon::phone : Icon::bank;
        ways.push_back(std::move(way));
    }
    return ways;
}

Intent wanted(const std::string& id) {
    using flow::AgentMethod;
    using flow::Method;
    if (id == "face.way.phone") return Face::PhoneWanted{};
    if (id == "face.method.bank_transfer") return Face::MethodWanted{Method::bank_transfer};
    if (id == "face.method.e_licence") return Face::MethodWanted{Method::e_licence};
    if (id == "face.method.lr_face") return Face::MethodWanted{Method::lr_face};
    return Face::AgentMethodWanted{id == "face.agent.phone" ? AgentMethod::phone
                                                            : AgentMethod::bank_card};
}

/// `faceless`: only those that need no face at all (R40).
Intent other_ways(Scene& scene, std::string_view heading, bool faceless) {
    auto ways = is_agent(scene) ? agent_ways(scene) : organisation_ways(scene);
    if (!faceless && !is_agent(scene)) {
        Choice phone{"face.way.phone", scene.t("face.way.phone")};
        phone.lines = {scene.t("face.way.phone_line")};
        phone.icon = Icon::phone;
        ways.insert(ways.begin(), std::move(phone));
    }
    if (ways.empty()) return {};
    section(scene.canvas, "face.others", scene.t(heading));
    const auto touched = choices(scene.canvas, ways, 1, 2);
    return touched ? wanted(*touched) : std::nullopt;
}

// --- consent (R40)

Intent page(const Face::Loading&, Scene& scene) {
    return waiting(scene, "face.loading", {back(scene)});
}

Intent reading(const Face::Consenting& s, Scene& scene) {
    const auto open = std::ranges::find(s.agreements, *s.reading, &flow::Agreement::id);
    Frame frame;
    frame.buttons = {{"close", scene.t("face.consent.close"), Tone::primary}};
    frame.on_button = [](const std::string& id) -> Intent {
        return id == "close" ? Intent(flow::Dismissed{}) : std::nullopt;
    };
    frame.content = [&]() -> Intent {
        if (open == s.agreements.end()) return {};
        headline(scene.canvas, {scene.text(open->title)});
        long_text(scene.canvas, {"face.reading", scene.text(open->text)}, scene.view.text_scroll);
        return {};
    };
    return show(scene, frame);
}

Intent page(const Face::Consenting& s, Scene& scene) {
    if (s.reading) return reading(s, scene);
    Frame frame;
    frame.buttons = {back(scene, "face.consent.refuse"), primary(scene, "face.consent.agree")};
    frame.content = [&]() -> Intent {
        auto& canvas = scene.canvas;
        const bool agent = is_agent(scene);
        const auto name =
            scene.draft().text(agent ? flow::FieldId::agent_name : flow::FieldId::lr_name);
        headline(canvas, {scene.t("face.consent.title"),
                          scene.t(agent ? "face.consent.lead.agent" : "face.consent.lead.lr",
                                  {{"name", name}})});
        notice(canvas, {"face.consent.camera", Mood::info, scene.t("face.consent.camera.title"),
                        scene.t("face.consent.camera.text")});
        Intent intent;
        for (const auto& agreement : s.agreements) {
            const bool ticked = s.ticked.contains(agreement.id);
            Checkbox box{"face.consent." + agreement.id, scene.t("face.consent.box"), ticked,
                         scene.text(agreement.title)};
            if (s.reminded && !ticked) box.error = scene.t("face.consent.tick");
            const auto touched = checkbox(canvas, box);
            if (touched == CheckboxTouch::box) intent = Face::ConsentTicked{agreement.id};
            if (touched == CheckboxTouch::link) intent = Face::ConsentOpened{agreement.id};
        }
        if (auto other = other_ways(scene, "face.consent.without", true)) return other;
        return intent;
    };
    return show(scene, frame);
}

// --- the live picture (R41, R42)

Intent page(const Face::Opening&, Scene& scene) { return waiting(scene, "face.opening"); }

FaceView::Arrow arrow_of(const Face::Watching& s) {
    const auto& challenges = s.session.drawing->challenges;
    if (!s.progress.prompted || s.progress.done >= challenges.size()) return FaceView::Arrow::none;
    switch (challenges[s.progress.done].action) {
        case FaceAction::turn_left: return FaceView::Arrow::left;
        case FaceAction::turn_right: return FaceView::Arrow::right;
        case FaceAction::nod: return FaceView::Arrow::down;
        default: return FaceView::Arrow::none;
    }
}

void live_picture(const Face::Watching& s, Scene& scene) {
    const auto& challenges = s.session.drawing->challenges;
    FaceView view{"face.preview", scene.preview()};
    if (!s.started) view.image.reset();
    view.fits = s.progress.guidance == flow::FaceGuidance::fine;
    const float half = s.progress.prompted ? 0.5F : 0;
    view.progress = (static_cast<float>(s.progress.done) + half) /
                    static_cast<float>(std::max<std::size_t>(1, challenges.size()));
    view.arrow = arrow_of(s);
    if (s.progress.prompted && s.progress.done < challenges.size()) {
        view.digits = challenges[s.progress.done].digits;
        view.digit = s.progress.digit;
    }
    view.empty_text = scene.t("face.live.starting");
    view.height =
        std::max(scene.canvas.mm(80), scene.canvas.room() - scene.canvas.mm(below_picture_mm));
    face_view(scene.canvas, view);
}

/// What is done, what is asked, what comes.
void row_of_challenges(const Face::Watching& s, Scene& scene) {
    const auto& challenges = s.session.drawing->challenges;
    std::vector<Stage> shown;
    for (std::size_t i = 0; i < challenges.size(); ++i) {
        const auto name = std::string(flow::name_of(challenges[i].action));
        Stage stage{"face.challenge." + std::to_string(i), scene.t("face.short." + name)};
        stage.kind = i < s.progress.done    ? Stage::Kind::done
                     : i == s.progress.done ? Stage::Kind::current
                                            : Stage::Kind::todo;
        shown.push_back(std::move(stage));
    }
    stages(scene.canvas, shown);
}

Intent page(const Face::Watching& s, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene, "face.live.cancel"), by_phone(scene)};
    frame.on_button = [&](const std::string& id) -> Intent {
        return id == "face.phone" ? phone_wanted(scene) : std::nullopt;
    };
    frame.content = [&]() -> Intent {
        const auto& challenges = s.session.drawing->challenges;
        const auto n = std::to_string(challenges.size());
        const auto i = std::to_string(std::min(s.progress.done + 1, challenges.size()));
        const auto digits = s.progress.done < challenges.size()
                                ? std::to_string(challenges[s.progress.done].digits.size())
                                : std::string();
        Headline said{scene.t(Face::instruction(s), {{"n", digits}}),
                      s.progress.prompted ? scene.t("face.live.step", {{"i", i}, {"n", n}})
                                          : scene.t("face.live.before", {{"n", n}})};
        said.centred = true;
        headline(scene.canvas, said);
        live_picture(s, scene);
        row_of_challenges(s, scene);
        paragraph(scene.canvas, "face.privacy", scene.t("face.live.privacy"), Mood::neutral, true);
        return {};
    };
    return show(scene, frame);
}

// --- evidence and result (R45, R46)

Intent page(const Face::Sending& s, Scene& scene) {
    if (!s.problem) return waiting(scene, "face.sending");
    Frame frame;
    frame.buttons = {back(scene), by_phone(scene), retry(scene)};
    frame.on_button = [&](const std::string& id) -> Intent {
        return id == "face.phone" ? phone_wanted(scene) : std::nullopt;
    };
    frame.content = [&]() -> Intent {
        hero(scene.canvas, {"face.unsent",
                            Icon::warning,
                            Mood::warning,
                            scene.t("face.unsent.title"),
                            {scene.t("face.unsent.lead")},
                            true});
        return {};
    };
    return show(scene, frame);
}

Intent page(const Face::Deciding&, Scene& scene) { return waiting(scene, "face.deciding"); }

Intent page(const Face::Passed&, Scene& scene) {
    Frame frame;
    frame.buttons = {primary(scene)};
    frame.content = [&]() -> Intent {
        hero(scene.canvas, {"face.passed",
                            Icon::check,
                            Mood::success,
                            scene.t("face.passed.title"),
                            {scene.t("face.passed.lead")}});
        return {};
    };
    return show(scene, frame);
}

Intent page(const Face::NotPassed& s, Scene& scene) {
    const auto& session = s.session;
    const bool failed = session.state == FaceState::failed;
    const bool may_retry = !failed || session.tries_left > 0;
    const std::string kind = failed                                  ? "failed"
                             : session.state == FaceState::undecided ? "undecided"
                                                                     : "expired";
    Frame frame;
    frame.buttons = {back(scene)};
    if (may_retry)
        frame.buttons.push_back(
            {"retry", scene.t("face.not_passed.again"), Tone::primary, true, Icon::face});
    frame.content = [&]() -> Intent {
        auto said = scene.text(session.reason);
        if (said.empty()) said = scene.t("face.not_passed." + kind + "_text");
        std::vector<std::string> lines{said};
        if (failed)
            lines.push_back(may_retry ? scene.t("face.not_passed.tries",
                                                {{"n", std::to_string(session.tries_left)}})
                                      : scene.t("face.not_passed.no_tries"));
        hero(scene.canvas, {"face.not_passed", Icon::face, Mood::warning,
                            scene.t("face.not_passed." + kind), lines});
        return other_ways(scene, "face.others", false);
    };
    return show(scene, frame);
}

Intent page(const Face::CameraFault& s, Scene& scene) {
    Frame frame;
    frame.buttons = {back(scene), retry(scene)};
    frame.content = [&]() -> Intent {
        const bool frozen = s.problem.code == "camera-frozen";
        hero(scene.canvas,
             {"face.camera_fault",
              Icon::camera,
              Mood::warning,
              scene.t("face.camera_fault.title"),
              {scene.t(frozen ? "face.camera_fault.frozen" : "face.camera_fault.absent"),
               scene.t("face.camera_fault.kept")}});
        return other_ways(scene, "face.others", false);
    };
    return show(scene, frame);
}

Intent page(const Face::Unavailable& s, Scene& scene) { return unavailable(scene, s.problem); }

}  // namespace

Intent draw(const Face::State& state, Scene& scene) {
    return std::visit([&](const auto& s) { return page(s, scene); }, state);
}

}  // namespace ui
