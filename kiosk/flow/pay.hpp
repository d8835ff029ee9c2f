#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// ⑤ 支付订单 (R23–R26): used by every service that costs money. The result arrives by itself;
/// while it is unknown nothing offers a second payment.
struct Pay {
    struct Choosing {};
    struct Creating {
        Asked asked;
        Provider provider{};
    };
    struct Paying {
        Payment payment;
        Asked watch;
        Time expires_at{};
    };
    /// The first is closed before another opens (`then`), or before going back.
    struct Closing {
        Payment payment;
        Asked asked;
        std::optional<Provider> then;
    };
    struct Unknown {
        Payment payment;
        Asked watch;
    };  ///< 支付结果确认中.
    /// Paid: receipt, then what follows.
    struct Printing {
        Asked asked;
    };
    /// Follows the order while a review may still end today. `leave_at`: approved, goes on to the
    /// issue by itself (with the receipt in hand); Time{} before.
    struct Paid {
        std::optional<SlipResult> slip;
        std::optional<Asked> watch;
        Time leave_at{};
    };
    struct Unavailable {
        Problem problem;
        std::optional<Provider> provider;
    };
    using State =
        std::variant<Choosing, Creating, Paying, Closing, Unknown, Printing, Paid, Unavailable>;

    struct ProviderChosen {
        Provider provider{};
    };
    using Event = std::variant<PaymentReplied, OrderReplied, SlipPrinted, Failed, Ticked, Next,
                               Back, Retried, ProviderChosen>;
    /// `approved`: issue now (R28). `done`: nothing more to do here today.
    enum class Outcome { approved, done, left };

    static Stepped<State, Outcome> begin(Draft& draft);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
    /// Whether 下一步 leads on from Paid: approval at once is waited for.
    static bool may_go_on(const Draft& draft);
};

}  // namespace kiosk::flow
