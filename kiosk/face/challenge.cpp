#include "kiosk/face/challenge.hpp"

#include <algorithm>
#include <array>

namespace kiosk::face {
namespace {

constexpr Seconds reaction{0.2};      // no living person answers faster
constexpr Seconds calm{0.3};          // neutral for that long before a prompt
constexpr Seconds out_of_sight{0.5};  // a face may be missed for a moment
constexpr Seconds shortest_window{5};
constexpr Seconds longest_window{8};

constexpr std::array<std::string_view, 6> kind_names{"blink",      "open_mouth", "turn_left",
                                                     "turn_right", "nod",        "read_digits"};

Seconds window_of(const Challenge& challenge) {
    if (challenge.kind == ChallengeKind::read_digits) return challenge.window;
    return std::clamp(challenge.window, shortest_window, longest_window);
}

bool answers(const Action& action, ChallengeKind kind) {
    return static_cast<int>(action.kind) == static_cast<int>(kind);
}

/// A movement begun since the prompt that was not asked for. Who reads aloud moves the mouth.
bool is_wrong(const Action& action, ChallengeKind kind, Seconds prompted) {
    if (action.onset < prompted || answers(action, kind)) return false;
    if (action.kind == ActionKind::blink) return false;
    return !(kind == ChallengeKind::read_digits && action.kind == ActionKind::open_mouth);
}

bool any_wrong(const std::vector<Action>& actions, ChallengeKind kind, Seconds prompted) {
    return std::any_of(actions.begin(), actions.end(),
                       [&](const Action& a) { return is_wrong(a, kind, prompted); });
}

ChallengeRun fail(ChallengeRun run, ChallengeFailure why, Seconds at) {
    if (run.asked() != nullptr) {
        run.steps.back().decided = at;
        run.steps.back().passed = false;
    }
    run.state = ChallengeRun::Failed{why};
    return run;
}

ChallengeRun pass(ChallengeRun run, std::optional<Action> action, Seconds at) {
    auto& step = run.steps.back();
    step.action = action;
    step.decided = at;
    step.passed = true;
    run.neutral_since.reset();
    ++run.current;
    if (run.current == run.list.challenges.size())
        run.state = ChallengeRun::Passed{};
    else
        run.state = ChallengeRun::Settling{};
    return run;
}

ChallengeRun prompt(ChallengeRun run, Seconds at) {
    if (!run.begun) run.begun = at;
    run.steps.push_back({run.list.challenges[run.current].kind, at, std::nullopt, {}, false});
    run.state = ChallengeRun::Prompted{at};
    return run;
}

ChallengeRun judge(ChallengeRun run, const ChallengeFrame& frame) {
    const Challenge& challenge = *run.asked();
    const Seconds prompted = std::get<ChallengeRun::Prompted>(run.state).at;
    if (any_wrong(frame.ended, challenge.kind, prompted) ||
        any_wrong(frame.under_way, challenge.kind, prompted))
        return fail(std::move(run), ChallengeFailure::wrong_action, frame.at);
    if (challenge.kind == ChallengeKind::read_digits && frame.digits_read)
        return *frame.digits_read ? pass(std::move(run), std::nullopt, frame.at)
                                  : fail(std::move(run), ChallengeFailure::digits_wrong, frame.at);
    for (const auto& action : frame.ended)
        if (answers(action, challenge.kind) && action.onset > prompted + reaction)
            return pass(std::move(run), action, frame.at);
    if (frame.at - prompted > window_of(challenge))
        return fail(std::move(run), ChallengeFailure::too_slow, frame.at);
    return run;
}

}  // namespace

const Challenge* ChallengeRun::asked() const {
    return std::holds_alternative<Prompted>(state) ? &list.challenges[current] : nullptr;
}

ChallengeRun next(ChallengeRun run, const ChallengeFrame& frame) {
    if (run.over()) return run;
    if (run.list.challenges.empty()) {
        run.state = ChallengeRun::Passed{};
        return run;
    }
    if (frame.faces > 0) run.last_face = frame.at;
    if (!frame.neutral) run.neutral_since.reset();
    if (frame.neutral && !run.neutral_since) run.neutral_since = frame.at;
    if (run.begun) {  // before the first prompt the person may come and go
        if (frame.faces > 1) return fail(std::move(run), ChallengeFailure::several_faces, frame.at);
        if (frame.at - run.last_face > out_of_sight)
            return fail(std::move(run), ChallengeFailure::face_lost, frame.at);
        if (frame.at - *run.begun > run.list.total)
            return fail(std::move(run), ChallengeFailure::out_of_time, frame.at);
    }
    if (run.asked() != nullptr) return judge(std::move(run), frame);
    const bool ready = frame.usable && run.neutral_since && frame.at - *run.neutral_since >= calm;
    return ready ? prompt(std::move(run), frame.at) : run;
}

std::string_view to_string(ChallengeKind kind) {
    return kind_names.at(static_cast<std::size_t>(kind));
}

std::optional<ChallengeKind> challenge_of(std::string_view name) {
    const auto found = std::find(kind_names.begin(), kind_names.end(), name);
    if (found == kind_names.end()) return std::nullopt;
    return static_cast<ChallengeKind>(found - kind_names.begin());
}

std::string_view to_string(ChallengeFailure failure) {
    constexpr std::array<std::string_view, 6> names{"too_slow",      "wrong_action", "face_lost",
                                                    "several_faces", "digits_wrong", "out_of_time"};
    return names.at(static_cast<std::size_t>(failure));
}

}  // namespace kiosk::face
