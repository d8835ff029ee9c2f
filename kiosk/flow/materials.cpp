#include "kiosk/flow/materials.hpp"

#include "kiosk/flow/asking.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

using M = Materials;
using Step = Stepped<M::State, M::Outcome>;

constexpr auto sending_patience = std::chrono::seconds(90);  // a photo over a slow line
constexpr std::size_t code_length = 6;
/// Sends the next photo that lies only here; rests when none does.
Step send_next(M::Listing s, Draft& draft) {
    s.sending.reset();
    s.sending_kind.clear();
    for (const auto& rule : needed_materials(draft)) {
        const auto photo = draft.photos.find(rule.id);
        if (photo == draft.photos.end() || !lies_only_here(photo->second)) continue;
        photo->second.state = Photo::State::sending;
        s.sending = draft.ask(sending_patience);
        s.sending_kind = rule.id;
        return {s, {SendMaterial{s.sending->id, draft.order.id, rule.id, photo->second.taken}}};
    }
    return {s};
}

Step list(Draft& draft, std::optional<Problem> problem = {}) {
    auto step = send_next({}, draft);
    std::get<M::Listing>(step.state).problem = std::move(problem);
    return step;
}

/// Where no material is asked for, there is no list to go back to.
Step back_from(const M::State& s, Draft& draft) {
    return needed_materials(draft).empty() ? Step{s, {}, M::Outcome::left} : list(draft);
}

Step give_up_sending(M::Listing s, const Problem& problem, Draft& draft) {
    if (const auto photo = draft.photos.find(s.sending_kind); photo != draft.photos.end())
        photo->second.state = Photo::State::kept;
    s.sending.reset();
    s.problem = problem;
    return {s};
}

Step capture(const M::State& s, std::string_view kind, Draft& draft) {
    draft.wanted_material = kind;
    return {s, {}, M::Outcome::capture};
}

Step request_letter(Draft& draft) {
    draft.choices.letter = LetterWay::e_sign;
    const auto asked = draft.ask(reply_patience);
    return {M::RequestingLetter{asked}, {RequestESign{asked.id, draft.order.id}}};
}

Step watch_letter(M::WaitingForLetter s, Draft& draft) {
    s.watch = draft.ask(watch_patience);
    return {s, {WatchLetter{s.watch.id, draft.order.id}}};
}

Step watch_photos(const std::string& url, Draft& draft) {
    const auto asked = draft.ask(watch_patience);
    return {M::HandOver{url, asked}, {WatchMaterials{asked.id, draft.order.id}}};
}

void forget_code(Draft& draft) { draft.fields.erase(FieldId::sms_code); }
Step save(Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {M::Saving{asked, false},
            {SaveStep{asked.id,
                      draft.order.id,
                      draft.order.etag,
                      "materials",
                      "materials",
                      {},
                      draft.choices}}};
}

Step read_and_save(Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {M::Saving{asked, true}, {ReadOrder{asked.id, draft.order.id}}};
}

