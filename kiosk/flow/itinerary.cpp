#include "kiosk/flow/itinerary.hpp"

#include "kiosk/flow/itinerary_parts.hpp"
#include "kiosk/flow/visit_leaving.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace itinerary {
namespace {

using namespace std::chrono_literals;

constexpr auto farewell_patience = 30s;

void capture(Visit& visit, Effects& effects, StepId step, std::vector<std::string> materials) {
    auto begun = Capture::begin(visit.draft, std::move(materials));
    visit.page = Capturing{step, std::move(begun.state)};
    std::ranges::move(begun.effects, std::back_inserter(effects));
}

void organisation_form(Visit& visit, Effects& effects) {
    auto begun = Organisation::form(visit.draft);
    return show<Organisation>(visit, effects, std::move(begun));
}

void agent_form(Visit& visit, Effects& effects) {
    auto begun = Agent::form(visit.draft);
    return show<Agent>(visit, effects, std::move(begun));
}

std::vector<std::string> organisation_documents(const Draft& draft) {
    std::vector<std::string> wanted{"licence"};
    if (draft.service == "change") return wanted;
    const auto type = draft.text(FieldId::lr_id_type);
    if (type.empty() || type == "id_card") {
        wanted.emplace_back("lr_id_front");
        wanted.emplace_back("lr_id_back");
    }
    std::erase_if(wanted, [&](const auto& kind) {
        const auto odd = odd_one(draft, kind);
        return draft.photos.contains(kind) && !(odd && odd->material == kind);
    });
    return wanted.empty() ? std::vector<std::string>{"licence"} : wanted;
}

/// The open order the duplicate dialogue spoke of: the customer has just proved who he is.
std::string duplicate_of(const Draft& draft) {
    const auto same = std::ranges::find_if(draft.found, [&](const OrderSummary& order) {
        return order.service == draft.service && order.id != draft.order.id;
    });
    return same != draft.found.end() ? same->id : std::string();
}

/// The slip names one order: what that waits for follows (R28).
void found_orders(Visit& visit, Effects& effects) {
    auto& draft = visit.draft;
    const bool one = !std::exchange(draft.slip, {}).empty() && draft.found.size() == 1;
    if (!one) return start<Orders>(visit, effects);
    auto begun = Orders::open(draft, draft.found.front().id);
    return show<Orders>(visit, effects, std::move(begun));
}

/// However capturing ended, the step's own page shows what there is.
void after_capture(Visit& visit, Effects& effects, StepId step) {
    effects.push_back(StopPreview{});
    switch (step) {
        case StepId::agent: return agent_form(visit, effects);
        case StepId::materials: return start<Materials>(visit, effects);
        default: return organisation_form(visit, effects);
    }
}

/// The very page an order waits at (R15), by its state (backend contract).
void continue_at_state(Visit& visit, Effects& effects) {
    const auto& state = visit.draft.order.state;
    const auto is = [&](std::initializer_list<std::string_view> names) {
        return std::ranges::find(names, state) != names.end();
    };
    if (is({"draft_agent"})) return start<Agent>(visit, effects);
    if (is({"draft_details"})) return start<Details>(visit, effects);
    if (is({"draft_materials", "letter_wait", "signature_wait", "correction"}))
        return start<Materials>(visit, effects);
    if (is({"payment_wait", "payment_unknown"})) return start<Pay>(visit, effects);
    if (is({"approved", "issue_wait", "issuing", "issue_indeterminate"})) {
        if (visit.draft.service != "unlock") return start<Issuing>(visit, effects);
        auto begun = Unlock::resume(visit.draft);
        return show<Unlock>(visit, effects, std::move(begun));
    }
    if (is({"production", "shipped"})) return farewell(visit, "farewell.post");
    if (is({"in_review"})) return farewell(visit, "farewell.review");
    auto begun = Organisation::resume(visit.draft);
    return show<Organisation>(visit, effects, std::move(begun));
}

}  // namespace

void identify(Visit& visit, Effects& effects, Identify::By by, Visit::After after) {
    visit.after_identify = after;
    auto begun = Identify::begin(visit.draft, by);
    return show<Identify>(visit, effects, std::move(begun));
}

void farewell(Visit& visit, std::string key) {
    visit.page = Farewell{std::move(key), visit.draft.now + farewell_patience};
}

// --- what follows an outcome: the table of 单位证书新办 ------------------------------------------

void after(Visit& visit, Effects& effects, Entry::Outcome outcome) {
    switch (outcome) {
        case Entry::Outcome::created: return start_order(visit, effects);
        case Entry::Outcome::orders:
            return identify(visit, effects, Identify::By::document, Visit::After::orders);
        case Entry::Outcome::service: return start_service(visit, effects);
        case Entry::Outcome::left: break;
    }
    return end_visit(visit, effects);
}

void live_face(Visit& visit, Effects& effects, FaceSubject subject) {
    visit.draft.face_subject = subject;
    return start<Face>(visit, effects);
}

