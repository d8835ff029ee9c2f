// The itinerary of services for keys that have an owner already.

#include "kiosk/flow/itinerary_parts.hpp"
#include "kiosk/flow/visit_leaving.hpp"

namespace kiosk::flow::itinerary {
namespace {

void services(Visit& visit, Effects& effects) {
    return show<Entry>(visit, effects, Entry::services(visit.draft));
}

/// What the channel offers, it may also be asked for from another service.
void change_service(Visit& visit, Effects& effects, const char* service) {
    visit.draft.service = service;
    const auto* offer = visit.draft.offer();
    const bool can = offer && offer->available && !Entry::hindrance(*offer, visit.draft);
    return can ? start_service(visit, effects) : services(visit, effects);
}

void apply(Visit& visit, Effects& effects) {
    auto begun = Entry::apply(visit.draft);
    return show<Entry>(visit, effects, std::move(begun));
}

}  // namespace

void prove(Visit& visit, Effects& effects, Visit::After after) {
    visit.after_identify = after;
    return start<Prove>(visit, effects);
}

void start_service(Visit& visit, Effects& effects) {
    const auto& service = visit.draft.service;
    if (service == "view") return start<View>(visit, effects);
    if (service == "unlock") return start<Unlock>(visit, effects);
    if (service == "replacement") return start<Replacement>(visit, effects);
    if (visit.draft.holder.serial.empty()) return prove(visit, effects, Visit::After::service);
    return start<Renewal>(visit, effects);
}

/// A key in hand says which organisation it is: the person follows.
void start_order(Visit& visit, Effects& effects) {
    const auto& service = visit.draft.service;
    if (service == "renewal" || service == "unlock") return start<Agent>(visit, effects);
    return start<Organisation>(visit, effects);
}

void after(Visit& visit, Effects& effects, Prove::Outcome outcome) {
    const auto what = std::exchange(visit.after_identify, Visit::After::none);
    switch (outcome) {
        case Prove::Outcome::proven:
            if (what == Visit::After::service) return start<Renewal>(visit, effects);
            visit.draft.identified = true;
            return start<Orders>(visit, effects);
        case Prove::Outcome::unlock: return change_service(visit, effects, "unlock");
        case Prove::Outcome::left: break;
    }
    if (what == Visit::After::service) return services(visit, effects);
    return identify(visit, effects, Identify::By::document, what);
}

void after(Visit& visit, Effects& effects, Renewal::Outcome outcome) {
    switch (outcome) {
        case Renewal::Outcome::apply: return apply(visit, effects);
        case Renewal::Outcome::continue_order: {
            const auto& page = std::get<Renewal::State>(visit.page);
            const auto order = std::get<Renewal::Showing>(page).unfinished;
            return show<Resume>(visit, effects, Resume::begin(visit.draft, order));
        }
        case Renewal::Outcome::left: break;
    }
    visit.draft.holder = {};  // the next one to ask for it proves himself anew
    return services(visit, effects);
}

void after(Visit& visit, Effects& effects, Replacement::Outcome outcome) {
    if (outcome == Replacement::Outcome::left) return services(visit, effects);
    return show<Entry>(visit, effects, Entry::methods());
}

void after(Visit& visit, Effects& effects, Unlock::Outcome outcome) {
    switch (outcome) {
        case Unlock::Outcome::apply: return apply(visit, effects);
        case Unlock::Outcome::completed: return farewell(visit, "farewell.unlocked");
        case Unlock::Outcome::left: break;
    }
    return visit.draft.order.id.empty() ? services(visit, effects) : leave_dialogue(visit, effects);
}

void after(Visit& visit, Effects& effects, View::Outcome outcome) {
    switch (outcome) {
        case View::Outcome::renewal: return change_service(visit, effects, "renewal");
        case View::Outcome::unlock: return change_service(visit, effects, "unlock");
        case View::Outcome::left: break;
    }
    return services(visit, effects);
}

}  // namespace kiosk::flow::itinerary
