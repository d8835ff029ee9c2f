#include "kiosk/flow/visit_leaving.hpp"

#include "kiosk/flow/asking.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;

constexpr auto idle_patience = 90s;
constexpr auto waiting_patience = 10min;  // the customer waits for a phone, not for us

/// The save that keeps what stands on the page, where there is anything to keep.
std::optional<SaveStep> save_here(const Visit& visit, AskId ask) {
    const auto& draft = visit.draft;
    if (draft.order.id.empty()) return std::nullopt;
    const auto save = [&](const std::string& step, const std::vector<FieldId>& fields) {
        return SaveStep{ask,  draft.order.id,      draft.order.etag, step,
                        step, draft.texts(fields), draft.choices};
    };
    const auto organisation = [&] {
        auto fields = Organisation::fields(0, draft);
        std::ranges::copy(Organisation::fields(1, draft), std::back_inserter(fields));
        return save("organisation", fields);
    };
    if (std::holds_alternative<Organisation::State>(visit.page)) return organisation();
    if (const auto* capturing = std::get_if<Capturing>(&visit.page);
        capturing && capturing->step == StepId::organisation)
        return organisation();
    if (const auto* agent = std::get_if<Agent::State>(&visit.page))
        if (const auto* form = std::get_if<Agent::Form>(agent))
            return save("agent", Agent::fields(form->method));
    if (std::holds_alternative<Details::State>(visit.page))
        return save("details", Details::fields(draft));
    return std::nullopt;
}

template <class... States>
bool shows(const Page& page) {
    return std::visit(
        []<class P>(const P& state) {
            if constexpr (requires { state.index(); })
                return std::visit(
                    []<class S>(const S&) { return (std::is_same_v<S, States> || ...); }, state);
            else
                return false;
        },
        page);
}

/// Waits for somebody's phone or for us are not idleness.
bool waits(const Page& page) {
    return shows<Organisation::WaitingForFace, Organisation::ELicence, Face::Sending,
                 Face::Deciding, Materials::HandOver, Materials::WaitingForLetter, Pay::Paying,
                 Pay::Unknown, Issuing::AwaitingKey>(page);
}

// --- the dialogue 保存并离开

void print_how_to_continue(Visit& visit, Leaving& leaving, Effects& effects) {
    if (leaving.printing) return;
    leaving.printing = visit.draft.ask(reply_patience);
    leaving.slip.reset();
    const auto& order = visit.draft.order;
    effects.emplace_back(
        PrintSlip{leaving.printing->id, "continue", {}, order.receipt_qr, order.id});
}

void printed(Leaving& leaving, SlipResult result) {
    leaving.printing.reset();
    leaving.slip = result;
}

void saved(Leaving& leaving, std::optional<Problem> problem) {
    leaving.saving.reset();
    leaving.problem = std::move(problem);
}

/// What the dialogue waits for: the last save, the slip.
void hear(Leaving& leaving, const Event& event, Draft& draft) {
    if (const auto* slip = std::get_if<SlipPrinted>(&event);
        slip && answers(leaving.printing, slip->to))
        printed(leaving, slip->result);
    if (const auto* reply = std::get_if<OrderReplied>(&event);
        reply && answers(leaving.saving, reply->to)) {
        draft.take(reply->order);
        saved(leaving, {});
    }
    if (const auto* failed = std::get_if<Failed>(&event)) {
        if (answers(leaving.saving, failed->to)) saved(leaving, failed->problem);
        if (answers(leaving.printing, failed->to)) printed(leaving, SlipResult::not_printed);
    }
    if (std::holds_alternative<Ticked>(event)) {
        if (overdue(leaving.saving, draft)) saved(leaving, offline());
        if (overdue(leaving.printing, draft)) printed(leaving, SlipResult::uncertain);
    }
}

// --- pictures

template <class S, class P>
bool asks(const P* page, AskId to) {
    const auto* state = page ? std::get_if<S>(page) : nullptr;
    return state && answers(state->asked, to);
}

Effects pictures_of(const ReadingResult& reading) {
    Effects forgotten;
    if (reading.page) forgotten.emplace_back(ForgetPicture{*reading.page});
    for (const auto& value : reading.values)
        if (value.crop) forgotten.emplace_back(ForgetPicture{*value.crop});
    return forgotten;
}

}  // namespace

void leave_dialogue(Visit& visit, Effects& effects) {
    if (visit.draft.order.id.empty() || std::holds_alternative<Entry::State>(visit.page))
        return end_visit(visit, effects);
    Leaving leaving;
    const auto asked = visit.draft.ask(reply_patience);
    if (auto save = save_here(visit, asked.id)) {
        leaving.saving = asked;
        effects.emplace_back(std::move(*save));
    }
    visit.dialogue = leaving;
}

void in_leave_dialogue(Visit& visit, Effects& effects, const Event& event) {
    auto& leaving = std::get<Leaving>(*visit.dialogue);
    if (std::holds_alternative<LeaveConfirmed>(event))
        end_visit(visit, effects);
    else if (std::holds_alternative<LeavePrintWanted>(event))
        print_how_to_continue(visit, leaving, effects);
    else if (std::holds_alternative<Dismissed>(event))
        visit.dialogue.reset();
    else
        hear(leaving, event, visit.draft);
}

void end_visit(Visit& visit, Effects& effects) {
    effects.emplace_back(EndVisit{});
    Visit fresh;
    fresh.draft.default_channel = visit.draft.default_channel;
    fresh.draft.default_language = fresh.language = visit.draft.default_language;
    fresh.draft.today = visit.draft.today;
    fresh.draft.now = visit.draft.now;
    fresh.draft.last_ask = visit.draft.last_ask;  // a late answer never meets the next customer
    visit = std::move(fresh);
}

void abandon(Visit& visit, Effects& effects) {
    if (auto save = save_here(visit, visit.draft.ask(reply_patience).id))
        effects.emplace_back(std::move(*save));
    end_visit(visit, effects);
}

bool may_be_left(const Page& page) {
    return !shows<Issuing::Working, Unlock::Working, View::Changing>(page);
}

bool idles(const Visit& visit) {
    return !std::holds_alternative<Attract>(visit.page) &&
           !std::holds_alternative<Farewell>(visit.page) && may_be_left(visit.page);
}

void give_patience(Visit& visit, Time touched) {
    visit.touched_at = touched;
    const auto reading = visit.draft.now + idle_patience;
    visit.idle_at = waits(visit.page) ? std::max(reading, touched + waiting_patience) : reading;
}

Effects unwanted_pictures(const Visit& visit, const Event& event) {
    const auto* page = std::get_if<Capturing>(&visit.page);
    const auto* capture = page ? &page->state : nullptr;
    const auto awaited = [&](AskId to) { return capture && Capture::awaits(*capture, to); };
    if (const auto* taken = std::get_if<PhotoTaken>(&event); taken && !awaited(taken->to))
        return {ForgetPicture{taken->photo}};
    if (const auto* read = std::get_if<DocumentRead>(&event); read && !awaited(read->to))
        return pictures_of(read->reading);
    if (const auto* fetched = std::get_if<PhotoFetched>(&event);
        fetched &&
        !asks<Resume::FetchingPhotos>(std::get_if<Resume::State>(&visit.page), fetched->to))
        return {ForgetPicture{fetched->picture}};
    return {};
}

}  // namespace kiosk::flow