// --- the list
Step on(M::Listing s, const MaterialSent& e, Draft& draft) {
    if (!answers(s.sending, e.to)) return {s};
    if (const auto photo = draft.photos.find(s.sending_kind); photo != draft.photos.end())
        photo->second.state = e.material.state == MaterialState::rejected ? Photo::State::refused
                                                                          : Photo::State::sent;
    note_material(e.material, draft);
    if (s.sending_kind == authorisation_letter) draft.order.letter = LetterState::stamped;
    std::erase(s.missing, s.sending_kind);
    return send_next(std::move(s), draft);
}
// What the backend says of the photo is the photo's fault; anything else may be tried again.
Step on(M::Listing s, const Failed& e, Draft& draft) {
    if (!answers(s.sending, e.to)) return {s};
    const auto photo = draft.photos.find(s.sending_kind);
    if (photo == draft.photos.end() || e.problem.who != Problem::Who::customer)
        return give_up_sending(std::move(s), e.problem, draft);
    photo->second.state = Photo::State::refused;
    s.problem = e.problem;
    s.problem->items = {s.sending_kind};
    return send_next(std::move(s), draft);
}
Step on(const M::Listing& s, const Ticked&, Draft& draft) {
    return overdue(s.sending, draft) ? give_up_sending(s, offline(), draft) : Step{s};
}
Step on(M::Listing s, const MaterialsListed& e, Draft& draft) {
    if (!answers(s.sending, e.to)) return {s};
    draft.order.materials = e.materials;
    return send_next(std::move(s), draft);
}
Step on(M::Listing s, const M::Removed& e, Draft& draft) {
    if (s.sending) return {s};
    Effects effects;
    if (const auto photo = draft.photos.find(e.kind); photo != draft.photos.end()) {
        effects.emplace_back(ForgetPicture{photo->second.taken});
        if (photo->second.page) effects.emplace_back(ForgetPicture{*photo->second.page});
        draft.photos.erase(photo);
    }
    s.problem.reset();
    s.sending = draft.ask(reply_patience);
    s.sending_kind = e.kind;
    effects.emplace_back(DeleteMaterial{s.sending->id, draft.order.id, e.kind});
    return {s, std::move(effects)};
}
Step on(const M::Listing& s, const M::CaptureWanted& e, Draft& draft) {
    return capture(s, e.kind, draft);
}
Step on(const M::Listing&, const M::HandOverWanted&, Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {M::OpeningHandOver{asked}, {OpenHandOver{asked.id, draft.order.id}}};
}
Step on(const M::Listing& s, const M::LetterWanted&, Draft& draft) {
    const auto& ways = draft.channel.letter_ways;
    const auto has = [&](LetterWay way) { return std::ranges::count(ways, way) > 0; };
    if (has(LetterWay::e_sign))
        return has(LetterWay::stamped) ? Step{M::ChoosingLetter{}} : request_letter(draft);
    draft.choices.letter = LetterWay::stamped;
    return capture(s, authorisation_letter, draft);
}
Step on(M::Listing s, const Retried&, Draft& draft) {
    s.problem.reset();
    return s.sending ? Step{s} : send_next(std::move(s), draft);
}
Step on(M::Listing s, const Dismissed&, Draft&) {
    s.problem.reset();
    return {s};
}
Step on(M::Listing s, const Next&, Draft& draft) {
    if (s.sending) return {s};
    s.problem.reset();
    s.missing = missing_materials(draft);
    if (!s.missing.empty()) return {s};
    auto sending = send_next(s, draft);
    return sending.effects.empty() ? read_and_save(draft) : sending;
}
Step on(const M::Listing& s, const Back&, Draft&) { return {s, {}, M::Outcome::left}; }

// --- the customer's own phone
Step on(const M::OpeningHandOver& s, const HandOverOpened& e, Draft& draft) {
    return answers(s.asked, e.to) ? watch_photos(e.url, draft) : Step{s};
}
Step on(const M::OpeningHandOver& s, const Failed& e, Draft& draft) {
    return answers(s.asked, e.to) ? list(draft, e.problem) : Step{s};
}
Step on(const M::HandOver& s, const MaterialsListed& e, Draft& draft) {
    if (!answers(s.watch, e.to)) return {s};
    draft.order.materials = e.materials;
    return missing_materials(draft).empty() ? list(draft) : watch_photos(s.url, draft);
}
Step on(const M::HandOver& s, const Failed& e, Draft& draft) {
    return answers(s.watch, e.to) ? watch_photos(s.url, draft) : Step{s};
}
Step on(const M::HandOver& s, const Ticked&, Draft& draft) {
    return overdue(s.watch, draft) ? watch_photos(s.url, draft) : Step{s};
}
Step on(const M::HandOver&, const Next&, Draft& draft) { return list(draft); }
Step on(const M::HandOver&, const Back&, Draft& draft) { return list(draft); }

// --- 授权委托书 (R21)
Step on(const M::ChoosingLetter& s, const M::StampedChosen&, Draft& draft) {
    draft.choices.letter = LetterWay::stamped;
    return capture(s, authorisation_letter, draft);
}
Step on(const M::ChoosingLetter&, const M::ESignChosen&, Draft& draft) {
    return request_letter(draft);
}
Step on(const M::ChoosingLetter&, const Back&, Draft& draft) { return list(draft); }

