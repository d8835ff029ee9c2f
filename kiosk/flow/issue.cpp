#include "kiosk/flow/issue.hpp"

#include "kiosk/flow/key_waiting.hpp"

#include <algorithm>
#include <set>

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;
using I = Issuing;
using Step = Stepped<I::State, I::Outcome>;

constexpr auto step_patience = 120s;  // a slow key needs this long for an RSA pair

Step await_key(Draft& draft) {
    const auto asked = draft.ask(key_patience);
    return {I::AwaitingKey{asked}, {AwaitKey{asked.id}}};
}

Step await_removal(const KeySeen& key, Draft& draft, bool another = false) {
    const auto asked = draft.ask(key_patience);
    return {I::WrongKey{key, asked, another}, {AwaitKeyRemoval{asked.id}}};
}

/// The last try was used up: as good as one that came in locked. The order waits.
Step lock(KeySeen key, Draft& draft) {
    key.state = KeySeen::State::locked;
    key.issued = true;
    return await_removal(key, draft);
}

Step set_pin(const KeySeen& key, std::string fault = {}) {
    return {I::SettingPin{{{}, {}, false, std::move(fault)}, key}};
}

/// The key the order is about is opened by its owner's PIN; any other is left alone (R50).
Step judge_kept(const KeySeen& key, Draft& draft) {
    using State = KeySeen::State;
    if (key.state == State::locked || key.state == State::broken) return await_removal(key, draft);
    if (key.serial != draft.order.key_serial) return await_removal(key, draft, true);
    return {I::EnteringPin{{{}, key.pin_tries_left, {}}, key}};
}

// A key with our own unfinished issue on it is asked for its PIN in the same way: nobody but the
// customer knows it, and a mistyped one costs a try.
Step judge(const KeySeen& key, Draft& draft) {
    if (draft.keeps_key()) return judge_kept(key, draft);
    if (key.state == KeySeen::State::blank || key.state == KeySeen::State::own) return set_pin(key);
    return await_removal(key, draft);
}

Step issue(const KeySeen& key, const Secret& pin, Draft& draft) {
    const auto asked = draft.ask(step_patience);
    return {I::Working{key, asked, IssueStep::reserve},
            {Issue{asked.id, draft.order.id, key.serial, pin}}};
}

Step interrupt(const Problem& problem, Draft& draft) {
    static const std::set<std::string, std::less<>> final{
        "key-foreign",     "key-locked",       "key-broken",
        "key-mismatch",    "key-not-in-stock", "key-belongs-to-another",
        "not-collectable", "not-allowed",      "clock-wrong"};
    if (problem.code != "key-removed")
        return {I::Interrupted{problem, !final.contains(problem.code), {}}};
    const auto asked = draft.ask(key_patience);
    return {I::Interrupted{problem, true, asked}, {AwaitKey{asked.id}}};
}

// --- key in
Step on(const I::AwaitingKey& s, const KeyFound& e, Draft& draft) {
    return answers(s.asked, e.to) ? judge(e.key, draft) : Step{s};
}
Step on(const I::AwaitingKey& s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    return e.problem.code == "timed-out" ? await_key(draft) : interrupt(e.problem, draft);
}
Step on(const I::AwaitingKey& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? await_key(draft) : Step{s};
}
Step on(const I::AwaitingKey& s, const Back&, Draft&) { return {s, {}, I::Outcome::left}; }

// --- not this one
Step on(const I::WrongKey& s, const KeyRemoved& e, Draft& draft) {
    return answers(s.removal, e.to) ? await_key(draft) : Step{s};
}
Step on(const I::WrongKey& s, const Failed& e, Draft& draft) {
    if (!answers(s.removal, e.to)) return {s};
    return e.problem.code == "timed-out" ? await_removal(s.key, draft, s.another)
                                         : interrupt(e.problem, draft);
}
Step on(const I::WrongKey& s, const Back&, Draft&) { return {s, {}, I::Outcome::left}; }
Step on(const I::WrongKey& s, const Ticked&, Draft& draft) {
    return overdue(s.removal, draft) ? await_removal(s.key, draft, s.another) : Step{s};
}

