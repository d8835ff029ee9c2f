#include "kiosk/flow/agent.hpp"

#include "kiosk/flow/asking.hpp"
#include "kiosk/flow/validation.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;
using A = Agent;
using Step = Stepped<A::State, A::Outcome>;

constexpr std::size_t code_length = 6;

std::vector<AgentMethod> offered(const Draft& draft) {
    std::vector<AgentMethod> methods;
    for (const auto method : draft.channel.agent_methods)
        if (method != AgentMethod::face || draft.readiness.face_camera) methods.push_back(method);
    if (methods.empty()) methods.push_back(AgentMethod::phone);
    return methods;
}

std::vector<AgentMethod> others(AgentMethod method, const Draft& draft) {
    auto methods = offered(draft);
    std::erase(methods, method);
    return methods;
}

void forget_code(Draft& draft) { draft.fields.erase(FieldId::sms_code); }

/// Most people gave their bank the mobile they carry.
void prefill_card(Draft& draft) {
    auto& mobile = draft.fields[FieldId::agent_card_mobile].text;
    if (mobile.empty()) mobile = draft.text(FieldId::agent_mobile);
}

SaveStep saving(AskId ask, AgentMethod method, const Draft& draft) {
    return {ask,          draft.order.id, draft.order.etag,
            "agent",      "agent",        draft.texts(A::fields(method)),
            draft.choices};
}

Step save(AgentMethod method, Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {A::Saving{asked, method}, {saving(asked.id, method, draft)}};
}

Step send_code(AgentMethod method, Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {A::SendingCode{asked, method}, {SendAgentCode{asked.id, draft.order.id, method}}};
}

/// The form with what the backend refused marked at its fields.
Step marked_form(AgentMethod method, const Problem& problem) {
    A::Form form{method, {}};
    for (const auto& item : problem.items)
        if (const auto field = field_named(item)) form.faults[*field] = "agent.refused";
    return {form};
}

// --- how the data get in
Step on(const A::ChoosingInput& s, const A::CaptureWanted&, Draft&) {
    return {s, {}, A::Outcome::capture};
}
Step on(const A::ChoosingInput&, const A::TypingWanted&, Draft& draft) { return A::form(draft); }
Step on(const A::ChoosingInput& s, const Back&, Draft&) { return {s, {}, A::Outcome::left}; }

// --- form
Step on(A::Form s, const Edited& e, Draft& draft) {
    auto& field = draft.fields[e.field];
    field.text = e.text;
    field.doubtful = false;
    if (const auto fault = invalid(e.field, e.text, draft, false, draft.today))
        s.faults[e.field] = *fault;
    else
        s.faults.erase(e.field);
    return {s};
}
Step on(A::Form s, const A::DomainChosen& e, Draft& draft) {
    const auto text = draft.text(FieldId::agent_email);
    return on(std::move(s),
              Edited{FieldId::agent_email, text.substr(0, text.find('@')) + "@" + e.domain}, draft);
}
Step on(A::Form s, const A::MethodChosen& e, Draft& draft) {
    s.method = e.method;
    prefill_card(draft);
    return {s};
}
Step on(const A::Form& s, const A::CaptureWanted&, Draft&) { return {s, {}, A::Outcome::capture}; }
Step on(const A::Form& s, const Next&, Draft& draft) {
    auto faults = faults_of(A::fields(s.method), draft, draft.today);
    if (!faults.empty()) return {A::Form{s.method, std::move(faults)}};
    return save(s.method, draft);
}
Step on(const A::Form&, const Back&, Draft&) { return {A::ChoosingInput{}}; }

// --- saving, then the code
// What was verified with these very data needs no second code; edited data come back as voided.
Step on(const A::Saving& s, const OrderReplied& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (s.rereading) {
        draft.order = e.order;
        return save(s.method, draft);
    }
    draft.take(e.order);
    if (draft.order.agent == Verified::verified || draft.order.agent == Verified::not_needed)
        return {s, {}, A::Outcome::verified};
    if (s.method == AgentMethod::face) return {s, {}, A::Outcome::face};
    return send_code(s.method, draft);
}
Step on(const A::Saving& s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (e.problem.code == "field-invalid") return marked_form(s.method, e.problem);
    if (e.problem.code == "order-changed" && !s.rereading) {
        const auto asked = draft.ask(reply_patience);
        return {A::Saving{asked, s.method, true}, {ReadOrder{asked.id, draft.order.id}}};
    }
    return {A::Unavailable{s.method, e.problem}};
}
Step on(const A::SendingCode& s, const CodeSent& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    forget_code(draft);
    return {A::Coding{s.method, e.ticket, draft.now + e.ticket.resend_after, {}, {}}};
}
Step on(const A::SendingCode& s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    // A code went out moments ago: it is still good.
    if (e.problem.code == "too-soon")
        return {A::Coding{s.method, {}, draft.now + reply_patience, {}, {}}};
    if (e.problem.code == "offline" || e.problem.code == "timed-out")
        return {A::Unavailable{s.method, e.problem}};
    return {A::FailedWay{s.method, e.problem, others(s.method, draft)}};
}

