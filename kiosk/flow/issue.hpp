#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"
#include "kiosk/flow/pin.hpp"

namespace kiosk::flow {

/// ⑥ 领取证书 (R28, R50, R51): key in, PIN, issue, key out. For renewal and change the key is the
/// customer's own, and so is its PIN (R35).
struct Issuing {
    struct AwaitingKey {
        Asked asked;
    };
    /// Foreign, used, locked, broken: said in plain words, never written. `another`: a good key,
    /// but not the one the order is about.
    struct WrongKey {
        KeySeen key;
        Asked removal;
        bool another = false;
    };
    struct SettingPin : NewPin {
        KeySeen key;
    };
    struct EnteringPin : KnownPin {
        KeySeen key;
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
    using State =
        std::variant<AwaitingKey, WrongKey, SettingPin, EnteringPin, Working, Interrupted, Done>;

    using Event = std::variant<KeyFound, IssueProgressed, Issued, KeyRemoved, Failed, Ticked, Next,
                               Back, Retried, DigitTyped, DigitErased>;
    enum class Outcome { completed, left };

    static Stepped<State, Outcome> begin(Draft& draft);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
};

}  // namespace kiosk::flow