Step letter_ended(const LetterReplied& e, Draft& draft) {
    draft.order.letter = e.state;
    const bool expired = e.state == LetterState::none;
    return expired ? list(draft, problem_of("letter-expired", Problem::Who::customer))
                   : list(draft);
}
Step on(const M::RequestingLetter& s, const LetterReplied& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (e.state != LetterState::pending) return letter_ended(e, draft);
    draft.order.letter = e.state;
    return watch_letter({e.ticket, {}, draft.now + e.ticket.resend_after, {}}, draft);
}
Step on(const M::RequestingLetter& s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    // The link went out moments ago and is still good.
    if (e.problem.code == "too-soon")
        return watch_letter({{}, {}, draft.now + reply_patience, {}}, draft);
    return list(draft, e.problem);
}
Step on(M::WaitingForLetter s, const LetterReplied& e, Draft& draft) {
    if (answers(s.resending, e.to)) {
        s.resending.reset();
        s.ticket = e.ticket;
        s.resend_at = draft.now + e.ticket.resend_after;
        return {s};
    }
    if (!answers(s.watch, e.to)) return {s};
    if (e.state != LetterState::pending) return letter_ended(e, draft);
    if (s.ticket.masked_mobile.empty()) s.ticket.masked_mobile = e.ticket.masked_mobile;
    return watch_letter(std::move(s), draft);
}
Step on(M::WaitingForLetter s, const Failed& e, Draft& draft) {
    if (answers(s.resending, e.to)) {
        s.resending.reset();
        return {s};
    }
    return answers(s.watch, e.to) ? watch_letter(std::move(s), draft) : Step{s};
}
Step on(M::WaitingForLetter s, const Ticked&, Draft& draft) {
    if (overdue(s.resending, draft)) s.resending.reset();
    return overdue(s.watch, draft) ? watch_letter(std::move(s), draft) : Step{s};
}
Step on(M::WaitingForLetter s, const CodeResent&, Draft& draft) {
    if (s.resending || draft.now < s.resend_at) return {s};
    s.resending = draft.ask(reply_patience);
    return {s, {RequestESign{s.resending->id, draft.order.id}}};
}
Step on(const M::WaitingForLetter&, const Back&, Draft&) { return {M::ChoosingLetter{}}; }

// --- saving what was chosen, then 证书申请签名 (R22)
Step on(const M::Saving& s, const OrderReplied& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (s.reading) {
        const auto mine = draft.choices;
        draft.take(e.order);
        draft.choices = mine;
        // The backend may know better than we did what is there.
        if (auto missing = missing_materials(draft); !missing.empty())
            return {M::Listing{{}, {}, std::move(missing), {}}};
        return save(draft);
    }
    draft.take(e.order);
    const auto asked = draft.ask(reply_patience);
    return {M::LoadingConsents{asked}, {LoadAgreements{asked.id, draft.channel.id, "signature"}}};
}
Step on(const M::LoadingConsents& s, const AgreementsLoaded& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    const auto asked = draft.ask(reply_patience);
    return {M::SendingCode{asked, e.agreements}, {SendSignatureCode{asked.id, draft.order.id}}};
}
Step on(const M::SendingCode& s, const CodeSent& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    forget_code(draft);
    return {M::Signing{s.agreements, e.ticket, draft.now + e.ticket.resend_after, {}, {}, {}, {}}};
}
Step on(const M::SendingCode& s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (e.problem.code == "too-soon")
        return {M::Signing{s.agreements, {}, draft.now + reply_patience, {}, {}, {}, {}}};
    if (e.problem.code != "order-incomplete") return {M::Unavailable{e.problem}};
    return {M::Listing{{}, {}, e.problem.items, e.problem}};
}

