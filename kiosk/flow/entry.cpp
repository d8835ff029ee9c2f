#include "kiosk/flow/entry.hpp"

#include "kiosk/flow/asking.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

using E = Entry;
using Step = Stepped<E::State, E::Outcome>;

constexpr Asked answered{};

bool is_answered(const Asked& asked) { return asked.id == answered.id; }

const ServiceOffer* offer_of(const Draft& draft, const std::string& service) {
    const auto found = std::ranges::find(draft.channel.services, service, &ServiceOffer::id);
    return found != draft.channel.services.end() ? &*found : nullptr;
}

const MethodOffer* offer_of(const Draft& draft, Method method) {
    const auto found = std::ranges::find(draft.channel.methods, method, &MethodOffer::method);
    return found != draft.channel.methods.end() ? &*found : nullptr;
}

Step load_channel(const std::string& id, std::vector<ChannelName> known, Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {E::LoadingChannel{asked, std::move(known)}, {LoadChannel{asked.id, id}}};
}

Step load_agreements(Method method, Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {E::LoadingAgreements{asked, method},
            {LoadAgreements{asked.id, draft.channel.id, "entry"}}};
}

Step create(Method method, std::set<std::string> ticked, Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    draft.method = method;
    return {E::Creating{asked, method, std::move(ticked)},
            {CreateOrder{asked.id, draft.channel.id, draft.service, method,
                         consents_to(draft.agreements), draft.wanted_key}}};
}

/// A key in hand proves the organisation: there was no method to choose.
Step before_agreements(E::State state, Method method) {
    if (method == Method::key) return {std::move(state), {}, E::Outcome::service};
    return {E::ChoosingMethod{method, false, {}, {}}};
}

// --- opening: three questions at once; the customer sees the channel when all are answered
Step opened(E::Opening s, const Draft& draft) {
    if (!is_answered(s.channels) || !is_answered(s.channel) || !is_answered(s.readiness))
        return {std::move(s)};
    if (draft.channel.id.empty()) return {E::ChoosingChannel{std::move(s.known)}};
    return {E::ConfirmingChannel{std::move(s.known)}};
}

Step on(E::Opening s, const ChannelsLoaded& e, Draft& draft) {
    if (!answers(s.channels, e.to)) return {s};
    s.channels = answered;
    s.known = draft.channels = e.channels;
    return opened(std::move(s), draft);
}
Step on(E::Opening s, const ChannelLoaded& e, Draft& draft) {
    if (!answers(s.channel, e.to)) return {s};
    s.channel = answered;
    draft.channel = e.channel;
    return opened(std::move(s), draft);
}
Step on(E::Opening s, const ReadinessChecked& e, Draft& draft) {
    if (!answers(s.readiness, e.to)) return {s};
    s.readiness = answered;
    draft.readiness = e.readiness;
    return opened(std::move(s), draft);
}
// The devices' state only decides what is shown as missing; without channels nothing can start.
Step on(E::Opening s, const Failed& e, Draft& draft) {
    if (answers(s.readiness, e.to)) {
        s.readiness = answered;
        return opened(std::move(s), draft);
    }
    if (answers(s.channels, e.to) || answers(s.channel, e.to)) return {E::Unavailable{e.problem}};
    return {s};
}
Step on(const E::Opening& s, const Ticked&, Draft& draft) {
    const bool late = (!is_answered(s.channels) && overdue(s.channels, draft)) ||
                      (!is_answered(s.channel) && overdue(s.channel, draft)) ||
                      (!is_answered(s.readiness) && overdue(s.readiness, draft));
    return late ? Step{E::Unavailable{offline()}} : Step{s};
}
Step on(const E::Opening& s, const Back&, Draft&) { return {s, {}, E::Outcome::left}; }

// --- channel (R1)
Step on(const E::ConfirmingChannel& s, const E::ChannelConfirmed&, Draft&) {
    return {E::ChoosingService{s.known}};
}
Step on(const E::ConfirmingChannel& s, const Next&, Draft&) {
    return {E::ChoosingService{s.known}};
}
Step on(const E::ConfirmingChannel& s, const E::OtherChannelWanted&, Draft&) {
    return {E::ChoosingChannel{s.known}};
}
Step on(const E::ConfirmingChannel& s, const Back&, Draft&) { return {s, {}, E::Outcome::left}; }
Step on(const E::ChoosingChannel& s, const E::ChannelChosen& e, Draft& draft) {
    return load_channel(e.id, s.known, draft);
}
Step on(const E::ChoosingChannel& s, const Back&, Draft& draft) {
    if (draft.channel.id.empty()) return {s, {}, E::Outcome::left};
    return {E::ConfirmingChannel{s.known}};
}
Step on(const E::LoadingChannel& s, const ChannelLoaded& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    draft.channel = e.channel;
    return {E::ChoosingService{s.known}};
}
Step on(const E::LoadingChannel& s, const Back&, Draft&) { return {E::ChoosingChannel{s.known}}; }