void after(Visit& visit, Effects& effects, Organisation::Outcome outcome) {
    switch (outcome) {
        case Organisation::Outcome::face_on_site:
            return live_face(visit, effects, FaceSubject::legal_representative);
        case Organisation::Outcome::verified:
            if (visit.draft.in_person()) return start<Details>(visit, effects);
            return start<Agent>(visit, effects);
        case Organisation::Outcome::capture: {
            auto wanted = organisation_documents(visit.draft);
            return capture(visit, effects, StepId::organisation, std::move(wanted));
        }
        case Organisation::Outcome::continue_old:
            return identify(visit, effects, Identify::By::duplicate, Visit::After::continue_old);
        case Organisation::Outcome::cancel_old:
            return identify(visit, effects, Identify::By::duplicate, Visit::After::cancel_old);
        case Organisation::Outcome::left: break;
    }
    return leave_dialogue(visit, effects);
}

void after(Visit& visit, Effects& effects, Agent::Outcome outcome) {
    const auto& service = visit.draft.service;
    switch (outcome) {
        case Agent::Outcome::verified: {
            if (service != "unlock") return start<Details>(visit, effects);
            auto begun = Unlock::resume(visit.draft);
            return show<Unlock>(visit, effects, std::move(begun));
        }
        case Agent::Outcome::face: return live_face(visit, effects, FaceSubject::agent);
        case Agent::Outcome::capture:
            return capture(visit, effects, StepId::agent, {"agent_id_front", "agent_id_back"});
        case Agent::Outcome::left: break;
    }
    if (service == "renewal" || service == "unlock") return leave_dialogue(visit, effects);
    return organisation_form(visit, effects);
}

/// Where the face pages go on: who passed is verified, whoever left has the other ways.
void after(Visit& visit, Effects& effects, const Face::Outcome& outcome) {
    using Kind = Face::Outcome::Kind;
    auto& draft = visit.draft;
    const bool agent = draft.face_subject == FaceSubject::agent;
    switch (outcome.kind) {
        case Kind::passed:
            (agent ? draft.order.agent : draft.order.organisation) = Verified::verified;
            if (agent) return after(visit, effects, Agent::Outcome::verified);
            return after(visit, effects, Organisation::Outcome::verified);
        case Kind::by_phone:
            return show<Organisation>(visit, effects, Organisation::by_link(draft));
        case Kind::by_method:
            return show<Organisation>(visit, effects,
                                      Organisation::by_method(outcome.method, draft));
        case Kind::by_agent_method:
            return show<Agent>(visit, effects, Agent::by_method(outcome.agent_method, draft));
        case Kind::left: break;
    }
    if (agent) return agent_form(visit, effects);
    return show<Organisation>(visit, effects, Organisation::face_ways());
}

void after(Visit& visit, Effects& effects, Details::Outcome outcome) {
    if (outcome == Details::Outcome::confirmed) return start<Materials>(visit, effects);
    if (visit.draft.in_person()) return organisation_form(visit, effects);
    return agent_form(visit, effects);
}

void after(Visit& visit, Effects& effects, Materials::Outcome outcome) {
    switch (outcome) {
        case Materials::Outcome::complete: return start<Pay>(visit, effects);
        case Materials::Outcome::capture: {
            const auto wanted = Materials::wanted(visit.draft);
            return capture(visit, effects, StepId::materials, {wanted});
        }
        case Materials::Outcome::left: break;
    }
    return start<Details>(visit, effects);
}

void after(Visit& visit, Effects& effects, Pay::Outcome outcome) {
    switch (outcome) {
        case Pay::Outcome::approved: return start<Issuing>(visit, effects);
        case Pay::Outcome::done: {
            const bool post = visit.draft.choices.delivery == Delivery::post;
            return farewell(visit, post ? "farewell.post" : "farewell.review");
        }
        case Pay::Outcome::left: break;
    }
    return leave_dialogue(visit, effects);
}

void after(Visit& visit, Effects& effects, Issuing::Outcome outcome) {
    if (outcome == Issuing::Outcome::completed) return farewell(visit, "farewell.completed");
    return leave_dialogue(visit, effects);
}

void after(Visit& visit, Effects& effects, Orders::Outcome outcome) {
    if (outcome == Orders::Outcome::left) return start<Entry>(visit, effects);
    auto begun = Resume::with_order(visit.draft);
    return show<Resume>(visit, effects, std::move(begun));
}

void after(Visit& visit, Effects& effects, Identify::Outcome outcome) {
    const auto what = std::exchange(visit.after_identify, Visit::After::none);
    if (outcome == Identify::Outcome::left) {
        if (what == Visit::After::orders) return start<Entry>(visit, effects);
        return organisation_form(visit, effects);
    }
    if (outcome == Identify::Outcome::key) return prove(visit, effects, what);
    visit.draft.identified = true;
    if (what == Visit::After::orders) return found_orders(visit, effects);
    const auto old = duplicate_of(visit.draft);
    if (old.empty()) return organisation_form(visit, effects);
    auto begun = what == Visit::After::continue_old ? Resume::begin(visit.draft, old)
                                                    : Resume::cancel_old(visit.draft, old);
    return show<Resume>(visit, effects, std::move(begun));
}

