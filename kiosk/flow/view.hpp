#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/pin.hpp"

namespace kiosk::flow {

/// 证书查看 (R39, R50) of whatever key is put in, and 改PIN.
struct View {
    struct AwaitingKey {
        Asked asked;
    };
    struct Showing {
        KeySeen key;
        Asked removal;
        bool pin_changed = false;
    };
    struct EnteringPin : KnownPin {
        KeySeen key;
    };
    struct ChoosingPin : NewPin {
        KeySeen key;
        Secret old_pin;
    };
    struct Changing {
        KeySeen key;
        Asked asked;
    };
    struct Interrupted {
        Problem problem;
    };
    /// On the way out with the key still in the reader (R90).
    struct Removing {
        Asked removal;
    };
    using State = std::variant<AwaitingKey, Showing, EnteringPin, ChoosingPin, Changing,
                               Interrupted, Removing>;

    struct PinChangeWanted {};
    struct RenewalWanted {};
    struct UnlockWanted {};
    using Event =
        std::variant<KeyFound, KeyRemoved, PinChanged, Failed, Ticked, DigitTyped, DigitErased,
                     Next, Back, Retried, PinChangeWanted, RenewalWanted, UnlockWanted>;
    enum class Outcome { renewal, unlock, left };

    static Stepped<State, Outcome> begin(Draft& draft);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);

    /// Whether the key is one that its owner works with: PIN and certificates can be changed.
    static bool is_in_use(const KeySeen& key);
};

}  // namespace kiosk::flow
