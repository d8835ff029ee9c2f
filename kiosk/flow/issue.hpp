#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// ⑥ 领取证书 (R28, R50, R51): key in, PIN, issue, key out.
struct Issuing {
    struct AwaitingKey {
        Asked asked;
    };
    /// Foreign, used, locked, broken: said in plain words, never written.
    struct WrongKey {
        KeySeen key;
        Asked removal;
    };
    struct SettingPin {
        KeySeen key;
        Secret pin;
        Secret again;
        bool confirming = false;
        std::string fault;
    };
    struct Working {
        KeySeen key;
        Asked asked;
        IssueStep step{};
    };
    /// `again`: the same key put back goes on, by itself where `watch` waits for it; otherwise hall
    /// staff or another key.
    struct Interrupted {
        Problem problem;
        bool again = true;
        std::optional<Asked> watch;
    };
    struct Done {
        std::string serial;
        std::string valid_until;
        Asked removal;
        bool removed = false;
    };
    using State = std::variant<AwaitingKey, WrongKey, SettingPin, Working, Interrupted, Done>;

    struct DigitTyped {
        char digit;
    };
    struct DigitErased {
        bool all = false;
    };
    using Event = std::variant<KeyFound, IssueProgressed, Issued, KeyRemoved, Failed, Ticked, Next,
                               Back, Retried, DigitTyped, DigitErased>;
    enum class Outcome { completed, left };

    static Stepped<State, Outcome> begin(Draft& draft);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
};

/// Why a PIN is refused (R51): a catalogue key, or nothing. 6–8 digits; no runs, repeats, years of
/// birth.
std::optional<std::string> weak_pin(std::string_view pin);

}  // namespace kiosk::flow
