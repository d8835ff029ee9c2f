#include "kiosk/flow/face.hpp"

#include "kiosk/flow/asking.hpp"

#include <algorithm>
#include <array>

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;
using F = Face;
using Kind = F::Outcome::Kind;
using Step = Stepped<F::State, F::Outcome>;

constexpr auto passed_patience = 4s;
constexpr auto resend_pause = 5s;
constexpr auto life_patience = 20s;    // the camera's worker tells something every second
constexpr auto upload_patience = 90s;  // a few megabytes over a poor line

Step open(Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {F::Opening{asked},
            {OpenFaceTry{asked.id, draft.order.id, draft.face_subject, draft.face_consents,
                         draft.readiness.microphone}}};
}

Step watch(const FaceSession& session, Draft& draft) {
    F::Watching s;
    s.session = session;
    s.watch = draft.ask(life_patience);
    const bool agent = draft.face_subject == FaceSubject::agent;
    const auto card = draft.photos.find(agent ? "agent_id_front" : "lr_id_front");
    std::optional<PictureId> portrait;
    if (card != draft.photos.end()) portrait = card->second.page.value_or(card->second.taken);
    return {s, {WatchPerson{s.watch.id, session, portrait}}};
}

Step send(F::Sending s, Draft& draft) {
    s.asked = draft.ask(upload_patience);
    s.problem.reset();
    const SendFaceEvidence sent{s.asked->id, s.session.id};
    return {std::move(s), {sent}};
}

Step passed(Draft& draft) {
    return {F::Passed{draft.now + passed_patience}, {Say{"face.passed.title", {}}}};
}

/// What the backend says of a try that is over, or goes on.
Step decided(const FaceSession& session, Draft& draft) {
    switch (session.state) {
        case FaceState::passed: return passed(draft);
        case FaceState::waiting:
            if (session.drawing) return watch(session, draft);
            return {F::Unavailable{problem_of("contract", Problem::Who::backend)}};
        case FaceState::deciding: {
            const auto watch = draft.ask(watch_patience);
            return {F::Deciding{session, watch}, {WatchFace{watch.id, session.id}}};
        }
        default: break;
    }
    return {F::NotPassed{session}, {Say{"face.not_passed.said", {}}}};
}

/// A try that nobody finished costs nothing: the backend forgets it.
Effects abandoned(const F::State& state) {
    Effects effects;
    if (const auto* s = std::get_if<F::Watching>(&state)) {
        effects.emplace_back(StopWatchingPerson{});
        effects.emplace_back(CancelFace{s->session.id});
    }
    if (const auto* s = std::get_if<F::Sending>(&state)) {
        effects.emplace_back(StopWatchingPerson{});
        effects.emplace_back(CancelFace{s->session.id});
    }
    return effects;
}

Step leave(const F::State& state, F::Outcome outcome) { return {state, abandoned(state), outcome}; }

bool is_camera(const Problem& problem) {
    return problem.code == "camera-absent" || problem.code == "camera-frozen";
}

// --- consent before the first frame (R40)
Step on(const F::Loading& s, const AgreementsLoaded& e, Draft&) {
    if (!answers(s.asked, e.to)) return {s};
    F::Consenting next;
    next.agreements = e.agreements;
    return {next, {PrepareFaceCamera{}}};
}
Step on(F::Consenting s, const F::ConsentTicked& e, Draft&) {
    if (s.ticked.erase(e.id) == 0) s.ticked.insert(e.id);
    s.reminded = false;
    return {s};
}
Step on(F::Consenting s, const F::ConsentOpened& e, Draft&) {
    s.reading = e.id;
    return {s};
}
Step on(F::Consenting s, const Dismissed&, Draft&) {
    s.reading.reset();
    return {s};
}
Step on(F::Consenting s, const Next&, Draft& draft) {
    if (s.reading) return {s};
    const bool all = std::ranges::all_of(
        s.agreements, [&](const Agreement& agreement) { return s.ticked.contains(agreement.id); });
    if (!all) {
        s.reminded = true;
        return {s};
    }
    draft.face_consents.clear();
    for (const auto& a : s.agreements) draft.face_consents.push_back({a.id, a.version, a.sha256});
    return open(draft);
}

