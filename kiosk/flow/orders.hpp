#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// 订单管理 of the identified customer, as far as continuing and collecting need it (R15, R30,
/// R31).
struct Orders {
    struct Listing {
        std::vector<OrderSummary> orders;
        bool open = true;
        std::optional<Asked> asked;
    };
    struct Loading {
        Asked asked;
        std::vector<OrderSummary> orders;
        std::string then;
    };
    struct Showing {
        std::vector<OrderSummary> orders;
        bool cancelling = false;
        std::optional<Asked> asked;
    };
    struct Unavailable {
        Problem problem;
        std::vector<OrderSummary> orders;
    };
    using State = std::variant<Listing, Loading, Showing, Unavailable>;

    /// `then`: continue, collect or cancel at once, as touched in the list; `next`: whichever of
    /// the first two the order allows; else it is shown.
    struct OrderOpened {
        std::string id;
        std::string then = {};
    };
    struct TabChosen {
        bool open = true;
    };
    struct ContinueWanted {};
    struct CollectWanted {};
    struct CancelWanted {};  ///< Asks once more (R32).
    struct CancelConfirmed {};
    using Event = std::variant<OrdersListed, OrderReplied, SlipPrinted, Failed, Ticked, Next, Back,
                               Retried, Dismissed, OrderOpened, TabChosen, ContinueWanted,
                               CollectWanted, CancelWanted, CancelConfirmed>;
    /// The order stands in draft.order.
    enum class Outcome { continue_order, collect, left };

    static Stepped<State, Outcome> begin(Draft& draft);
    /// The order on the slip: what it waits for follows at once (R28).
    static Stepped<State, Outcome> open(Draft& draft, const std::string& order);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
};

}  // namespace kiosk::flow
