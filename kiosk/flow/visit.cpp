#include "kiosk/flow/visit.hpp"

#include "kiosk/flow/itinerary.hpp"
#include "kiosk/flow/visit_leaving.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;

constexpr auto warning_patience = 20s;

/// Answers carry the question's id; what is neither an answer nor a tick is a touch.
bool is_touch(const Event& event) {
    return std::visit(
        []<class E>(const E&) {
            return !requires(const E& e) { e.to; }
            &&!std::is_same_v<E, Ticked>;
        },
        event);
}

/// Touches with a dialogue open belong to it; answers and ticks reach the page below as well.
void with_dialogue(Visit& visit, Effects& effects, const Event& event) {
    const bool touch = is_touch(event);
    if (std::holds_alternative<Leaving>(*visit.dialogue))
        in_leave_dialogue(visit, effects, event);
    else if (touch)
        visit.dialogue.reset();  // help and staff close, the idle warning has its answer
    if (!touch) to_page(visit, effects, event);
}

void tick(Visit& visit, Effects& effects) {
    const auto now = visit.draft.now;
    if (is_marked_start(visit) && now >= visit.idle_at) return end_visit(visit, effects);
    const auto* warning = visit.dialogue ? std::get_if<IdleWarning>(&*visit.dialogue) : nullptr;
    if (warning && now >= warning->leave_at) return abandon(visit, effects);
    if (!warning && idles(visit) && now >= visit.idle_at)
        visit.dialogue = IdleWarning{now + warning_patience};
    if (visit.dialogue) return with_dialogue(visit, effects, Ticked{});
    to_page(visit, effects, Ticked{});
}

/// A touch that means the same everywhere answers the idle warning as well.
void still_there(Visit& visit) {
    if (visit.dialogue && std::holds_alternative<IdleWarning>(*visit.dialogue))
        visit.dialogue.reset();
}

/// What means the same on every page; false when the event belongs to the page or its dialogue.
bool everywhere(Visit& visit, Effects& effects, const Event& event) {
    if (std::holds_alternative<LanguageToggled>(event)) {
        visit.language = visit.language == Language::zh_cn ? Language::en : Language::zh_cn;
    } else if (std::holds_alternative<LargeTypeToggled>(event)) {
        visit.large_type = !visit.large_type;
    } else if (std::holds_alternative<ContrastToggled>(event)) {
        visit.high_contrast = !visit.high_contrast;
    } else if (std::holds_alternative<HelpWanted>(event)) {
        visit.dialogue = HelpShown{};
    } else if (std::holds_alternative<StaffWanted>(event)) {
        visit.dialogue = StaffCalled{};
        effects.emplace_back(CallStaff{name_of(visit.page)});
    } else {
        return false;
    }
    still_there(visit);
    return true;
}

void dispatch(Visit& visit, Effects& effects, const Event& event) {
    if (std::holds_alternative<Ticked>(event)) return tick(visit, effects);
    if (everywhere(visit, effects, event)) return;
    if (std::holds_alternative<LeaveWanted>(event)) {
        if (may_be_left(visit.page)) leave_dialogue(visit, effects);
        return;
    }
    if (const auto* replied = std::get_if<OrderReplied>(&event);
        replied && replied->order.id == visit.draft.order.id)
        visit.draft.order.etag = replied->order.etag;
    if (visit.dialogue) return with_dialogue(visit, effects, event);
    to_page(visit, effects, event);
}

}  // namespace

Step next(Visit visit, const Event& event, Time now) {
    visit.draft.now = now;
    const auto before = name_of(visit.page);
    Effects effects;
    auto forgotten = unwanted_pictures(visit, event);
    dispatch(visit, effects, event);
    std::ranges::move(forgotten, std::back_inserter(effects));
    if (is_touch(event))
        give_patience(visit, now);
    else if (name_of(visit.page) != before)
        give_patience(visit, visit.touched_at);
    return {std::move(visit), std::move(effects)};
}

}  // namespace kiosk::flow