void after(Visit& visit, Effects& effects, Resume::Outcome outcome) {
    switch (outcome) {
        case Resume::Outcome::ready: return continue_at_state(visit, effects);
        case Resume::Outcome::cancelled:
            organisation_form(visit, effects);
            return to_page(visit, effects, Next{});
        case Resume::Outcome::left: break;
    }
    return start<Entry>(visit, effects);
}

}  // namespace itinerary

// --- passing an event to the page it belongs to --------------------------------------------------

namespace {

/// Calls `next` with the event as one of the flow's own; nothing when it means nothing there. Asks
/// only for the flow's own kinds: a visit over all events would be compiled once per flow.
template <class... Own, class Next>
void narrowed(const Event& event, std::type_identity<std::variant<Own...>>, const Next& next) {
    const auto pass = [&]<class E>(const E* e) {
        if (e == nullptr) return false;
        next(std::variant<Own...>(std::in_place_type<E>, *e));
        return true;
    };
    static_cast<void>((pass(std::get_if<Own>(&event)) || ...));
}

template <class Flow>
void pass(Visit& visit, Effects& effects, const Event& event) {
    using Own = typename Flow::Event;
    narrowed(event, std::type_identity<Own>(), [&](const Own& own) {
        auto stepped = Flow::next(std::get<typename Flow::State>(visit.page), own, visit.draft);
        itinerary::show<Flow>(visit, effects, std::move(stepped));
    });
}

void pass_capture(Visit& visit, Effects& effects, const Event& event) {
    narrowed(event, std::type_identity<Capture::Event>(), [&](const Capture::Event& own) {
        const auto page = std::get<Capturing>(visit.page);
        auto stepped = Capture::next(page.state, own, visit.draft);
        visit.page = Capturing{page.step, std::move(stepped.state)};
        std::ranges::move(stepped.effects, std::back_inserter(effects));
        if (stepped.outcome) itinerary::after_capture(visit, effects, page.step);
    });
}

void at_farewell(Visit& visit, Effects& effects, const Event& event) {
    const bool leaves = std::holds_alternative<Next>(event) ||
                        (std::holds_alternative<Ticked>(event) &&
                         visit.draft.now >= std::get<Farewell>(visit.page).leave_at);
    if (leaves) end_visit(visit, effects);
}

}  // namespace

void to_page(Visit& visit, Effects& effects, const Event& event) {
    const auto at = [&]<class P>(std::in_place_type_t<P>) {
        return std::holds_alternative<P>(visit.page);
    };
    if (at(std::in_place_type<Attract>)) {
        if (std::holds_alternative<Started>(event)) itinerary::start<Entry>(visit, effects);
    } else if (at(std::in_place_type<Farewell>)) {
        at_farewell(visit, effects, event);
    } else if (at(std::in_place_type<Capturing>)) {
        pass_capture(visit, effects, event);
    } else if (at(std::in_place_type<Entry::State>)) {
        pass<Entry>(visit, effects, event);
    } else if (at(std::in_place_type<Identify::State>)) {
        pass<Identify>(visit, effects, event);
    } else if (at(std::in_place_type<Organisation::State>)) {
        pass<Organisation>(visit, effects, event);
    } else if (at(std::in_place_type<Agent::State>)) {
        pass<Agent>(visit, effects, event);
    } else if (at(std::in_place_type<Details::State>)) {
        pass<Details>(visit, effects, event);
    } else if (at(std::in_place_type<Materials::State>)) {
        pass<Materials>(visit, effects, event);
    } else if (at(std::in_place_type<Pay::State>)) {
        pass<Pay>(visit, effects, event);
    } else if (at(std::in_place_type<Issuing::State>)) {
        pass<Issuing>(visit, effects, event);
    } else if (at(std::in_place_type<Orders::State>)) {
        pass<Orders>(visit, effects, event);
    } else if (at(std::in_place_type<Prove::State>)) {
        pass<Prove>(visit, effects, event);
    } else if (at(std::in_place_type<Renewal::State>)) {
        pass<Renewal>(visit, effects, event);
    } else if (at(std::in_place_type<Replacement::State>)) {
        pass<Replacement>(visit, effects, event);
    } else if (at(std::in_place_type<Unlock::State>)) {
        pass<Unlock>(visit, effects, event);
    } else if (at(std::in_place_type<View::State>)) {
        pass<View>(visit, effects, event);
    } else if (at(std::in_place_type<Face::State>)) {
        pass<Face>(visit, effects, event);
    } else {
        pass<Resume>(visit, effects, event);
    }
}

}  // namespace kiosk::flow
