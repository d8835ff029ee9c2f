#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// 更新 and 变更 (R35, R36) after the key proved itself: the certificate it is about, and whether
/// it is time.
struct Renewal {
    struct Showing {
        std::string unfinished;  ///< An open order of the same service, to be continued (R16).
    };
    using State = std::variant<Showing>;
    using Event = std::variant<Next, Back>;
    enum class Outcome { apply, continue_order, left };

    static Stepped<State, Outcome> begin(Draft& draft);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
    /// When the certificate may be renewed. A change is possible while it is valid.
    enum class Window { open, early, expired };
    static Window window(const Draft& draft);
};

}  // namespace kiosk::flow
