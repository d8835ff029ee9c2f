// What the tables of flows with a key in the reader have in common.

#pragma once

#include "kiosk/flow/asking.hpp"

namespace kiosk::flow {

constexpr std::chrono::minutes key_patience{10};  ///< People look for the tray.

/// A last page, whose key must not stay behind: `removal` waits until it is taken.
template <class S>
concept LastPage = requires(S s) {
    s.removal.id;
    s.removed = true;
};
template <class Step, LastPage S, class Outcome>
Step key_taken(S s, const KeyRemoved& e, Outcome completed) {
    if (!answers(s.removal, e.to)) return {s};
    s.removed = true;
    return {s, {}, completed};
}
/// When the reader can no longer tell, the customer says so.
template <class Step, LastPage S>
Step key_not_seen(S s, const Failed& e, Draft& draft) {
    if (!answers(s.removal, e.to)) return {s};
    s.removed = e.problem.code != "timed-out";
    if (s.removed) return {s};
    s.removal = draft.ask(key_patience);
    return {s, {AwaitKeyRemoval{s.removal.id}}};
}
template <class Step, LastPage S>
Step key_overdue(S s, const Draft& draft) {
    if (overdue(s.removal, draft)) s.removed = true;
    return {s};
}

}  // namespace kiosk::flow
