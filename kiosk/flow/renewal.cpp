#include "kiosk/flow/renewal.hpp"

#include "kiosk/flow/dates.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

using R = Renewal;
using Step = Stepped<R::State, R::Outcome>;

std::string unfinished_order(const Draft& draft) {
    const auto same = std::ranges::find_if(draft.found, [&](const OrderSummary& order) {
        const bool goes_on =
            order.allowed_actions.contains("continue") || order.allowed_actions.contains("collect");
        return order.service == draft.service && goes_on;
    });
    return same != draft.found.end() ? same->id : std::string();
}

Step on(const R::Showing& s, const Next&, Draft& draft) {
    if (!s.unfinished.empty()) return {s, {}, R::Outcome::continue_order};
    if (R::window(draft) != R::Window::open) return {s};
    draft.wanted_key = draft.holder.serial;
    return {s, {}, R::Outcome::apply};
}
Step on(const R::Showing& s, const Back&, Draft&) { return {s, {}, R::Outcome::left}; }

}  // namespace

Step Renewal::begin(Draft& draft) { return {Showing{unfinished_order(draft)}}; }

Step Renewal::next(const State& state, const Event& event, Draft& draft) {
    return std::visit([&](const auto& s, const auto& e) { return on(s, e, draft); }, state, event);
}

Renewal::Window Renewal::window(const Draft& draft) {
    const auto left = days_until(draft.holder.certificate.valid_until, draft.today);
    if (left && *left < 0) return Window::expired;
    return draft.service == "renewal" && !draft.holder.renewable ? Window::early : Window::open;
}

}  // namespace kiosk::flow
