#include "kiosk/flow/view.hpp"

#include "kiosk/flow/key_waiting.hpp"

namespace kiosk::flow {
namespace {

using V = View;
using Step = Stepped<V::State, V::Outcome>;

Step await_key(Draft& draft) {
    const auto asked = draft.ask(key_patience);
    return {V::AwaitingKey{asked}, {AwaitKey{asked.id}}};
}

/// What is shown stays until the key is taken.
Step show(const KeySeen& key, Draft& draft, bool pin_changed = false) {
    const auto asked = draft.ask(key_patience);
    return {V::Showing{key, asked, pin_changed}, {AwaitKeyRemoval{asked.id}}};
}

Step remind(Draft& draft) {
    const auto asked = draft.ask(key_patience);
    return {V::Removing{asked}, {AwaitKeyRemoval{asked.id}}};
}

// --- key in
Step on(const V::AwaitingKey& s, const KeyFound& e, Draft& draft) {
    return answers(s.asked, e.to) ? show(e.key, draft) : Step{s};
}
Step on(const V::AwaitingKey& s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    return e.problem.code == "timed-out" ? await_key(draft) : Step{V::Interrupted{e.problem}};
}
Step on(const V::AwaitingKey& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? await_key(draft) : Step{s};
}
Step on(const V::AwaitingKey& s, const Back&, Draft&) { return {s, {}, V::Outcome::left}; }

// --- what it holds
Step on(const V::Showing& s, const KeyRemoved& e, Draft& draft) {
    return answers(s.removal, e.to) ? await_key(draft) : Step{s};
}
Step on(const V::Showing& s, const Failed& e, Draft& draft) {
    return answers(s.removal, e.to) ? show(s.key, draft, s.pin_changed) : Step{s};
}
Step on(const V::Showing& s, const Ticked&, Draft& draft) {
    return overdue(s.removal, draft) ? show(s.key, draft, s.pin_changed) : Step{s};
}
Step on(const V::Showing& s, const V::PinChangeWanted&, Draft&) {
    if (!V::is_in_use(s.key)) return {s};
    return {V::EnteringPin{{{}, s.key.pin_tries_left, {}}, s.key}};
}
Step on(const V::Showing& s, const V::RenewalWanted&, Draft&) {
    return V::is_in_use(s.key) ? Step{s, {}, V::Outcome::renewal} : Step{s};
}
Step on(const V::Showing& s, const V::UnlockWanted&, Draft&) {
    return s.key.issued ? Step{s, {}, V::Outcome::unlock} : Step{s};
}
Step on(const V::Showing&, const Back&, Draft& draft) { return remind(draft); }

// --- 改PIN: the old one, then a new one twice
Step on(V::EnteringPin s, const DigitTyped& e, Draft&) {
    type(s, e);
    return {s};
}
Step on(V::EnteringPin s, const DigitErased& e, Draft&) {
    erase(s, e);
    return {s};
}
Step on(V::EnteringPin s, const Next&, Draft&) {
    if (!is_entered(s)) return {s};
    return {V::ChoosingPin{{}, s.key, s.pin}};
}
Step on(const V::EnteringPin& s, const Back&, Draft& draft) { return show(s.key, draft); }
Step on(V::ChoosingPin s, const DigitTyped& e, Draft&) {
    type(s, e);
    return {s};
}
Step on(V::ChoosingPin s, const DigitErased& e, Draft&) {
    erase(s, e);
    return {s};
}
Step on(V::ChoosingPin s, const Next&, Draft& draft) {
    if (!s.confirming && s.pin == s.old_pin) {
        s.pin.wipe();
        s.fault = "pin.same";
        return {s};
    }
    if (!is_chosen(s)) return {s};
    const auto asked = draft.ask(reply_patience);
    return {V::Changing{s.key, asked}, {ChangePin{asked.id, s.key.serial, s.old_pin, s.pin}}};
}
Step on(const V::ChoosingPin& s, const Back&, Draft& draft) {
    if (!s.confirming) return show(s.key, draft);
    return {V::ChoosingPin{{}, s.key, s.old_pin}};
}
Step on(const V::Changing& s, const PinChanged& e, Draft& draft) {
    return answers(s.asked, e.to) ? show(s.key, draft, true) : Step{s};
}
Step on(const V::Changing& s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    auto key = s.key;
    if (e.problem.tries_left) key.pin_tries_left = *e.problem.tries_left;
    if (e.problem.code == "wrong-pin") return {V::EnteringPin{after_wrong_pin(e.problem), key}};
    if (e.problem.code != "key-locked") return {V::Interrupted{e.problem}};
    key.state = KeySeen::State::locked;
    key.pin_tries_left = 0;
    return show(key, draft);
}
Step on(const V::Changing& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? Step{V::Interrupted{problem_of("timed-out")}} : Step{s};
}

// --- interrupted: from the beginning
Step on(const V::Interrupted&, const Retried&, Draft& draft) { return await_key(draft); }
Step on(const V::Interrupted&, const Back&, Draft& draft) { return remind(draft); }

// --- the key must not stay behind
Step on(const V::Removing& s, const KeyRemoved& e, Draft&) {
    return answers(s.removal, e.to) ? Step{s, {}, V::Outcome::left} : Step{s};
}
// When the reader can no longer tell, nobody is kept.
Step on(const V::Removing& s, const Failed& e, Draft& draft) {
    if (!answers(s.removal, e.to)) return {s};
    return e.problem.code == "timed-out" ? remind(draft) : Step{s, {}, V::Outcome::left};
}
Step on(const V::Removing& s, const Ticked&, Draft& draft) {
    return overdue(s.removal, draft) ? Step{s, {}, V::Outcome::left} : Step{s};
}

template <class S, class E>
Meaningless on(const S&, const E&, Draft&) {
    return {};
}

}  // namespace

Step View::begin(Draft& draft) { return await_key(draft); }

Step View::next(const State& state, const Event& event, Draft& draft) {
    return std::visit(
        [&](const auto& s, const auto& e) {
            if constexpr (means_something<decltype(on(s, e, draft))>)
                return on(s, e, draft);
            else
                return unchanged<Step>(state);
        },
        state, event);
}

bool View::is_in_use(const KeySeen& key) {
    const bool opens = key.state == KeySeen::State::foreign || key.state == KeySeen::State::own;
    return key.issued && opens;
}

}  // namespace kiosk::flow
