#include "kiosk/flow/issue.hpp"

#include "kiosk/flow/asking.hpp"

#include <algorithm>
#include <set>

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;
using I = Issuing;
using Step = Stepped<I::State, I::Outcome>;

constexpr auto key_patience = 10min;  // people look for the tray
constexpr auto step_patience = 120s;  // a slow key needs this long for an RSA pair
constexpr std::size_t pin_shortest = 6;
constexpr std::size_t pin_longest = 8;

Step await_key(Draft& draft) {
    const auto asked = draft.ask(key_patience);
    return {I::AwaitingKey{asked}, {AwaitKey{asked.id}}};
}

Step await_removal(const KeySeen& key, Draft& draft) {
    const auto asked = draft.ask(key_patience);
    return {I::WrongKey{key, asked}, {AwaitKeyRemoval{asked.id}}};
}

Step set_pin(const KeySeen& key, std::string fault = {}) {
    return {I::SettingPin{key, {}, {}, false, std::move(fault)}};
}

// A key with our own unfinished issue on it is asked for its PIN in the same way: nobody but the
// customer knows it, and a mistyped one costs a try.
Step judge(const KeySeen& key, Draft& draft) {
    if (key.state == KeySeen::State::blank || key.state == KeySeen::State::own) return set_pin(key);
    return await_removal(key, draft);
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
    return answers(s.removal, e.to) ? interrupt(e.problem, draft) : Step{s};
}
Step on(const I::WrongKey& s, const Ticked&, Draft& draft) {
    return overdue(s.removal, draft) ? await_removal(s.key, draft) : Step{s};
}

// --- PIN, twice
Step on(I::SettingPin s, const I::DigitTyped& e, Draft&) {
    auto& typed = s.confirming ? s.again : s.pin;
    s.fault.clear();
    if (typed.size() < pin_longest && e.digit >= '0' && e.digit <= '9') typed.push_back(e.digit);
    return {s};
}
Step on(I::SettingPin s, const I::DigitErased& e, Draft&) {
    auto& typed = s.confirming ? s.again : s.pin;
    e.all ? typed.wipe() : typed.pop_back();
    s.fault.clear();
    return {s};
}
Step confirm(const I::SettingPin& s, Draft& draft) {
    if (s.again != s.pin) return set_pin(s.key, "issue.pin.differs");
    const auto asked = draft.ask(step_patience);
    return {I::Working{s.key, asked, IssueStep::reserve},
            {Issue{asked.id, draft.order.id, s.key.serial, s.pin}}};
}
Step on(I::SettingPin s, const Next&, Draft& draft) {
    if (s.confirming) return confirm(s, draft);
    if (const auto weak = weak_pin(s.pin.view())) {
        // A short one is not lost: the missing digits can be added.
        if (s.pin.size() >= pin_shortest) s.pin.wipe();
        s.fault = *weak;
        return {s};
    }
    s.confirming = true;
    s.fault.clear();
    return {s};
}
Step on(const I::SettingPin& s, const Back&, Draft&) {
    return s.confirming ? set_pin(s.key) : Step{s, {}, I::Outcome::left};
}

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
    return e.problem.code == "wrong-pin" ? set_pin(s.key, "issue.pin.wrong")
                                         : interrupt(e.problem, draft);
}
Step on(const I::Working& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? interrupt(problem_of("timed-out"), draft) : Step{s};
}

// --- interrupted: the same key put back goes on where it stopped
Step on(const I::Interrupted& s, const KeyFound& e, Draft& draft) {
    return answers(s.watch, e.to) ? judge(e.key, draft) : Step{s};
}
Step on(I::Interrupted s, const Failed& e, Draft&) {
    if (!answers(s.watch, e.to)) return {s};
    s.watch.reset();
    return {s};
}
Step on(const I::Interrupted&, const Retried&, Draft& draft) { return await_key(draft); }
Step on(const I::Interrupted& s, const Back&, Draft&) { return {s, {}, I::Outcome::left}; }

// --- done: the key must not stay behind
Step on(I::Done s, const KeyRemoved& e, Draft&) {
    if (!answers(s.removal, e.to)) return {s};
    s.removed = true;
    return {s, {}, I::Outcome::completed};
}
// The reader can no longer tell: the customer says so.
Step on(I::Done s, const Failed& e, Draft&) {
    if (answers(s.removal, e.to)) s.removed = true;
    return {s};
}
Step on(I::Done s, const Ticked&, Draft& draft) {
    if (overdue(s.removal, draft)) s.removed = true;
    return {s};
}
Step on(const I::Done& s, const Next&, Draft&) {
    return s.removed ? Step{s, {}, I::Outcome::completed} : Step{s};
}

template <class S, class E>
Meaningless on(const S&, const E&, Draft&) {
    return {};
}

// --- what makes a PIN weak
bool repeats(std::string_view pin) {
    if (std::set<char>(pin.begin(), pin.end()).size() <= 2) return true;
    const auto half = pin.size() / 2;
    return pin.size() % 2 == 0 && pin.substr(0, half) == pin.substr(half);
}

bool runs(std::string_view pin, int by) {
    const auto breaks = std::ranges::adjacent_find(
        pin, [by](char a, char b) { return (a - '0' + by + 10) % 10 != b - '0'; });
    return breaks == pin.end();
}

/// The first or last four digits are a year people are born in, or the whole is a day as YYMMDD.
bool birthday(std::string_view pin) {
    const auto number = [](std::string_view digits) {
        int value = 0;
        for (const char digit : digits) value = value * 10 + (digit - '0');
        return value;
    };
    const auto year = [&](std::string_view digits) {
        return number(digits) >= 1920 && number(digits) <= 2029;
    };
    const auto day = [&](std::string_view mmdd) {
        const int month = number(mmdd.substr(0, 2));
        const int of_month = number(mmdd.substr(2, 2));
        return month >= 1 && month <= 12 && of_month >= 1 && of_month <= 31;
    };
    return year(pin.substr(0, 4)) || year(pin.substr(pin.size() - 4)) ||
           (pin.size() == 6 && day(pin.substr(2)));
}

}  // namespace

std::optional<std::string> weak_pin(std::string_view pin) {
    const bool digits = std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || pin.size() < pin_shortest || pin.size() > pin_longest) return "issue.pin.short";
    if (repeats(pin)) return "issue.pin.repeats";
    if (runs(pin, 1) || runs(pin, -1)) return "issue.pin.runs";
    if (birthday(pin)) return "issue.pin.birthday";
    return std::nullopt;
}

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
