#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// 补办 (R37) before the order: what became of the key, and what follows from it. The rest is as
/// for a new one.
struct Replacement {
    struct ChoosingLoss {
        bool reminded = false;
    };
    using State = std::variant<ChoosingLoss>;

    struct LossChosen {
        KeyLoss loss{};
    };
    using Event = std::variant<Next, Back, LossChosen>;
    enum class Outcome { chosen, left };

    static Stepped<State, Outcome> begin(Draft& draft);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
};

}  // namespace kiosk::flow
