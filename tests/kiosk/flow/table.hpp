// One sub-flow, said an event at a time: what its table makes of it lies open.

#pragma once

#include "kiosk/flow/draft.hpp"

#include <optional>
#include <utility>
#include <variant>

namespace kiosk::flow {

template <class Flow>
struct Table {
    Draft draft;
    typename Flow::State state;
    Effects effects;
    std::optional<typename Flow::Outcome> outcome;

    void take(Stepped<typename Flow::State, typename Flow::Outcome> step) {
        state = std::move(step.state);
        effects = std::move(step.effects);
        outcome = step.outcome;
    }
    void say(const typename Flow::Event& event) { take(Flow::next(state, event, draft)); }
    template <class S>
    const S* at() const {
        return std::get_if<S>(&state);
    }
    template <class E>
    const E* asked_for() const {
        for (const auto& effect : effects)
            if (const auto* e = std::get_if<E>(&effect)) return e;
        return nullptr;
    }
};

}  // namespace kiosk::flow