// --- service (R3, R4)
Step on(const E::ChoosingService& s, const E::ServiceChosen& e, Draft& draft) {
    const auto* offer = offer_of(draft, e.id);
    if (!offer || !offer->available || E::hindrance(*offer, draft)) return {s};
    if (e.id == "orders") return {s, {}, E::Outcome::orders};
    draft.service = e.id;
    draft.wanted_key.clear();
    draft.choices.key_loss.reset();
    return e.id == "new" ? Step{E::ChoosingMethod{}} : Step{s, {}, E::Outcome::service};
}
Step on(const E::ChoosingService& s, const E::OtherChannelWanted&, Draft&) {
    return {E::ChoosingChannel{s.known}};
}
Step on(const E::ChoosingService& s, const Back&, Draft&) {
    return {E::ConfirmingChannel{s.known}};
}

// --- 核验方式 (R5, R7)
Step on(E::ChoosingMethod s, const E::MethodChosen& e, Draft& draft) {
    if (offer_of(draft, e.method)) s.chosen = e.method;
    return {s};
}
Step on(const E::ChoosingMethod& s, const Next&, Draft& draft) {
    if (s.list_shown || !s.chosen) return {s};
    return load_agreements(*s.chosen, draft);
}
Step on(E::ChoosingMethod s, const E::ListWanted&, Draft&) {
    s.list_shown = s.chosen.has_value();
    return {s};
}
// Lines are catalogue keys: the slip is written in the language of the screen.
Step on(E::ChoosingMethod s, const E::ListPrintWanted&, Draft& draft) {
    const auto* offer = s.chosen ? offer_of(draft, *s.chosen) : nullptr;
    if (!offer || s.printing) return {s};
    std::vector<std::string> lines{"entry.method." + std::string(name_of(*s.chosen)) + ".title"};
    for (const auto& material : E::checklist(*offer, draft))
        lines.push_back("materials.name." + material.id);
    s.printing = draft.ask(reply_patience);
    s.list_printed.reset();
    return {s, {PrintSlip{s.printing->id, "checklist", std::move(lines), {}, {}}}};
}
Step on(E::ChoosingMethod s, const SlipPrinted& e, Draft&) {
    if (!answers(s.printing, e.to)) return {s};
    s.printing.reset();
    s.list_printed = e.result;
    return {s};
}
Step not_printed(E::ChoosingMethod s) {
    s.printing.reset();
    s.list_printed = SlipResult::not_printed;
    return {s};
}
Step on(const E::ChoosingMethod& s, const Failed& e, Draft&) {
    return answers(s.printing, e.to) ? not_printed(s) : Step{s};
}
Step on(const E::ChoosingMethod& s, const Ticked&, Draft& draft) {
    return overdue(s.printing, draft) ? not_printed(s) : Step{s};
}
Step on(E::ChoosingMethod s, const Dismissed&, Draft&) {
    s.list_shown = false;
    return {s};
}
Step on(E::ChoosingMethod s, const Back&, Draft& draft) {
    if (!s.list_shown)
        return draft.service == "new" ? E::services(draft) : Step{s, {}, E::Outcome::service};
    s.list_shown = false;
    return {s};
}

// --- agreements (R6)
Step on(const E::LoadingAgreements& s, const AgreementsLoaded& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    draft.agreements = e.agreements;
    if (e.agreements.empty()) return create(s.method, {}, draft);
    return {E::Agreeing{s.method, {}, {}, false}};
}
Step on(const E::LoadingAgreements& s, const Failed& e, Draft&) {
    return answers(s.asked, e.to) ? Step{E::Unavailable{e.problem, s.method, {}}} : Step{s};
}
Step on(const E::LoadingAgreements& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? Step{E::Unavailable{offline(), s.method, {}}} : Step{s};
}
Step on(const E::LoadingAgreements& s, const Back&, Draft&) {
    return before_agreements(s, s.method);
}
Step on(E::Agreeing s, const E::AgreementTicked& e, Draft& draft) {
    if (std::ranges::find(draft.agreements, e.id, &Agreement::id) == draft.agreements.end())
        return {s};
    if (s.ticked.erase(e.id) == 0) s.ticked.insert(e.id);
    return {s};
}
Step on(E::Agreeing s, const E::AgreementOpened& e, Draft&) {
    s.reading = e.id;
    return {s};
}
Step on(E::Agreeing s, const Dismissed&, Draft&) {
    s.reading.reset();
    return {s};
}
// At the end of the text, the primary button agrees to what was read.
Step on(E::Agreeing s, const Next&, Draft& draft) {
    if (s.reading) {
        s.ticked.insert(*s.reading);
        s.reading.reset();
        return {s};
    }
    if (s.ticked.size() == draft.agreements.size()) return create(s.method, s.ticked, draft);
    s.reminded = true;
    return {s};
}
Step on(E::Agreeing s, const Back&, Draft&) {
    if (!s.reading) return before_agreements(s, s.method);
    s.reading.reset();
    return {s};
}

