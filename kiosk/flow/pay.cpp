#include "kiosk/flow/pay.hpp"

#include "kiosk/flow/asking.hpp"

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;
using P = Pay;
using Step = Stepped<P::State, P::Outcome>;

constexpr auto printing_patience = 60s;
constexpr auto look_at_it = 8s;  // long enough to see that it is paid and take the receipt

Step create(Provider provider, Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {P::Creating{asked, provider}, {CreatePayment{asked.id, draft.order.id, provider}}};
}

Step close(const Payment& payment, std::optional<Provider> then, Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {P::Closing{payment, asked, then}, {ClosePayment{asked.id, payment.id}}};
}

Step wait_until_known(const Payment& payment, Draft& draft) {
    const auto asked = draft.ask(watch_patience);
    return {P::Unknown{payment, asked}, {WatchPayment{asked.id, payment.id}}};
}

Step watch(const Payment& payment, Time expires_at, Draft& draft) {
    const auto asked = draft.ask(watch_patience);
    return {P::Paying{payment, asked, expires_at}, {WatchPayment{asked.id, payment.id}}};
}

Step print_receipt(Draft& draft) {
    const auto asked = draft.ask(printing_patience);
    return {P::Printing{asked},
            {PrintSlip{asked.id, "receipt", {}, draft.order.receipt_qr, draft.order.id}}};
}

bool refunded(const Payment& payment) {
    return payment.state == PaymentState::refunding || payment.state == PaymentState::refunded;
}

Step refused(const Payment& payment) {
    return {
        P::Unavailable{problem_of("payment-refunded", Problem::Who::hall_staff), payment.provider}};
}

/// What a payment that is open, or may be, leads to. `then`: what to do once it is closed.
Step settle(const Payment& payment, const Step& when_closed, Draft& draft) {
    draft.order.payment = payment;
    switch (payment.state) {
        case PaymentState::created:
        case PaymentState::paying: return watch(payment, draft.now + payment.expires_in, draft);
        case PaymentState::succeeded: return print_receipt(draft);
        case PaymentState::unknown: return wait_until_known(payment, draft);
        case PaymentState::closed:
        case PaymentState::expired: return when_closed;
        case PaymentState::refunding:
        case PaymentState::refunded: break;
    }
    return refused(payment);
}

bool waits_for_review(const Order& order) {
    return order.state == "in_review" || order.state == "payment_wait" ||
           order.state == "payment_unknown";
}

bool approved(const Order& order) {
    return order.state == "approved" || order.state == "issue_wait" || order.state == "issuing";
}

/// Approval at once is a matter of seconds: who left now would have to come back for the key.
bool may_leave(const Draft& draft) {
    const bool at_once =
        draft.channel.review == Review::immediate && draft.choices.delivery == Delivery::on_site;
    return !at_once ||
           (draft.order.state != "payment_wait" && draft.order.state != "payment_unknown");
}

/// How the order goes on after the payment: the backend says, the customer waits if it may be now.
Step follow_order(std::optional<SlipResult> slip, Draft& draft) {
    const auto asked = draft.ask(watch_patience);
    return {P::Paid{slip, asked, {}}, {WatchOrder{asked.id, draft.order.id, draft.order.etag}}};
}

// --- choosing
Step on(const P::Choosing&, const P::ProviderChosen& e, Draft& draft) {
    return create(e.provider, draft);
}
Step on(const P::Choosing& s, const Back&, Draft&) { return {s, {}, P::Outcome::left}; }

// --- opening one
Step on(const P::Creating& s, const PaymentReplied& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    return settle(e.payment, {P::Choosing{}}, draft);
}
// Another is open, from before: which one, the order says.
Step on(const P::Creating& s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (e.problem.code != "payment-open" && e.problem.code != "not-allowed")
        return {P::Unavailable{e.problem, s.provider}};
    const auto asked = draft.ask(reply_patience);
    return {P::Creating{asked, s.provider}, {ReadOrder{asked.id, draft.order.id}}};
}
Step on(const P::Creating& s, const OrderReplied& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    draft.take(e.order);
    const auto& open = draft.order.payment;
    if (open && open->provider != s.provider &&
        (open->state == PaymentState::created || open->state == PaymentState::paying))
        return close(*open, s.provider, draft);
    const bool known =
        open && open->state != PaymentState::closed && open->state != PaymentState::expired;
    return known ? P::begin(draft) : Step{P::Unavailable{problem_of("contract"), s.provider}};
}
Step on(const P::Creating& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? Step{P::Unavailable{offline(), s.provider}} : Step{s};
}

// --- paying
Step on(const P::Paying& s, const PaymentReplied& e, Draft& draft) {
    if (!answers(s.watch, e.to)) return {s};
    auto payment = e.payment;
    if (payment.qr_payload.empty()) payment.qr_payload = s.payment.qr_payload;
    if (payment.state == PaymentState::expired) return create(s.payment.provider, draft);
    return settle(payment, {P::Choosing{}}, draft);
}
Step on(const P::Paying& s, const Failed& e, Draft& draft) {
    return answers(s.watch, e.to) ? watch(s.payment, s.expires_at, draft) : Step{s};
}
// An expired code is renewed by itself, but never while the old one might still be paid.
Step on(const P::Paying& s, const Ticked&, Draft& draft) {
    if (draft.now >= s.expires_at) return close(s.payment, s.payment.provider, draft);
    return overdue(s.watch, draft) ? watch(s.payment, s.expires_at, draft) : Step{s};
}
Step on(const P::Paying& s, const P::ProviderChosen& e, Draft& draft) {
    if (e.provider == s.payment.provider) return {s};
    return close(s.payment, e.provider, draft);
}
Step on(const P::Paying& s, const Back&, Draft& draft) { return close(s.payment, {}, draft); }

