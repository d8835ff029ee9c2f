#include "kiosk/flow/organisation.hpp"

#include "kiosk/flow/asking.hpp"
#include "kiosk/flow/organisation_ways.hpp"
#include "kiosk/flow/validation.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

using O = Organisation;
using Step = Stepped<O::State, O::Outcome>;
using organisation_ways::change_method;
using organisation_ways::check;
using organisation_ways::is_complete;
using organisation_ways::on;
using organisation_ways::save;
using organisation_ways::verified;

// --- the form and its two parts

O::Form form_of(int part, const std::vector<std::string>& items, const std::string& fault,
                const Draft& draft) {
    O::Form form{part, {}, false};
    for (const auto& item : items)
        if (const auto field = field_named(item)) form.faults[*field] = fault;
    const auto first = O::fields(0, draft);
    const bool concerns_first = std::ranges::any_of(form.faults, [&](const auto& f) {
        return std::ranges::find(first, f.first) != first.end();
    });
    if (!form.faults.empty()) form.part = concerns_first ? 0 : 1;
    return form;
}

void normalise(const std::vector<FieldId>& fields, Draft& draft) {
    for (const auto id : fields)
        if (const auto field = draft.fields.find(id); field != draft.fields.end())
            field->second.text = normal_form(id, field->second.text);
}

/// What is missing is named at its field (R13); else everything is saved (R15).
Step submit(int part, Draft& draft) {
    normalise(O::fields(part, draft), draft);
    O::Form form{part, faults_of(O::fields(part, draft), draft, draft.today), false};
    form.applicant_missing = part == 1 && !draft.choices.lr_in_person;
    if (!form.faults.empty() || form.applicant_missing) return {form};
    return save(part, draft);
}

// --- how documents get in
Step on(const O::ChoosingInput& s, const O::CaptureWanted&, Draft&) {
    return {s, {}, O::Outcome::capture};
}
Step on(const O::ChoosingInput&, const O::TypingWanted&, Draft&) { return {O::Form{}}; }
Step on(const O::ChoosingInput& s, const Back&, Draft&) { return {s, {}, O::Outcome::left}; }

// --- form
Step on(O::Form s, const Edited& e, Draft& draft) {
    auto& field = draft.fields[e.field];
    const bool code = e.field == FieldId::org_code || e.field == FieldId::lr_id_number;
    field.text = code ? normal_form(e.field, e.text) : e.text;
    field.doubtful = false;
    if (auto fault = invalid(e.field, field.text, draft, false, draft.today))
        s.faults[e.field] = std::move(*fault);
    else
        s.faults.erase(e.field);
    return {s};
}
Step on(O::Form s, const O::IdTypeChosen& e, Draft& draft) {
    draft.fields[FieldId::lr_id_type].text = e.type;
    s.faults.erase(FieldId::lr_id_type);
    s.faults.erase(FieldId::lr_id_number);
    return {s};
}
Step on(O::Form s, const O::ApplicantChosen& e, Draft& draft) {
    draft.choices.lr_in_person = e.lr_in_person;
    s.applicant_missing = false;
    return {s};
}
Step on(const O::Form& s, const O::CaptureWanted&, Draft&) { return {s, {}, O::Outcome::capture}; }
Step on(const O::Form& s, const Next&, Draft& draft) { return submit(s.part, draft); }
Step on(const O::Form& s, const Back&, Draft&) {
    return s.part == 1 ? Step{O::Form{}} : Step{O::ChoosingInput{}};
}

// --- saving (R15), the duplicate order (R16)
Step on(const O::Saving& s, const OrderReplied& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (s.rereading) {
        draft.order = e.order;
        return save(s.part, draft);
    }
    const auto method = draft.method;  // another way is chosen here first, the order hears later
    draft.take(e.order);
    draft.method = method ? method : draft.method;
    if (s.part == 0) return {O::Form{1, {}, false}};
    if (e.order.organisation == Verified::verified) return verified(s, draft);
    return check(draft);
}
Step on(const O::Saving& s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    const auto& problem = e.problem;
    if (problem.code == "duplicate-open-order") return {O::Duplicate{problem.masked_mobile}};
    if (problem.code == "field-invalid")
        return {form_of(s.part, problem.items, "invalid.refused", draft)};
    if (problem.code == "order-changed" && !s.rereading) {
        const auto asked = draft.ask(reply_patience);
        return {O::Saving{asked, s.part, true}, {ReadOrder{asked.id, draft.order.id}}};
    }
    return {O::Unavailable{problem}};
}
Step on(const O::Duplicate& s, const O::ContinueOld&, Draft&) {
    return {s, {}, O::Outcome::continue_old};
}
Step on(const O::Duplicate& s, const O::CancelOld&, Draft&) {
    return {s, {}, O::Outcome::cancel_old};
}
Step on(const O::Duplicate&, const Back&, Draft&) { return {O::Form{}}; }
Step on(const O::Duplicate&, const Dismissed&, Draft&) { return {O::Form{}}; }

