#include "kiosk/flow/identify.hpp"

#include "kiosk/flow/asking.hpp"
#include "kiosk/flow/validation.hpp"

namespace kiosk::flow {
namespace {

using I = Identify;
using Step = Stepped<I::State, I::Outcome>;

constexpr std::size_t code_length = 6;
constexpr std::chrono::minutes scan_patience{2};

void forget_code(Draft& draft) { draft.fields.erase(FieldId::sms_code); }

Step leave(I::State state, Draft& draft) {
    forget_code(draft);
    draft.fields.erase(FieldId::document_number);
    return {std::move(state), {}, I::Outcome::left};
}

/// What names the customer: typed, the organisation of the duplicate, or the order on the slip.
std::string number_for(I::By by, const Draft& draft) {
    switch (by) {
        case I::By::document:
            return normal_form(FieldId::document_number, draft.text(FieldId::document_number));
        case I::By::duplicate: return draft.text(FieldId::org_code);
        case I::By::slip: break;
    }
    return draft.slip;
}

std::string name_of(I::By by) {
    switch (by) {
        case I::By::document: return "document";
        case I::By::duplicate: return "duplicate";
        case I::By::slip: break;
    }
    return "slip";
}

Step open(I::By by, Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    const auto service = draft.service.empty() ? std::string("new") : draft.service;
    return {I::Opening{by, asked},
            {OpenIdentification{asked.id, name_of(by), number_for(by, draft), service,
                                draft.channel.id}}};
}

Step scan(Draft& draft) {
    const auto asked = draft.ask(scan_patience);
    return {I::Scanning{asked}, {ScanCode{asked.id}}};
}

Step coding(I::By by, const CodeTicket& ticket, Draft& draft) {
    forget_code(draft);
    return {I::Coding{by, ticket, draft.now + ticket.resend_after, {}, {}}};
}

// --- the number
Step on(I::Asking s, const Edited& e, Draft& draft) {
    if (e.field != FieldId::document_number) return {s};
    const auto text = normal_form(e.field, e.text);
    draft.fields[e.field].text = text;
    s.fault = invalid(e.field, text, draft, false, draft.today).value_or("");
    return {s};
}
Step on(I::Asking s, const Next&, Draft& draft) {
    const auto field = FieldId::document_number;
    s.fault = invalid(field, draft.text(field), draft, true, draft.today).value_or("");
    return s.fault.empty() ? open(s.by, draft) : Step{s};
}
Step on(const I::Asking& s, const Back&, Draft& draft) { return leave(s, draft); }
Step on(const I::Asking&, const I::SlipWanted&, Draft& draft) { return scan(draft); }
Step on(const I::Asking& s, const I::KeyWanted&, Draft&) { return {s, {}, I::Outcome::key}; }

// --- the slip under the camera
Step on(const I::Scanning& s, const CodeScanned& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    draft.slip = e.text;
    auto step = open(I::By::slip, draft);
    step.effects.emplace_back(StopPreview{});
    return step;
}
Step on(const I::Scanning& s, const Failed& e, Draft&) {
    if (!answers(s.asked, e.to)) return {s};
    return {I::Unknown{I::By::slip, e.problem}, {StopPreview{}}};
}
Step on(const I::Scanning& s, const Ticked&, Draft& draft) {
    if (!overdue(s.asked, draft)) return {s};
    return {I::Asking{I::By::document, {}}, {StopPreview{}}};
}
Step on(const I::Scanning&, const Back&, Draft&) {
    return {I::Asking{I::By::document, {}}, {StopPreview{}}};
}

// --- the code is on its way
Step on(const I::Opening& s, const CodeSent& e, Draft& draft) {
    return answers(s.asked, e.to) ? coding(s.by, e.ticket, draft) : Step{s};
}
Step on(const I::Opening& s, const Failed& e, Draft&) {
    return answers(s.asked, e.to) ? Step{I::Unknown{s.by, e.problem}} : Step{s};
}
Step on(const I::Opening& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? Step{I::Unknown{s.by, offline()}} : Step{s};
}

// --- the code
Step on(I::Coding s, const Edited& e, Draft& draft) {
    if (e.field != FieldId::sms_code || s.asked) return {s};
    draft.fields[e.field].text = e.text.substr(0, code_length);
    s.problem.reset();
    return {s};
}
Step on(I::Coding s, const Next&, Draft& draft) {
    if (s.asked) return {s};
    const Secret code{draft.text(FieldId::sms_code)};
    if (code.size() != code_length) {
        s.problem = problem_of("code-incomplete", Problem::Who::customer);
        return {s};
    }
    forget_code(draft);
    s.problem.reset();
    s.asked = draft.ask(reply_patience);
    return {s, {VerifyIdentification{s.asked->id, s.ticket.id, code}}};
}
Step on(I::Coding s, const CodeResent&, Draft& draft) {
    if (s.asked || draft.now < s.resend_at) return {s};
    forget_code(draft);
    s.problem.reset();
    s.asked = draft.ask(reply_patience);
    return {s, {ResendIdentification{s.asked->id, s.ticket.id}}};
}
Step on(const I::Coding& s, const CodeSent& e, Draft& draft) {
    return answers(s.asked, e.to) ? coding(s.by, e.ticket, draft) : Step{s};
}
Step on(const I::Coding& s, const Identified& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    forget_code(draft);
    draft.fields.erase(FieldId::document_number);
    draft.found = e.orders;
    return {s, {}, I::Outcome::identified};
}
// A spent code is replaced by a new one at once; a wrong one costs a try.
Step on(I::Coding s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    s.asked.reset();
    s.problem = e.problem;
    if (e.problem.tries_left) s.ticket.tries_left = *e.problem.tries_left;
    if (e.problem.code == "code-spent") s.resend_at = draft.now;
    return {s};
}
Step on(I::Coding s, const Ticked&, Draft& draft) {
    if (!overdue(s.asked, draft)) return {s};
    s.asked.reset();
    s.problem = offline();
    return {s};
}
Step on(const I::Coding& s, const Back&, Draft& draft) {
    if (s.by == I::By::duplicate) return leave(s, draft);
    forget_code(draft);
    return {I::Asking{I::By::document, {}}};
}

// --- nobody known, or nobody to ask
Step on(const I::Unknown& s, const Retried&, Draft& draft) {
    const bool nobody = s.problem.code == "nobody-known";
    if (s.by == I::By::slip && (nobody || s.problem.code == "camera-absent")) return scan(draft);
    return s.by == I::By::document && nobody ? Step{I::Asking{s.by, {}}} : open(s.by, draft);
}
Step on(const I::Unknown& s, const Back&, Draft& draft) {
    return s.by == I::By::duplicate ? leave(s, draft) : Step{I::Asking{I::By::document, {}}};
}

template <class S, class E>
Meaningless on(const S&, const E&, Draft&) {
    return {};
}

}  // namespace

Step Identify::begin(Draft& draft, By by) {
    forget_code(draft);
    switch (by) {
        case By::document: return {Asking{by, {}}};
        case By::slip: return scan(draft);
        case By::duplicate: break;
    }
    return open(by, draft);
}

Step Identify::next(const State& state, const Event& event, Draft& draft) {
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
