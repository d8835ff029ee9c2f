#include "kiosk/flow/organisation_ways.hpp"

#include "kiosk/flow/asking.hpp"
#include "kiosk/flow/validation.hpp"

#include <algorithm>

namespace kiosk::flow::organisation_ways {
namespace {

constexpr std::size_t transfer_code_length = 6;

Step send_link(Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {O::SendingLink{asked},
            {SendFaceLink{asked.id, draft.order.id, draft.text(FieldId::lr_mobile)}}};
}

O::WaitingForFace waiting(const FaceSession& session, Asked watch, const Draft& draft) {
    O::WaitingForFace s;
    s.session = session;
    s.watch = watch;
    s.resend_at = draft.now + session.resend_after;
    s.expires_at = draft.now + session.expires_in;
    return s;
}

Step watch(O::WaitingForFace s, Draft& draft) {
    s.watch = draft.ask(watch_patience);
    const auto id = s.session.id;
    return {std::move(s), {WatchFace{draft.last_ask, id}}};
}

Step watch(O::ELicence s, Draft& draft) {
    s.watch = draft.ask(watch_patience);
    return {std::move(s), {WatchOrganisation{draft.last_ask, draft.order.id}}};
}

bool has_ended(const FaceSession& session) {
    return session.state == FaceState::failed || session.state == FaceState::expired ||
           session.state == FaceState::cancelled;
}

bool is_network(const Problem& problem) {
    return problem.code == "offline" || problem.code == "timed-out";
}

Step resend(O::WaitingForFace s, const std::string& mobile, Draft& draft) {
    s.resending = draft.ask(reply_patience);
    s.fault.clear();
    s.correcting = false;
    const auto ask = s.resending->id;
    const auto id = s.session.id;
    return {std::move(s), {ResendFaceLink{ask, id, mobile}}};
}

/// A reply to the watch, or to a resend; what the customer is correcting stays.
Step face_came(const O::WaitingForFace& s, const FaceSession& session, bool resent, Draft& draft) {
    if (session.state == FaceState::passed) return verified(s, draft);
    if (has_ended(session)) return {O::FaceEnded{session}};
    auto next = waiting(session, s.watch, draft);
    next.correcting = s.correcting;
    next.mobile_before = s.mobile_before;
    next.fault = resent ? "" : s.fault;
    if (!resent) next.resending = s.resending;
    // A corrected number begins a session of its own where the backend has it so.
    if (!resent || session.id != s.session.id) return watch(std::move(next), draft);
    return {next};
}

/// Both parts, but only what the backend can take: a half-typed number waits for its other half.
std::map<FieldId, std::string> savable(const Draft& draft) {
    auto wanted = O::fields(0, draft);
    std::ranges::copy(O::fields(1, draft), std::back_inserter(wanted));
    auto texts = draft.texts(wanted);
    std::erase_if(texts, [&](const auto& entry) {
        return invalid(entry.first, entry.second, draft, true, draft.today).has_value();
    });
    return texts;
}

}  // namespace

bool is_complete(int part, const Draft& draft) {
    return faults_of(O::fields(part, draft), draft, draft.today).empty() &&
           (part == 0 || draft.choices.lr_in_person.has_value());
}

Step save(int part, Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {O::Saving{asked, part, false},
            {SaveStep{asked.id, draft.order.id, draft.order.etag, "organisation", "organisation",
                      savable(draft), draft.choices}}};
}

Step check(Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    const auto method = draft.method.value_or(draft.order.method);
    return {O::Checking{asked}, {VerifyOrganisation{asked.id, draft.order.id, method}}};
}

Step verified(O::State state, Draft& draft) {
    draft.order.organisation = Verified::verified;
    draft.fields.erase(FieldId::transfer_code);
    return {std::move(state), {}, O::Outcome::verified};
}

Step change_method(Method method, Draft& draft) {
    draft.method = method;
    draft.fields.erase(FieldId::transfer_code);
    for (const int part : {0, 1})
        if (!is_complete(part, draft)) {
            auto faults = faults_of(O::fields(part, draft), draft, draft.today);
            return {O::Form{part, std::move(faults), part == 1 && !draft.choices.lr_in_person}};
        }
    // Both parts go to the backend again: the fields of the new way may never have been sent.
    return save(1, draft);
}

// --- 刷脸: the link to the LR's phone (R12)
Step on(const O::ChoosingFaceWay&, const O::SmsWayChosen&, Draft& draft) {
    return send_link(draft);
}
Step on(const O::ChoosingFaceWay& s, const O::OnSiteWayChosen&, Draft&) {
    return {s, {}, O::Outcome::face_on_site};
}
Step on(const O::ChoosingFaceWay&, const O::OtherMethodWanted& e, Draft& draft) {
    return change_method(e.method, draft);
}
Step on(const O::ChoosingFaceWay&, const Back&, Draft&) { return {O::Form{1, {}, false}}; }

Step on(const O::SendingLink& s, const FaceReplied& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (e.session.state == FaceState::passed) return verified(s, draft);
    if (has_ended(e.session)) return {O::FaceEnded{e.session}};
    return watch(waiting(e.session, {}, draft), draft);
}

Step on(const O::WaitingForFace& s, const FaceReplied& e, Draft& draft) {
    if (answers(s.watch, e.to)) return face_came(s, e.session, false, draft);
    if (answers(s.resending, e.to)) return face_came(s, e.session, true, draft);
    return {s};
}
Step on(O::WaitingForFace s, const Failed& e, Draft& draft) {
    if (answers(s.watch, e.to))
        return is_network(e.problem) ? watch(std::move(s), draft) : Step{O::Unavailable{e.problem}};
    if (!answers(s.resending, e.to)) return {s};
    s.resending.reset();
    s.fault = e.problem.code == "too-soon" ? "organisation.face_wait.too_soon"
                                           : "organisation.face_wait.not_sent";
    return {s};
}
Step on(O::WaitingForFace s, const Ticked&, Draft& draft) {
    if (draft.now >= s.expires_at) {
        s.session.state = FaceState::expired;
        return {O::FaceEnded{s.session}};
    }
    if (overdue(s.resending, draft)) {
        s.resending.reset();
        s.fault = "organisation.face_wait.not_sent";
    }
    return overdue(s.watch, draft) ? watch(std::move(s), draft) : Step{s};
}
Step on(const O::WaitingForFace& s, const CodeResent&, Draft& draft) {
    if (s.resending || s.correcting || draft.now < s.resend_at) return {s};
    return resend(s, {}, draft);
}
Step on(O::WaitingForFace s, const O::MobileCorrecting&, Draft& draft) {
    if (s.resending) return {s};
    auto& mobile = draft.fields[FieldId::lr_mobile].text;
    if (s.correcting)
        mobile = s.mobile_before;
    else
        s.mobile_before = mobile;
    s.correcting = !s.correcting;
    s.fault.clear();
    return {s};
}
Step on(O::WaitingForFace s, const Edited& e, Draft& draft) {
    if (!s.correcting || e.field != FieldId::lr_mobile) return {s};
    draft.fields[e.field] = {e.text, std::nullopt, false};
    s.fault = invalid(e.field, e.text, draft, false).value_or("");
    return {s};
}
Step on(O::WaitingForFace s, const Next&, Draft& draft) {
    if (!s.correcting) return {s};
    const auto mobile = draft.text(FieldId::lr_mobile);
    s.fault = invalid(FieldId::lr_mobile, mobile, draft, true).value_or("");
    return s.fault.empty() ? resend(std::move(s), mobile, draft) : Step{s};
}
// Going back and changing data ends the link: nobody shall pass for data that are no longer so.
Step on(const O::WaitingForFace& s, const Back&, Draft& draft) {
    if (s.correcting) return on(s, O::MobileCorrecting{}, draft);
    return {O::Form{1, {}, false}, {CancelFace{s.session.id}}};
}
Step on(const O::WaitingForFace& s, const O::OtherMethodWanted& e, Draft& draft) {
    auto step = change_method(e.method, draft);
    step.effects.insert(step.effects.begin(), CancelFace{s.session.id});
    return step;
}

// The link is worth nothing any more once the LR stands here.
Step on(const O::WaitingForFace& s, const O::OnSiteWayChosen&, Draft&) {
    return {O::ChoosingFaceWay{}, {CancelFace{s.session.id}}, O::Outcome::face_on_site};
}

Step on(const O::FaceEnded& s, const Retried&, Draft& draft) {
    return s.session.tries_left > 0 || s.session.state != FaceState::failed ? send_link(draft)
                                                                            : Step{s};
}
Step on(const O::FaceEnded&, const O::OnSiteWayChosen&, Draft&) {
    return {O::ChoosingFaceWay{}, {}, O::Outcome::face_on_site};
}
Step on(const O::FaceEnded&, const O::OtherMethodWanted& e, Draft& draft) {
    return change_method(e.method, draft);
}
Step on(const O::FaceEnded&, const Back&, Draft&) { return {O::Form{1, {}, false}}; }

// --- 对公打款: the memo code is typed back
Step on(O::Transfer s, const Edited& e, Draft& draft) {
    if (e.field != FieldId::transfer_code || s.asked) return {s};
    draft.fields[e.field].text = e.text.substr(0, transfer_code_length);
    s.problem.reset();
    return {s};
}
Step on(O::Transfer s, const Next&, Draft& draft) {
    if (s.asked) return {s};
    const auto code = draft.text(FieldId::transfer_code);
    if (code.size() != transfer_code_length) {
        s.problem = problem_of("code-incomplete", Problem::Who::customer);
        return {s};
    }
    s.problem.reset();
    s.asked = draft.ask(reply_patience);
    return {s, {SubmitTransferCode{s.asked->id, draft.order.id, code}}};
}
Step on(O::Transfer s, const OrganisationChecked& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    using State = OrganisationCheck::State;
    if (e.check.state == State::verified) return verified(s, draft);
    s.asked.reset();
    if (e.check.state != State::pending) return {O::Refuted{}};
    s.problem = problem_of("wrong-code", Problem::Who::customer);
    return {s};
}
Step on(O::Transfer s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    s.asked.reset();
    s.problem = e.problem;
    if (e.problem.code == "wrong-code") draft.fields.erase(FieldId::transfer_code);
    return {s};
}
Step on(O::Transfer s, const Ticked&, Draft& draft) {
    if (!overdue(s.asked, draft)) return {s};
    s.asked.reset();
    s.problem = offline();
    return {s};
}
// A new transfer, when the code is spent or never came.
Step on(const O::Transfer& s, const Retried&, Draft& draft) {
    if (s.asked) return {s};
    draft.fields.erase(FieldId::transfer_code);
    return check(draft);
}
Step on(const O::Transfer&, const O::OtherMethodWanted& e, Draft& draft) {
    return change_method(e.method, draft);
}
Step on(const O::Transfer& s, const Back&, Draft& draft) {
    if (s.asked) return {s};
    draft.fields.erase(FieldId::transfer_code);
    return {O::Form{0, {}, false}};
}

// --- 电子营业执照: confirmed on the phone; an expired code is renewed by itself
Step on(O::ELicence s, const OrganisationChecked& e, Draft& draft) {
    if (!answers(s.watch, e.to)) return {s};
    using State = OrganisationCheck::State;
    switch (e.check.state) {
        case State::verified: return verified(s, draft);
        case State::expired: return check(draft);
        case State::pending:
            if (!e.check.qr_payload.empty()) s.check = e.check;
            return watch(std::move(s), draft);
        default: return {O::Refuted{}};
    }
}
Step on(const O::ELicence& s, const Failed& e, Draft& draft) {
    if (!answers(s.watch, e.to)) return {s};
    return is_network(e.problem) ? watch(s, draft) : Step{O::Unavailable{e.problem}};
}
Step on(const O::ELicence& s, const Ticked&, Draft& draft) {
    return overdue(s.watch, draft) ? watch(s, draft) : Step{s};
}
Step on(const O::ELicence&, const O::OtherMethodWanted& e, Draft& draft) {
    return change_method(e.method, draft);
}
Step on(const O::ELicence&, const Back&, Draft&) { return {O::Form{1, {}, false}}; }

}  // namespace kiosk::flow::organisation_ways