// --- PIN: chosen, or known already
Step on(I::SettingPin s, const DigitTyped& e, Draft&) {
    type(s, e);
    return {s};
}
Step on(I::SettingPin s, const DigitErased& e, Draft&) {
    erase(s, e);
    return {s};
}
Step on(I::SettingPin s, const Next&, Draft& draft) {
    return is_chosen(s) ? issue(s.key, s.pin, draft) : Step{s};
}
Step on(const I::SettingPin& s, const Back&, Draft&) {
    return s.confirming ? set_pin(s.key) : Step{s, {}, I::Outcome::left};
}
Step on(I::EnteringPin s, const DigitTyped& e, Draft&) {
    type(s, e);
    return {s};
}
Step on(I::EnteringPin s, const DigitErased& e, Draft&) {
    erase(s, e);
    return {s};
}
Step on(I::EnteringPin s, const Next&, Draft& draft) {
    return is_entered(s) ? issue(s.key, s.pin, draft) : Step{s};
}
Step on(const I::EnteringPin& s, const Back&, Draft&) { return {s, {}, I::Outcome::left}; }

// --- at work
Step on(I::Working s, const IssueProgressed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    s.step = e.step;
    s.asked.deadline = draft.now + step_patience;
    return {s};
}
Step on(const I::Working& s, const Issued& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    draft.take(e.order);
    const auto asked = draft.ask(key_patience);
    return {I::Done{e.serial, e.valid_until, asked, false}, {AwaitKeyRemoval{asked.id}}};
}
Step on(const I::Working& s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (e.problem.code == "key-locked" && draft.keeps_key()) return lock(s.key, draft);
    if (e.problem.code != "wrong-pin") return interrupt(e.problem, draft);
    if (draft.keeps_key()) return {I::EnteringPin{after_wrong_pin(e.problem), s.key}};
    return set_pin(s.key, "issue.pin.wrong");
}
Step on(const I::Working& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? interrupt(problem_of("timed-out"), draft) : Step{s};
}

// --- interrupted: the same key put back goes on where it stopped
Step on(const I::Interrupted& s, const KeyFound& e, Draft& draft) {
    return answers(s.watch, e.to) ? judge(e.key, draft) : Step{s};
}
Step on(I::Interrupted s, const Failed& e, Draft& draft) {
    if (!answers(s.watch, e.to)) return {s};
    if (e.problem.code == "timed-out") return interrupt(s.problem, draft);
    s.watch.reset();
    return {s};
}
Step on(const I::Interrupted&, const Retried&, Draft& draft) { return await_key(draft); }
Step on(const I::Interrupted& s, const Back&, Draft&) { return {s, {}, I::Outcome::left}; }

// --- done: the key must not stay behind
Step on(const I::Done& s, const KeyRemoved& e, Draft&) {
    return key_taken<Step>(s, e, I::Outcome::completed);
}
Step on(const I::Done& s, const Failed& e, Draft& draft) { return key_not_seen<Step>(s, e, draft); }
Step on(const I::Done& s, const Ticked&, Draft& draft) { return key_overdue<Step>(s, draft); }
Step on(const I::Done& s, const Next&, Draft&) {
    return s.removed ? Step{s, {}, I::Outcome::completed} : Step{s};
}

template <class S, class E>
Meaningless on(const S&, const E&, Draft&) {
    return {};
}

}  // namespace

Stepped<Issuing::State, Issuing::Outcome> Issuing::begin(Draft& draft) { return await_key(draft); }

Stepped<Issuing::State, Issuing::Outcome> Issuing::next(const State& state, const Event& event,
                                                        Draft& draft) {
    return std::visit(
        [&](const auto& s, const auto& e) {
            if constexpr (means_something<decltype(on(s, e, draft))>)
                return on(s, e, draft);
            else
                return unchanged<Step>(state);
        },
        state, event);
}

}  // namespace kiosk::flow