// --- the try
Step on(const F::Opening& s, const FaceReplied& e, Draft& draft) {
    return answers(s.asked, e.to) ? decided(e.session, draft) : Step{s};
}
Step on(const F::Opening& s, const Failed& e, Draft&) {
    if (!answers(s.asked, e.to)) return {s};
    if (e.problem.code != "no-tries-left") return {F::Unavailable{e.problem}};
    FaceSession spent;
    spent.state = FaceState::failed;
    spent.reason = e.problem.message;
    return {F::NotPassed{spent}};
}
Step on(F::Watching s, const FaceSeen& e, Draft& draft) {
    if (!answers(s.watch, e.to)) return {s};
    s.progress = e.progress;
    s.started = true;
    s.watch.deadline = draft.now + life_patience;
    const auto instruction = F::instruction(s);
    // Whoever reads digits is listened to: nothing is said meanwhile.
    if (instruction == s.said || s.progress.digit) return {s};
    s.said = instruction;
    Say say{instruction, {}};
    if (s.progress.prompted)
        say.values.emplace_back(
            "n", std::to_string(s.session.drawing->challenges[s.progress.done].digits.size()));
    return {std::move(s), {std::move(say)}};
}
Step on(const F::Watching& s, const FaceWatched& e, Draft& draft) {
    if (!answers(s.watch, e.to)) return {s};
    return send(F::Sending{s.session, {}, {}, {}}, draft);
}
Step on(const F::Watching& s, const Failed& e, Draft& draft) {
    if (!answers(s.watch, e.to)) return {s};
    if (e.problem.code == "microphone-absent") {  // there are challenges without sound
        draft.readiness.microphone = false;
        auto step = open(draft);
        step.effects.insert(step.effects.begin(), CancelFace{s.session.id});
        return step;
    }
    if (!is_camera(e.problem)) return {F::Unavailable{e.problem}, {CancelFace{s.session.id}}};
    const auto back = draft.ask(watch_patience);
    return {
        F::CameraFault{e.problem, back},
        {CancelFace{s.session.id}, Say{"face.camera_fault.said", {}}, AwaitFaceCamera{back.id}}};
}
Step on(const F::Watching& s, const Ticked&, Draft& draft) {
    if (!overdue(s.watch, draft)) return {s};
    return {F::Unavailable{problem_of("camera-frozen", Problem::Who::technician)}, abandoned(s)};
}

// --- the device's own fault: continued when it is back
Step on(const F::CameraFault& s, const FaceCameraReady& e, Draft& draft) {
    return answers(s.watch, e.to) ? open(draft) : Step{s};
}
Step on(F::CameraFault s, const Ticked&, Draft& draft) {
    if (!overdue(s.watch, draft)) return {s};
    s.watch = draft.ask(watch_patience);
    const AwaitFaceCamera again{s.watch.id};
    return {std::move(s), {again}};
}
Step on(const F::CameraFault&, const Retried&, Draft& draft) { return open(draft); }

// --- the evidence goes out (R45), the backend decides (R46)
Step on(const F::Sending& s, const FaceReplied& e, Draft& draft) {
    return answers(s.asked, e.to) ? decided(e.session, draft) : Step{s};
}
Step on(F::Sending s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (e.problem.who != Problem::Who::wait) return {F::Unavailable{e.problem}};
    s.asked.reset();
    s.problem = e.problem;
    s.retry_at = draft.now + resend_pause;
    return {s};
}
Step on(const F::Sending& s, const Retried&, Draft& draft) {
    return s.asked ? Step{s} : send(s, draft);
}
Step on(const F::Sending& s, const Ticked&, Draft& draft) {
    const bool due = s.asked ? overdue(s.asked, draft) : draft.now >= s.retry_at;
    return due ? send(s, draft) : Step{s};
}
Step on(const F::Deciding& s, const FaceReplied& e, Draft& draft) {
    return answers(s.watch, e.to) ? decided(e.session, draft) : Step{s};
}
Step on(const F::Deciding& s, const Failed& e, Draft& draft) {
    if (!answers(s.watch, e.to)) return {s};
    return e.problem.who == Problem::Who::wait ? decided(s.session, draft)
                                               : Step{F::Unavailable{e.problem}};
}
Step on(const F::Deciding& s, const Ticked&, Draft& draft) {
    return overdue(s.watch, draft) ? decided(s.session, draft) : Step{s};
}