// --- signing
Step on(M::Signing s, const Edited& e, Draft& draft) {
    if (e.field != FieldId::sms_code || s.asked) return {s};
    draft.fields[e.field].text = e.text.substr(0, code_length);
    s.problem.reset();
    return {s};
}
Step on(M::Signing s, const M::AgreementTicked& e, Draft&) {
    if (s.ticked.erase(e.id) == 0) s.ticked.insert(e.id);
    s.problem.reset();
    return {s};
}
Step on(M::Signing s, const M::AgreementOpened& e, Draft&) {
    s.reading = e.id;
    return {s};
}
Step on(M::Signing s, const Dismissed&, Draft&) {
    s.reading.reset();
    return {s};
}
Step on(M::Signing s, const Next&, Draft& draft) {
    if (s.asked || s.reading) return {s};
    const auto ticked = [&](const Agreement& agreement) { return s.ticked.contains(agreement.id); };
    const Secret code{draft.text(FieldId::sms_code)};
    if (!std::ranges::all_of(s.agreements, ticked)) {
        s.problem = problem_of("consent-missing", Problem::Who::customer);
    } else if (code.size() != code_length) {
        s.problem = problem_of("code-incomplete", Problem::Who::customer);
    } else {
        forget_code(draft);
        s.problem.reset();
        s.asked = draft.ask(reply_patience);
        return {s, {Sign{s.asked->id, draft.order.id, code, consents_to(s.agreements)}}};
    }
    return {s};
}
Step on(M::Signing s, const CodeResent&, Draft& draft) {
    if (s.asked || draft.now < s.resend_at) return {s};
    forget_code(draft);
    s.problem.reset();
    s.asked = draft.ask(reply_patience);
    return {s, {SendSignatureCode{s.asked->id, draft.order.id}}};
}
Step on(M::Signing s, const CodeSent& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    s.asked.reset();
    s.ticket = e.ticket;
    s.resend_at = draft.now + e.ticket.resend_after;
    return {s};
}
Step on(const M::Signing& s, const OrderReplied& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    draft.take(e.order);
    return {s, {}, M::Outcome::complete};
}
Step on(M::Signing s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (e.problem.code == "order-incomplete")
        return {M::Listing{{}, {}, e.problem.items, e.problem}};
    if (e.problem.tries_left) s.ticket.tries_left = *e.problem.tries_left;
    // Five wrong ones spend a code; the new one may be sent at once.
    if (e.problem.code == "code-spent") s.resend_at = draft.now;
    s.asked.reset();
    s.problem = e.problem;
    return {s};
}
Step on(M::Signing s, const Ticked&, Draft& draft) {
    if (!overdue(s.asked, draft)) return {s};
    s.asked.reset();
    s.problem = offline();
    return {s};
}
Step on(M::Signing s, const Back&, Draft& draft) {
    if (s.reading) {
        s.reading.reset();
        return {s};
    }
    forget_code(draft);
    return back_from(s, draft);
}

Step on(const M::Unavailable&, const Retried&, Draft& draft) { return read_and_save(draft); }
Step on(const M::Unavailable& s, const Back&, Draft& draft) { return back_from(s, draft); }

template <class S>
requires requires(S s) { s.asked.deadline; }
Step on(const S& s, const Failed& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    return e.problem.code == "order-changed" ? read_and_save(draft)
                                             : Step{M::Unavailable{e.problem}};
}
template <class S>
requires requires(S s) { s.asked.deadline; }
Step on(const S& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? Step{M::Unavailable{offline()}} : Step{s};
}
template <class S, class E>
Meaningless on(const S&, const E&, Draft&) {
    return {};
}

}  // namespace

Stepped<Materials::State, Materials::Outcome> Materials::begin(Draft& draft) {
    return needed_materials(draft).empty() ? read_and_save(draft) : list(draft);
}

Stepped<Materials::State, Materials::Outcome> Materials::next(const State& state,
                                                              const Event& event, Draft& draft) {
    return std::visit(
        [&](const auto& s, const auto& e) {
            if constexpr (means_something<decltype(on(s, e, draft))>)
                return on(s, e, draft);
            else
                return unchanged<Step>(state);
        },
        state, event);
}

std::string Materials::wanted(const Draft& draft) { return draft.wanted_material; }

}  // namespace kiosk::flow
