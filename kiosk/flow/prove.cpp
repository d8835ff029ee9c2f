#include "kiosk/flow/prove.hpp"

#include "kiosk/flow/key_waiting.hpp"

namespace kiosk::flow {
namespace {

using P = Prove;
using Step = Stepped<P::State, P::Outcome>;

Step await_key(Draft& draft) {
    const auto asked = draft.ask(key_patience);
    return {P::AwaitingKey{asked}, {AwaitKey{asked.id}}};
}

Step await_removal(const KeySeen& key, Draft& draft) {
    const auto asked = draft.ask(key_patience);
    return {P::WrongKey{key, asked}, {AwaitKeyRemoval{asked.id}}};
}

Step judge(const KeySeen& key, Draft& draft) {
    using State = KeySeen::State;
    const bool usable = key.issued && (key.state == State::foreign || key.state == State::own);
    if (!usable) return await_removal(key, draft);
    return {P::EnteringPin{{{}, key.pin_tries_left, {}}, key}};
}

Step interrupt(const Problem& problem, Draft& draft) {
    if (problem.code != "key-removed") return {P::Interrupted{problem, {}}};
    const auto asked = draft.ask(key_patience);
    return {P::Interrupted{problem, asked}, {AwaitKey{asked.id}}};
}

/// The last try was used up: the key is as good as one that came in locked.
Step lock(KeySeen key, Draft& draft) {
    key.state = KeySeen::State::locked;
    key.pin_tries_left = 0;
    return await_removal(key, draft);
}

// --- key in
Step on(const P::AwaitingKey& s, const KeyFound& e, Draft& draft) {
    return answers(s.asked, e.to) ? judge(e.key, draft) : Step{s};
}
Step on(const P::AwaitingKey& s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    return e.problem.code == "timed-out" ? await_key(draft) : interrupt(e.problem, draft);
}
Step on(const P::AwaitingKey& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? await_key(draft) : Step{s};
}
Step on(const P::AwaitingKey& s, const Back&, Draft&) { return {s, {}, P::Outcome::left}; }

// --- not this one
Step on(const P::WrongKey& s, const KeyRemoved& e, Draft& draft) {
    return answers(s.removal, e.to) ? await_key(draft) : Step{s};
}
Step on(const P::WrongKey& s, const Failed& e, Draft& draft) {
    if (!answers(s.removal, e.to)) return {s};
    return e.problem.code == "timed-out" ? await_removal(s.key, draft)
                                         : interrupt(e.problem, draft);
}
Step on(const P::WrongKey& s, const Ticked&, Draft& draft) {
    return overdue(s.removal, draft) ? await_removal(s.key, draft) : Step{s};
}
Step on(const P::WrongKey& s, const P::UnlockWanted&, Draft&) {
    const bool can = s.key.issued && s.key.state == KeySeen::State::locked;
    return can ? Step{s, {}, P::Outcome::unlock} : Step{s};
}
Step on(const P::WrongKey& s, const Back&, Draft&) { return {s, {}, P::Outcome::left}; }

// --- PIN
Step on(P::EnteringPin s, const DigitTyped& e, Draft&) {
    type(s, e);
    return {s};
}
Step on(P::EnteringPin s, const DigitErased& e, Draft&) {
    erase(s, e);
    return {s};
}
Step on(P::EnteringPin s, const Next&, Draft& draft) {
    if (!is_entered(s)) return {s};
    const auto asked = draft.ask(reply_patience);
    return {P::Proving{s.key, asked}, {ProveKey{asked.id, draft.channel.id, s.key.serial, s.pin}}};
}
Step on(const P::EnteringPin& s, const Back&, Draft&) { return {s, {}, P::Outcome::left}; }

// --- the key signs
Step on(const P::Proving& s, const KeyProven& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    draft.holder = e.holder;
    draft.found = e.orders;
    return {s, {}, P::Outcome::proven};
}
Step on(const P::Proving& s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (e.problem.code == "wrong-pin") return {P::EnteringPin{after_wrong_pin(e.problem), s.key}};
    return e.problem.code == "key-locked" ? lock(s.key, draft) : interrupt(e.problem, draft);
}
Step on(const P::Proving& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? interrupt(offline(), draft) : Step{s};
}

// --- interrupted
Step on(const P::Interrupted& s, const KeyFound& e, Draft& draft) {
    return answers(s.watch, e.to) ? judge(e.key, draft) : Step{s};
}
Step on(P::Interrupted s, const Failed& e, Draft& draft) {
    if (!answers(s.watch, e.to)) return {s};
    if (e.problem.code == "timed-out") return interrupt(s.problem, draft);
    s.watch.reset();
    return {s};
}
Step on(const P::Interrupted&, const Retried&, Draft& draft) { return await_key(draft); }
Step on(const P::Interrupted& s, const Back&, Draft&) { return {s, {}, P::Outcome::left}; }

template <class S, class E>
Meaningless on(const S&, const E&, Draft&) {
    return {};
}

}  // namespace

Step Prove::begin(Draft& draft) { return await_key(draft); }

Step Prove::next(const State& state, const Event& event, Draft& draft) {
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
