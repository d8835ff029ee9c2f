#include "kiosk/flow/unlock.hpp"

#include "kiosk/flow/key_waiting.hpp"

namespace kiosk::flow {
namespace {

using U = Unlock;
using Step = Stepped<U::State, U::Outcome>;

Step await_key(bool verified, Draft& draft) {
    const auto asked = draft.ask(key_patience);
    return {U::AwaitingKey{asked, verified}, {AwaitKey{asked.id}}};
}

Step await_removal(const KeySeen& key, bool verified, Draft& draft) {
    const bool another = verified && key.issued && key.serial != draft.order.key_serial;
    const auto asked = draft.ask(key_patience);
    return {U::WrongKey{key, asked, verified, another}, {AwaitKeyRemoval{asked.id}}};
}

Step judge(const KeySeen& key, bool verified, Draft& draft) {
    using State = KeySeen::State;
    if (!key.issued || key.state == State::blank || key.state == State::broken)
        return await_removal(key, verified, draft);
    if (!verified) return {U::Explaining{key}};
    if (key.serial != draft.order.key_serial) return await_removal(key, verified, draft);
    return {U::SettingPin{{}, key}};
}

Step interrupt(const Problem& problem, bool verified, Draft& draft) {
    if (problem.code != "key-removed") return {U::Interrupted{problem, verified, {}}};
    const auto asked = draft.ask(key_patience);
    return {U::Interrupted{problem, verified, asked}, {AwaitKey{asked.id}}};
}

// --- key in
Step on(const U::AwaitingKey& s, const KeyFound& e, Draft& draft) {
    return answers(s.asked, e.to) ? judge(e.key, s.verified, draft) : Step{s};
}
Step on(const U::AwaitingKey& s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    return e.problem.code == "timed-out" ? await_key(s.verified, draft)
                                         : interrupt(e.problem, s.verified, draft);
}
Step on(const U::AwaitingKey& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? await_key(s.verified, draft) : Step{s};
}
Step on(const U::AwaitingKey& s, const Back&, Draft&) { return {s, {}, U::Outcome::left}; }

// --- not this one
Step on(const U::WrongKey& s, const KeyRemoved& e, Draft& draft) {
    return answers(s.removal, e.to) ? await_key(s.verified, draft) : Step{s};
}
Step on(const U::WrongKey& s, const Failed& e, Draft& draft) {
    if (!answers(s.removal, e.to)) return {s};
    return e.problem.code == "timed-out" ? await_removal(s.key, s.verified, draft)
                                         : interrupt(e.problem, s.verified, draft);
}
Step on(const U::WrongKey& s, const Ticked&, Draft& draft) {
    return overdue(s.removal, draft) ? await_removal(s.key, s.verified, draft) : Step{s};
}
Step on(const U::WrongKey& s, const Back&, Draft&) { return {s, {}, U::Outcome::left}; }

// --- what is going to happen
Step on(const U::Explaining& s, const Next&, Draft& draft) {
    draft.wanted_key = s.key.serial;
    return {s, {}, U::Outcome::apply};
}
Step on(const U::Explaining& s, const Back&, Draft&) { return {s, {}, U::Outcome::left}; }

// --- the new PIN
Step on(U::SettingPin s, const DigitTyped& e, Draft&) {
    type(s, e);
    return {s};
}
Step on(U::SettingPin s, const DigitErased& e, Draft&) {
    erase(s, e);
    return {s};
}
Step on(U::SettingPin s, const Next&, Draft& draft) {
    if (!is_chosen(s)) return {s};
    const auto asked = draft.ask(reply_patience);
    return {U::Working{s.key, asked}, {UnblockKey{asked.id, draft.order.id, s.key.serial, s.pin}}};
}
Step on(const U::SettingPin& s, const Back&, Draft&) {
    return s.confirming ? Step{U::SettingPin{{}, s.key}} : Step{s, {}, U::Outcome::left};
}
Step on(const U::Working& s, const OrderReplied& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    draft.take(e.order);
    const auto asked = draft.ask(key_patience);
    return {U::Done{s.key, asked, false}, {AwaitKeyRemoval{asked.id}}};
}
Step on(const U::Working& s, const Failed& e, Draft& draft) {
    return answers(s.asked, e.to) ? interrupt(e.problem, true, draft) : Step{s};
}
Step on(const U::Working& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? interrupt(problem_of("timed-out"), true, draft) : Step{s};
}

// --- interrupted: the same once more
Step on(const U::Interrupted& s, const KeyFound& e, Draft& draft) {
    return answers(s.watch, e.to) ? judge(e.key, s.verified, draft) : Step{s};
}
Step on(U::Interrupted s, const Failed& e, Draft& draft) {
    if (!answers(s.watch, e.to)) return {s};
    if (e.problem.code == "timed-out") return interrupt(s.problem, s.verified, draft);
    s.watch.reset();
    return {s};
}
Step on(const U::Interrupted& s, const Retried&, Draft& draft) {
    return await_key(s.verified, draft);
}
Step on(const U::Interrupted& s, const Back&, Draft&) { return {s, {}, U::Outcome::left}; }

// --- done: the key must not stay behind
Step on(const U::Done& s, const KeyRemoved& e, Draft&) {
    return key_taken<Step>(s, e, U::Outcome::completed);
}
Step on(const U::Done& s, const Failed& e, Draft& draft) { return key_not_seen<Step>(s, e, draft); }
Step on(const U::Done& s, const Ticked&, Draft& draft) { return key_overdue<Step>(s, draft); }
Step on(const U::Done& s, const Next&, Draft&) {
    return s.removed ? Step{s, {}, U::Outcome::completed} : Step{s};
}

template <class S, class E>
Meaningless on(const S&, const E&, Draft&) {
    return {};
}

}  // namespace

Step Unlock::begin(Draft& draft) { return await_key(false, draft); }
Step Unlock::resume(Draft& draft) { return await_key(true, draft); }

Step Unlock::next(const State& state, const Event& event, Draft& draft) {
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