// --- how it ended
Step on(const F::Passed& s, const Next&, Draft&) { return {s, {}, F::Outcome{Kind::passed}}; }
Step on(const F::Passed& s, const Ticked&, Draft& draft) {
    return draft.now >= s.leave_at ? Step{s, {}, F::Outcome{Kind::passed}} : Step{s};
}
Step on(const F::NotPassed& s, const Retried&, Draft& draft) {
    const bool may = s.session.tries_left > 0 || s.session.state != FaceState::failed;
    return may ? open(draft) : Step{s};
}
Step on(const F::Unavailable&, const Retried&, Draft& draft) {
    return draft.face_consents.empty() ? F::begin(draft) : open(draft);
}

// --- another way, from every page but the last
template <class S>
constexpr bool may_be_left = !std::is_same_v<S, F::Passed> && !std::is_same_v<S, F::Deciding>;

template <class S>
requires may_be_left<S> Step on(const S& s, const Back&, Draft&) { return leave(s, {Kind::left}); }
template <class S>
requires may_be_left<S> Step on(const S& s, const F::PhoneWanted&, Draft&) {
    return leave(s, {Kind::by_phone});
}
template <class S>
requires may_be_left<S> Step on(const S& s, const F::MethodWanted& e, Draft&) {
    return leave(s, {Kind::by_method, e.method});
}
template <class S>
requires may_be_left<S> Step on(const S& s, const F::AgentMethodWanted& e, Draft&) {
    return leave(s, {Kind::by_agent_method, {}, e.method});
}

template <class S>
requires requires(S s) { s.asked.deadline; }
Step on(const S& s, const Failed& e, Draft&) {
    return answers(s.asked, e.to) ? Step{F::Unavailable{e.problem}} : Step{s};
}
template <class S>
requires requires(S s) { s.asked.deadline; }
Step on(const S& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? Step{F::Unavailable{offline()}} : Step{s};
}
template <class S, class E>
Meaningless on(const S&, const E&, Draft&) {
    return {};
}

}  // namespace

Step Face::begin(Draft& draft) {
    draft.face_consents.clear();
    const auto asked = draft.ask(reply_patience);
    return {Loading{asked}, {LoadAgreements{asked.id, draft.channel.id, "biometric"}}};
}

Step Face::next(const State& state, const Event& event, Draft& draft) {
    return std::visit(
        [&](const auto& s, const auto& e) {
            if constexpr (means_something<decltype(on(s, e, draft))>)
                return on(s, e, draft);
            else
                return unchanged<Step>(state);
        },
        state, event);
}

std::string Face::instruction(const Watching& watching) {
    const auto& progress = watching.progress;
    if (progress.guidance != FaceGuidance::fine)
        return "face.guide." + std::string(name_of(progress.guidance));
    const auto& challenges = watching.session.drawing->challenges;
    if (!progress.prompted || progress.done >= challenges.size()) return "face.guide.fine";
    return "face.do." + std::string(name_of(challenges[progress.done].action));
}

std::string_view name_of(FaceAction action) {
    constexpr std::array<std::string_view, 6> names{"blink",      "open_mouth", "turn_left",
                                                    "turn_right", "nod",        "read_digits"};
    return names.at(static_cast<std::size_t>(action));
}

std::string_view name_of(FaceGuidance guidance) {
    constexpr std::array<std::string_view, 13> names{
        "no_face",      "several_faces", "too_far", "too_close",   "off_centre", "dark", "bright",
        "uneven_light", "covered",       "turned",  "eyes_closed", "blurred",    "fine"};
    return names.at(static_cast<std::size_t>(guidance));
}

}  // namespace kiosk::flow