// --- the order
Step on(const E::Creating& s, const OrderReplied& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    draft.take(e.order);
    return {s, {}, E::Outcome::created};
}
Step on(const E::Creating& s, const Failed& e, Draft&) {
    return answers(s.asked, e.to) ? Step{E::Unavailable{e.problem, s.method, s.ticked}} : Step{s};
}
Step on(const E::Creating& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? Step{E::Unavailable{offline(), s.method, s.ticked}} : Step{s};
}

// --- it did not work out
Step on(const E::Unavailable& s, const Retried&, Draft& draft) {
    if (!s.method) return E::begin(draft);
    const bool agreed = !draft.agreements.empty() && s.ticked.size() == draft.agreements.size();
    return agreed ? create(*s.method, s.ticked, draft) : load_agreements(*s.method, draft);
}
Step on(const E::Unavailable& s, const Back&, Draft&) {
    return s.method ? before_agreements(s, *s.method) : Step{s, {}, E::Outcome::left};
}

template <class S>
requires requires(S s) { s.asked.deadline; }
Step on(const S& s, const Failed& e, Draft&) {
    return answers(s.asked, e.to) ? Step{E::Unavailable{e.problem}} : Step{s};
}
template <class S>
requires requires(S s) { s.asked.deadline; }
Step on(const S& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? Step{E::Unavailable{offline()}} : Step{s};
}
template <class S, class Ev>
Meaningless on(const S&, const Ev&, Draft&) {
    return {};
}

/// Another order begins: nothing of one looked at before may run into it.
Effects forget_last(Draft& draft) {
    Effects effects;
    for (const auto& [kind, photo] : draft.photos) {
        effects.emplace_back(ForgetPicture{photo.taken});
        if (photo.page) effects.emplace_back(ForgetPicture{*photo.page});
    }
    draft.photos.clear();
    draft.fields.clear();
    draft.choices = {};
    draft.order = {};
    draft.method.reset();
    draft.agreements.clear();
    draft.readings.clear();
    draft.wanted_key.clear();
    draft.holder = {};
    draft.slip.clear();
    return effects;
}

}  // namespace

std::string_view name_of(Method method) {
    switch (method) {
        case Method::lr_face: return "lr_face";
        case Method::bank_transfer: return "bank_transfer";
        case Method::e_licence: return "e_licence";
        case Method::key: break;
    }
    return "key";
}

Step Entry::begin(Draft& draft) {
    auto effects = forget_last(draft);
    Opening s;
    s.channels = draft.ask(reply_patience);
    effects.emplace_back(LoadChannels{s.channels.id});
    if (!draft.default_channel.empty()) {
        s.channel = draft.ask(reply_patience);
        effects.emplace_back(LoadChannel{s.channel.id, draft.default_channel});
    }
    s.readiness = draft.ask(reply_patience);
    effects.emplace_back(CheckReadiness{s.readiness.id});
    return {s, std::move(effects)};
}

Step Entry::services(const Draft& draft) { return {ChoosingService{draft.channels}}; }

Step Entry::methods() { return {ChoosingMethod{}}; }

Step Entry::apply(Draft& draft) { return load_agreements(Method::key, draft); }

Step Entry::next(const State& state, const Event& event, Draft& draft) {
    return std::visit(
        [&](const auto& s, const auto& e) {
            if constexpr (means_something<decltype(on(s, e, draft))>)
                return on(s, e, draft);
            else
                return unchanged<Step>(state);
        },
        state, event);
}

std::optional<std::string> Entry::hindrance(const ServiceOffer& service, const Draft& draft) {
    if (!draft.readiness.backend) return "entry.services.offline";
    const bool begins_with_key = service.id == "renewal" || service.id == "change" ||
                                 service.id == "unlock" || service.id == "view";
    if (begins_with_key && !draft.readiness.reader) return "entry.services.reader";
    return std::nullopt;
}

std::vector<MaterialRule> Entry::checklist(const MethodOffer& method, const Draft& draft) {
    std::vector<MaterialRule> list;
    for (const auto& id : method.materials) list.push_back({id, true, false});
    for (const auto& rule : draft.channel.materials)
        if (std::ranges::find(list, rule.id, &MaterialRule::id) == list.end()) list.push_back(rule);
    return list;
}

}  // namespace kiosk::flow
