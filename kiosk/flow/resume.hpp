#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// Brings an unfinished order back (R15): the order, its channel, its photos one by one; or cancels
/// the old one so that the new one may go on (R16).
struct Resume {
    struct Reading {
        Asked asked;
        std::string order;
    };
    struct LoadingChannel {
        Asked asked;
        std::string order;
    };
    struct FetchingPhotos {
        Asked asked;
        std::vector<std::string> kinds;
    };
    struct ReadingOld {
        Asked asked;
        std::string order;
    };
    struct CancellingOld {
        Asked asked;
        std::string order;
    };
    /// 重试 tries the same order again.
    struct Unavailable {
        Problem problem;
        std::string order;
        bool cancelling = false;
    };
    using State = std::variant<Reading, LoadingChannel, FetchingPhotos, ReadingOld, CancellingOld,
                               Unavailable>;
    using Event =
        std::variant<OrderReplied, ChannelLoaded, PhotoFetched, Failed, Ticked, Retried, Back>;
    /// `ready`: draft.order, channel and photos are there. `cancelled`: the old order is gone.
    enum class Outcome { ready, cancelled, left };

    /// Continues the order named; what this visit had begun instead is cancelled.
    static Stepped<State, Outcome> begin(Draft& draft, const std::string& order);
    /// Goes on with draft.order, which has just been read.
    static Stepped<State, Outcome> with_order(Draft& draft);
    static Stepped<State, Outcome> cancel_old(Draft& draft, const std::string& order);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
};

}  // namespace kiosk::flow