// --- the code
Step on(A::Coding s, const Edited& e, Draft& draft) {
    if (e.field != FieldId::sms_code || s.asked) return {s};
    draft.fields[e.field].text = e.text.substr(0, code_length);
    s.problem.reset();
    return {s};
}
Step on(A::Coding s, const Next&, Draft& draft) {
    if (s.asked) return {s};
    const Secret code{draft.text(FieldId::sms_code)};
    if (code.size() != code_length) {
        s.problem = problem_of("code-incomplete", Problem::Who::customer);
        return {s};
    }
    forget_code(draft);
    s.asked = draft.ask(reply_patience);
    s.problem.reset();
    return {s, {VerifyAgent{s.asked->id, draft.order.id, s.method, code}}};
}
Step on(A::Coding s, const CodeResent&, Draft& draft) {
    if (s.asked || draft.now < s.resend_at) return {s};
    forget_code(draft);
    s.asked = draft.ask(reply_patience);
    s.problem.reset();
    return {s, {SendAgentCode{s.asked->id, draft.order.id, s.method}}};
}
Step on(const A::Coding& s, const CodeSent& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    return {A::Coding{s.method, e.ticket, draft.now + e.ticket.resend_after, {}, {}}};
}
Step on(const A::Coding& s, const AgentChecked& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    draft.order.agent = Verified::verified;
    return {s, {}, A::Outcome::verified};
}
Step on(A::Coding s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (e.problem.code == "code-spent" || e.problem.code == "agent-mismatch")
        return {A::FailedWay{s.method, e.problem, others(s.method, draft)}};
    if (e.problem.tries_left) s.ticket.tries_left = *e.problem.tries_left;
    s.asked.reset();
    s.problem = e.problem;
    return {s};
}
Step on(A::Coding s, const Ticked&, Draft& draft) {
    if (!overdue(s.asked, draft)) return {s};
    s.asked.reset();
    s.problem = offline();
    return {s};
}
Step on(const A::Coding&, const A::MethodChosen& e, Draft& draft) {
    forget_code(draft);
    prefill_card(draft);
    return {A::Form{e.method, {}}};
}
Step on(const A::Coding& s, const Back&, Draft& draft) {
    forget_code(draft);
    return {A::Form{s.method, {}}};
}

// --- this way failed: the others at once
Step on(const A::FailedWay&, const A::MethodChosen& e, Draft& draft) {
    prefill_card(draft);
    return {A::Form{e.method, {}}};
}
Step on(const A::FailedWay& s, const Retried&, Draft& draft) {
    return s.problem.code == "code-spent" ? send_code(s.method, draft)
                                          : marked_form(s.method, s.problem);
}
Step on(const A::FailedWay& s, const Back&, Draft&) { return marked_form(s.method, s.problem); }

Step on(const A::Unavailable& s, const Retried&, Draft& draft) { return save(s.method, draft); }
Step on(const A::Unavailable& s, const Back&, Draft&) { return {A::Form{s.method, {}}}; }

template <class S>
requires requires(S s) { s.asked.deadline; }
Step on(const S& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? Step{A::Unavailable{s.method, offline()}} : Step{s};
}
template <class S, class E>
Meaningless on(const S&, const E&, Draft&) {
    return {};
}

}  // namespace

Stepped<Agent::State, Agent::Outcome> Agent::begin(Draft& draft) {
    if (draft.in_person()) return {ChoosingInput{}, {}, Outcome::verified};
    const bool known =
        !draft.text(FieldId::agent_name).empty() || draft.photos.contains("agent_id_front");
    return known ? form(draft) : Step{ChoosingInput{}};
}

Stepped<Agent::State, Agent::Outcome> Agent::form(Draft& draft) {
    return {Form{offered(draft).front(), {}}};
}

Stepped<Agent::State, Agent::Outcome> Agent::by_method(AgentMethod method, Draft& draft) {
    prefill_card(draft);
    return {Form{method, {}}};
}

Stepped<Agent::State, Agent::Outcome> Agent::next(const State& state, const Event& event,
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

std::vector<FieldId> Agent::fields(AgentMethod method) {
    std::vector<FieldId> asked{FieldId::agent_name, FieldId::agent_id_number, FieldId::agent_mobile,
                               FieldId::agent_email};
    if (method == AgentMethod::bank_card) {
        asked.push_back(FieldId::agent_card);
        asked.push_back(FieldId::agent_card_mobile);
    }
    return asked;
}

std::vector<AgentMethod> agent_methods(const Draft& draft) { return offered(draft); }

const std::vector<std::string>& common_domains() {
    static const std::vector<std::string> domains{"qq.com",  "163.com",  "126.com",
                                                  "139.com", "sina.com", "foxmail.com"};
    return domains;
}

}  // namespace kiosk::flow
