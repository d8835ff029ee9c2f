#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/pin.hpp"

namespace kiosk::flow {

/// Who is there, by UKEY and PIN (R30, R35): the key signs what the backend draws for it.
struct Prove {
    struct AwaitingKey {
        Asked asked;
    };
    /// Not one of this CA's, locked or broken: said in plain words. A locked one may be unlocked.
    struct WrongKey {
        KeySeen key;
        Asked removal;
    };
    struct EnteringPin : KnownPin {
        KeySeen key;
    };
    struct Proving {
        KeySeen key;
        Asked asked;
    };
    /// Goes on by itself when a key is put in while `watch` waits for it.
    struct Interrupted {
        Problem problem;
        std::optional<Asked> watch;
    };
    using State = std::variant<AwaitingKey, WrongKey, EnteringPin, Proving, Interrupted>;

    struct UnlockWanted {};
    using Event = std::variant<KeyFound, KeyProven, KeyRemoved, Failed, Ticked, DigitTyped,
                               DigitErased, Next, Back, Retried, UnlockWanted>;
    /// Draft::holder and Draft::found after `proven`.
    enum class Outcome { proven, unlock, left };

    static Stepped<State, Outcome> begin(Draft& draft);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
};

}  // namespace kiosk::flow
