// What the tables of all sub-flows share: how they ask, wait and give up, and what means nothing.

#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// What a table's catch-all returns: the event means nothing in that state.
struct Meaningless {};
template <class Result>
constexpr bool means_something = !std::is_same_v<Result, Meaningless>;
/// One function for all meaningless pairs of a table, so that they cost next to nothing to compile.
template <class Step, class State>
Step unchanged(const State& state) {
    return {state};
}

/// How long an answer may take before it counts as offline.
constexpr std::chrono::seconds reply_patience{30};
/// A watch answers by itself within about 25 s, changed or not; later it counts as lost.
constexpr std::chrono::seconds watch_patience{60};

/// Whether an answer to `to` is the one `asked` waits for; any other is dropped.
constexpr bool answers(const Asked& asked, AskId to) { return asked.id == to; }
constexpr bool answers(const std::optional<Asked>& asked, AskId to) {
    return asked && asked->id == to;
}

/// No answer came in time: the same as a failure of the network.
constexpr bool overdue(const Asked& asked, const Draft& draft) {
    return draft.now >= asked.deadline;
}
constexpr bool overdue(const std::optional<Asked>& asked, const Draft& draft) {
    return asked && overdue(*asked, draft);
}

/// A problem named by one of our own codes.
inline Problem problem_of(std::string_view code, Problem::Who who = Problem::Who::wait) {
    Problem problem;
    problem.who = who;
    problem.code = code;
    return problem;
}
inline Problem offline() { return problem_of("offline"); }

}  // namespace kiosk::flow