// --- the check against the register (R14)
Step on(const O::Checking& s, const OrganisationChecked& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    using State = OrganisationCheck::State;
    switch (e.check.state) {
        case State::matched: return {O::ChoosingFaceWay{}};
        case State::verified: return verified(s, draft);
        case State::pending: {
            if (draft.method == Method::bank_transfer) return {O::Transfer{e.check, {}, {}}};
            const auto watch = draft.ask(watch_patience);
            return {O::ELicence{e.check, watch}, {WatchOrganisation{watch.id, draft.order.id}}};
        }
        default: return {O::Refuted{}};
    }
}
Step on(const O::Checking& s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (e.problem.code == "organisation-mismatch")
        return {O::Refuted{e.problem.items, e.problem.message}};
    if (e.problem.code == "organisation-incomplete")
        return {form_of(0, e.problem.items, "invalid.missing", draft)};
    return {O::Unavailable{e.problem}};
}
Step on(const O::Refuted& s, const Back&, Draft& draft) {
    return {form_of(1, s.items, "invalid.mismatch", draft)};
}
Step on(const O::Refuted& s, const Dismissed& e, Draft& draft) {
    (void)e;
    return on(s, Back{}, draft);
}
Step on(const O::Refuted&, const O::OtherMethodWanted& e, Draft& draft) {
    return change_method(e.method, draft);
}

// --- it did not work out: the same once more
Step on(const O::Unavailable&, const Retried&, Draft& draft) {
    return submit(is_complete(0, draft) && is_complete(1, draft) ? 1 : 0, draft);
}
Step on(const O::Unavailable&, const Back&, Draft& draft) {
    return {O::Form{is_complete(0, draft) ? 1 : 0, {}, false}};
}

template <class S>
requires requires(S s) { s.asked.deadline; }
Step on(const S& s, const Failed& e, Draft&) {
    return answers(s.asked, e.to) ? Step{O::Unavailable{e.problem}} : Step{s};
}
template <class S>
requires requires(S s) { s.asked.deadline; }
Step on(const S& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? Step{O::Unavailable{offline()}} : Step{s};
}
template <class S, class E>
Meaningless on(const S&, const E&, Draft&) {
    return {};
}

void set_defaults(Draft& draft) {
    auto& type = draft.fields[FieldId::lr_id_type].text;
    if (type.empty()) type = "id_card";
}

std::string masked(const std::string& account) {
    return account.size() < 8 ? std::string() : "**** " + account.substr(account.size() - 4);
}

}  // namespace

Step Organisation::begin(Draft& draft) {
    set_defaults(draft);
    return {ChoosingInput{}};
}

Step Organisation::form(Draft& draft) {
    set_defaults(draft);
    return {Form{}};
}

Step Organisation::resume(Draft& draft) {
    set_defaults(draft);
    const auto& state = draft.order.state;
    if (state == "face_wait") return {ChoosingFaceWay{}};
    if (state == "licence_wait") return check(draft);
    if (state == "transfer_wait")
        return {Transfer{
            {OrganisationCheck::State::pending, {}, masked(draft.text(FieldId::org_account))},
            {},
            {}}};
    return {Form{is_complete(0, draft) ? 1 : 0, {}, false}};
}

Step Organisation::face_ways() { return {ChoosingFaceWay{}}; }

Step Organisation::by_link(Draft& draft) {
    return organisation_ways::on(ChoosingFaceWay{}, SmsWayChosen{}, draft);
}

Step Organisation::by_method(Method method, Draft& draft) { return change_method(method, draft); }

Step Organisation::next(const State& state, const Event& event, Draft& draft) {
    return std::visit(
        [&](const auto& s, const auto& e) {
            if constexpr (means_something<decltype(on(s, e, draft))>)
                return on(s, e, draft);
            else
                return unchanged<Step>(state);
        },
        state, event);
}

std::vector<FieldId> Organisation::fields(int part, const Draft& draft) {
    using enum FieldId;
    if (part == 1) return {lr_name, lr_id_type, lr_id_number, lr_id_expiry, lr_mobile};
    std::vector<FieldId> asked{org_name,    org_code,        org_type,
                               org_address, org_established, org_term};
    if (draft.method == Method::bank_transfer) {
        asked.push_back(org_bank);
        asked.push_back(org_account);
    }
    return asked;
}

std::vector<Method> Organisation::others(const Draft& draft) {
    std::vector<Method> methods;
    for (const auto& offer : draft.channel.methods)
        if (offer.method != draft.method) methods.push_back(offer.method);
    return methods;
}

}  // namespace kiosk::flow
