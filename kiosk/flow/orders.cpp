#include "kiosk/flow/orders.hpp"

#include "kiosk/flow/asking.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

using O = Orders;
using Step = Stepped<O::State, O::Outcome>;

bool is_closed(const std::string& state) {
    return state == "completed" || state == "refunded" || state == "rejected";
}

/// What is known of the tab already, while the backend is asked for the rest.
Step list(bool open, std::vector<OrderSummary> known, Draft& draft) {
    std::erase_if(known, [&](const auto& order) { return is_closed(order.state) == open; });
    const auto asked = draft.ask(reply_patience);
    return {O::Listing{std::move(known), open, asked}, {ListOrders{asked.id, open}}};
}

Step load(const std::string& order, std::string then, std::vector<OrderSummary> known,
          Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {O::Loading{asked, std::move(known), std::move(then)}, {ReadOrder{asked.id, order}}};
}

bool allows(const Draft& draft, const std::string& action) {
    return draft.order.allowed_actions.contains(action);
}

/// Another order is looked at: nothing of the last may stay in the forms.
void forget_last(Draft& draft) {
    draft.order = {};
    draft.fields.clear();
    draft.choices = {};
}

// --- the lists (R30)
Step on(const O::Listing& s, const OrdersListed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    draft.found = e.orders;
    return {O::Listing{e.orders, s.open, {}}};
}
Step on(const O::Listing& s, const Failed& e, Draft&) {
    return answers(s.asked, e.to) ? Step{O::Unavailable{e.problem, s.orders}} : Step{s};
}
Step on(const O::Listing& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? Step{O::Unavailable{offline(), s.orders}} : Step{s};
}
Step on(const O::Listing& s, const O::TabChosen& e, Draft& draft) {
    return e.open == s.open ? Step{s} : list(e.open, draft.found, draft);
}
Step on(const O::Listing& s, const O::OrderOpened& e, Draft& draft) {
    return load(e.id, e.then, s.orders, draft);
}
Step on(const O::Listing& s, const Back&, Draft&) { return {s, {}, O::Outcome::left}; }

// --- one order (R31)
Step on(const O::Loading& s, const OrderReplied& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    forget_last(draft);
    draft.take(e.order);
    const O::Showing shown{s.orders, s.then == "cancel" && allows(draft, "cancel"), {}};
    const auto wanted = [&](const char* action) {
        return (s.then == action || s.then == "next") && allows(draft, action);
    };
    if (wanted("collect")) return {shown, {}, O::Outcome::collect};
    if (wanted("continue")) return {shown, {}, O::Outcome::continue_order};
    return {shown};
}
Step on(const O::Loading& s, const Failed& e, Draft&) {
    return answers(s.asked, e.to) ? Step{O::Unavailable{e.problem, s.orders}} : Step{s};
}
Step on(const O::Loading& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? Step{O::Unavailable{offline(), s.orders}} : Step{s};
}
Step on(const O::Loading& s, const Back&, Draft&) { return {O::Listing{s.orders, true, {}}}; }

Step on(const O::Showing& s, const O::ContinueWanted&, Draft& draft) {
    if (s.asked || !allows(draft, "continue")) return {s};
    return {s, {}, O::Outcome::continue_order};
}
Step on(const O::Showing& s, const O::CollectWanted&, Draft& draft) {
    if (s.asked || !allows(draft, "collect")) return {s};
    return {s, {}, O::Outcome::collect};
}
// The primary button: what the order waits for.
Step on(const O::Showing& s, const Next&, Draft& draft) {
    return allows(draft, "collect") ? on(s, O::CollectWanted{}, draft)
                                    : on(s, O::ContinueWanted{}, draft);
}
Step on(const O::Showing& s, const Back&, Draft& draft) {
    if (s.asked) return {s};
    const bool open = !is_closed(draft.order.state);
    forget_last(draft);
    return list(open, draft.found, draft);
}

// --- 取消订单 asks once more (R32)
Step on(O::Showing s, const O::CancelWanted&, Draft& draft) {
    s.cancelling = !s.asked && allows(draft, "cancel");
    return {s};
}
Step on(O::Showing s, const Dismissed&, Draft&) {
    if (!s.asked) s.cancelling = false;
    return {s};
}
Step on(O::Showing s, const O::CancelConfirmed&, Draft& draft) {
    if (!s.cancelling || s.asked) return {s};
    s.asked = draft.ask(reply_patience);
    return {s, {CancelOrder{s.asked->id, draft.order.id, draft.order.etag}}};
}
Step on(const O::Showing& s, const OrderReplied& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    const auto gone = draft.order.id;
    forget_last(draft);
    std::erase_if(draft.found, [&](const auto& order) { return order.id == gone; });
    auto step = list(true, draft.found, draft);
    step.effects.emplace_back(
        PrintSlip{draft.ask(reply_patience).id, "cancelled", {e.order.state}, {}, gone});
    return step;
}
Step on(const O::Showing& s, const Failed& e, Draft&) {
    return answers(s.asked, e.to) ? Step{O::Unavailable{e.problem, s.orders}} : Step{s};
}
Step on(const O::Showing& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? Step{O::Unavailable{offline(), s.orders}} : Step{s};
}

// --- it did not work out
Step on(const O::Unavailable&, const Retried&, Draft& draft) {
    return list(true, draft.found, draft);
}
Step on(const O::Unavailable& s, const Back&, Draft&) { return {s, {}, O::Outcome::left}; }

template <class S, class E>
Meaningless on(const S&, const E&, Draft&) {
    return {};
}

}  // namespace

Step Orders::begin(Draft& draft) { return list(true, draft.found, draft); }

Step Orders::open(Draft& draft, const std::string& order) {
    return load(order, "next", draft.found, draft);
}

Step Orders::next(const State& state, const Event& event, Draft& draft) {
    return std::visit(
        [&](const auto& s, const auto& e) {
            if constexpr (means_something<decltype(on(s, e, draft))>)
                return on(s, e, draft);
            else
                return unchanged<Step>(state);
        },
        state, event);
}

}  // namespace kiosk::flow
