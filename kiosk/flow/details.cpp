#include "kiosk/flow/details.hpp"

#include "kiosk/flow/asking.hpp"
#include "kiosk/flow/validation.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

using D = Details;
using Step = Stepped<D::State, D::Outcome>;

void fill(Draft& draft, FieldId field, FieldId from) {
    auto& text = draft.fields[field].text;
    if (text.empty()) text = draft.text(from);
}

/// What is known is filled in; what the customer typed stays.
void prefill(Draft& draft) {
    draft.fields[FieldId::invoice_title] = {draft.text(FieldId::org_name), {}, false};
    draft.fields[FieldId::invoice_tax_number] = {draft.text(FieldId::org_code), {}, false};
    fill(draft, FieldId::invoice_email, FieldId::agent_email);
    fill(draft, FieldId::invoice_bank, FieldId::org_bank);
    fill(draft, FieldId::invoice_account, FieldId::org_account);
    fill(draft, FieldId::invoice_address, FieldId::org_address);
    fill(draft, FieldId::mail_name, draft.in_person() ? FieldId::lr_name : FieldId::agent_name);
    fill(draft, FieldId::mail_mobile,
         draft.in_person() ? FieldId::lr_mobile : FieldId::agent_mobile);
}

void choose_defaults(Draft& draft) {
    const auto& channel = draft.channel;
    auto& choices = draft.choices;
    if (!draft.product() && !channel.products.empty())
        choices.product = channel.products.front().id;
    const auto& kinds = channel.invoice_kinds;
    if (!choices.invoice_kind)
        choices.invoice_kind = kinds.empty() || std::ranges::count(kinds, InvoiceKind::general)
                                   ? InvoiceKind::general
                                   : kinds.front();
    if (const auto deliveries = draft.deliveries(); deliveries.size() == 1)
        choices.delivery = deliveries.front();
}

Step save(Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {D::Saving{asked},
            {SaveStep{asked.id, draft.order.id, draft.order.etag, "details", "materials",
                      draft.texts(D::fields(draft)), draft.choices}}};
}

// --- form
Step on(D::Form s, const Edited& e, Draft& draft) {
    if (D::fixed(e.field)) return {s};
    auto& field = draft.fields[e.field];
    field.text = e.text;
    field.doubtful = false;
    if (const auto fault = invalid(e.field, e.text, draft, false, draft.today))
        s.faults[e.field] = *fault;
    else
        s.faults.erase(e.field);
    return {s};
}
Step on(const D::Form& s, const D::ProductChosen& e, Draft& draft) {
    draft.choices.product = e.id;
    return {s};
}
Step on(const D::Form& s, const D::InvoiceChosen& e, Draft& draft) {
    draft.choices.invoice_kind = e.kind;
    return {s};
}
Step on(D::Form s, const D::DeliveryChosen& e, Draft& draft) {
    draft.choices.delivery = e.delivery;
    s.delivery_missing = false;
    return {s};
}
Step on(const D::Form&, const Next&, Draft& draft) {
    auto faults = faults_of(D::fields(draft), draft, draft.today);
    const bool delivery_missing = !draft.choices.delivery.has_value();
    if (!faults.empty() || delivery_missing) return {D::Form{std::move(faults), delivery_missing}};
    return {D::Reviewing{}};
}
Step on(const D::Form& s, const Back&, Draft&) { return {s, {}, D::Outcome::left}; }

// --- the same, read-only
Step on(const D::Reviewing&, const Next&, Draft& draft) { return save(draft); }
Step on(const D::Reviewing&, const Back&, Draft&) { return {D::Form{}}; }

Step on(const D::Saving& s, const OrderReplied& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (s.rereading) {
        draft.order = e.order;
        return save(draft);
    }
    draft.take(e.order);
    return {s, {}, D::Outcome::confirmed};
}
Step on(const D::Saving& s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (e.problem.code == "order-changed" && !s.rereading) {
        const auto asked = draft.ask(reply_patience);
        return {D::Saving{asked, true}, {ReadOrder{asked.id, draft.order.id}}};
    }
    if (e.problem.code != "field-invalid") return {D::Unavailable{e.problem}};
    D::Form form;
    for (const auto& item : e.problem.items)
        if (const auto field = field_named(item)) form.faults[*field] = "details.refused";
    return {form};
}
Step on(const D::Saving& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? Step{D::Unavailable{offline()}} : Step{s};
}

Step on(const D::Unavailable&, const Retried&, Draft& draft) { return save(draft); }
Step on(const D::Unavailable&, const Back&, Draft&) { return {D::Form{}}; }

template <class S, class E>
Meaningless on(const S&, const E&, Draft&) {
    return {};
}

}  // namespace

Stepped<Details::State, Details::Outcome> Details::begin(Draft& draft) {
    prefill(draft);
    choose_defaults(draft);
    return {Form{}};
}

Stepped<Details::State, Details::Outcome> Details::next(const State& state, const Event& event,
                                                        Draft& draft) {
    return std::visit(
        [&](const auto& s, const auto& e) {
            if constexpr (means_something<decltype(on(s, e, draft))>)
                return on(s, e, draft);
            else
                return unchanged<Step>(state);
        },
        state, event);
}

std::vector<FieldId> Details::fields(const Draft& draft) {
    std::vector<FieldId> asked{FieldId::invoice_title, FieldId::invoice_tax_number,
                               FieldId::invoice_email};
    if (draft.choices.invoice_kind == InvoiceKind::special)
        asked.insert(asked.end(), {FieldId::invoice_bank, FieldId::invoice_account,
                                   FieldId::invoice_address, FieldId::invoice_phone});
    if (draft.choices.delivery == Delivery::post)
        asked.insert(asked.end(), {FieldId::mail_name, FieldId::mail_mobile, FieldId::mail_region,
                                   FieldId::mail_address});
    return asked;
}

bool Details::fixed(FieldId field) {
    return field == FieldId::invoice_title || field == FieldId::invoice_tax_number;
}

}  // namespace kiosk::flow
