#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/pin.hpp"

namespace kiosk::flow {

/// 解锁 (R38): the key, then who is there (an order of its own, through ②), then the key again and
/// a new PIN, set by the PUK that the backend has.
struct Unlock {
    /// `verified`: the person is known; the order's key and no other.
    struct AwaitingKey {
        Asked asked;
        bool verified = false;
    };
    struct WrongKey {
        KeySeen key;
        Asked removal;
        bool verified = false;
        bool another = false;
    };
    /// What is going to happen; a key that is not locked may have its PIN forgotten.
    struct Explaining {
        KeySeen key;
    };
    struct SettingPin : NewPin {
        KeySeen key;
    };
    struct Working {
        KeySeen key;
        Asked asked;
    };
    struct Interrupted {
        Problem problem;
        bool verified = false;
        std::optional<Asked> watch;
    };
    struct Done {
        KeySeen key;
        Asked removal;
        bool removed = false;
    };
    using State =
        std::variant<AwaitingKey, WrongKey, Explaining, SettingPin, Working, Interrupted, Done>;
    using Event = std::variant<KeyFound, KeyRemoved, OrderReplied, Failed, Ticked, DigitTyped,
                               DigitErased, Next, Back, Retried>;
    enum class Outcome { apply, completed, left };

    static Stepped<State, Outcome> begin(Draft& draft);
    /// The person is verified, or the order comes from 订单管理.
    static Stepped<State, Outcome> resume(Draft& draft);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
};

}  // namespace kiosk::flow