// --- closing the first
Step on(const P::Closing& s, const PaymentReplied& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    const bool open =
        e.payment.state == PaymentState::created || e.payment.state == PaymentState::paying;
    if (open) return wait_until_known(e.payment, draft);
    if (e.payment.state == PaymentState::closed || e.payment.state == PaymentState::expired) {
        draft.order.payment = e.payment;
        return s.then ? create(*s.then, draft) : Step{P::Choosing{}};
    }
    return settle(e.payment, {P::Choosing{}}, draft);
}
Step on(const P::Closing& s, const Failed& e, Draft& draft) {
    return answers(s.asked, e.to) ? wait_until_known(s.payment, draft) : Step{s};
}
Step on(const P::Closing& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? wait_until_known(s.payment, draft) : Step{s};
}

// --- 支付结果确认中: asked again and again, nothing else is offered
Step on(const P::Unknown& s, const PaymentReplied& e, Draft& draft) {
    if (!answers(s.watch, e.to)) return {s};
    auto payment = e.payment;
    if (payment.qr_payload.empty()) payment.qr_payload = s.payment.qr_payload;
    return settle(payment, {P::Choosing{}}, draft);
}
Step on(const P::Unknown& s, const Failed& e, Draft& draft) {
    return answers(s.watch, e.to) ? wait_until_known(s.payment, draft) : Step{s};
}
Step on(const P::Unknown& s, const Ticked&, Draft& draft) {
    return overdue(s.watch, draft) ? wait_until_known(s.payment, draft) : Step{s};
}

// --- paid: receipt
Step on(const P::Printing& s, const SlipPrinted& e, Draft& draft) {
    return answers(s.asked, e.to) ? follow_order(e.result, draft) : Step{s};
}
Step on(const P::Printing& s, const Failed& e, Draft& draft) {
    return answers(s.asked, e.to) ? follow_order(SlipResult::not_printed, draft) : Step{s};
}
Step on(const P::Printing& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? follow_order(SlipResult::uncertain, draft) : Step{s};
}

// --- what happens next
Step on(const P::Paid& s, const OrderReplied& e, Draft& draft) {
    if (!answers(s.watch, e.to)) return {s};
    draft.take(e.order);
    if (approved(draft.order))
        return {P::Paid{s.slip, {}, s.leave_at != Time{} ? s.leave_at : draft.now + look_at_it}};
    return waits_for_review(draft.order) ? follow_order(s.slip, draft)
                                         : Step{P::Paid{s.slip, {}, {}}};
}
Step on(const P::Paid& s, const Failed& e, Draft& draft) {
    return answers(s.watch, e.to) ? follow_order(s.slip, draft) : Step{s};
}
// Who has no paper needs the time to photograph the code; he goes on by touch.
Step on(const P::Paid& s, const Ticked&, Draft& draft) {
    if (overdue(s.watch, draft)) return follow_order(s.slip, draft);
    const bool go_on = s.leave_at != Time{} && draft.now >= s.leave_at;
    return go_on && s.slip == SlipResult::printed ? Step{s, {}, P::Outcome::approved} : Step{s};
}
Step on(const P::Paid& s, const Next&, Draft& draft) {
    if (approved(draft.order)) return {s, {}, P::Outcome::approved};
    return may_leave(draft) ? Step{s, {}, P::Outcome::done} : Step{s};
}

// --- it could not be opened
Step on(const P::Unavailable& s, const Retried&, Draft& draft) {
    return s.provider ? create(*s.provider, draft) : P::begin(draft);
}
Step on(const P::Unavailable&, const P::ProviderChosen& e, Draft& draft) {
    return create(e.provider, draft);
}
Step on(const P::Unavailable&, const Back&, Draft&) { return {P::Choosing{}}; }

template <class S, class E>
Meaningless on(const S&, const E&, Draft&) {
    return {};
}

}  // namespace

// An order continued may have a payment open from before: it is asked about, never doubled.
Stepped<Pay::State, Pay::Outcome> Pay::begin(Draft& draft) {
    if (const auto& payment = draft.order.payment) {
        if (refunded(*payment)) return refused(*payment);
        if (payment->state == PaymentState::succeeded) return print_receipt(draft);
        if (payment->state != PaymentState::closed && payment->state != PaymentState::expired)
            return wait_until_known(*payment, draft);
    }
    const auto& providers = draft.channel.providers;
    return providers.size() == 1 ? create(providers.front(), draft) : Step{Choosing{}};
}

Stepped<Pay::State, Pay::Outcome> Pay::next(const State& state, const Event& event, Draft& draft) {
    return std::visit(
        [&](const auto& s, const auto& e) {
            if constexpr (means_something<decltype(on(s, e, draft))>)
                return on(s, e, draft);
            else
                return unchanged<Step>(state);
        },
        state, event);
}

bool Pay::may_go_on(const Draft& draft) { return approved(draft.order) || may_leave(draft); }

}  // namespace kiosk::flow
