#include "kiosk/flow/capture.hpp"

#include "kiosk/flow/asking.hpp"
#include "kiosk/flow/capture_sheets.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;
using C = Capture;
using Step = Stepped<C::State, C::Outcome>;
using Stage = C::Sheet::Stage;

constexpr auto preview_patience = 15s;  // a camera that shows nothing for so long is out of order
constexpr auto stillness_patience = 2s;
constexpr auto steady_before_taking = 700ms;  // long enough to take the hand away

void add(Effects& effects, Effects more) { std::ranges::move(more, std::back_inserter(effects)); }

Step aim(C::Job job, std::size_t at, Draft& draft, Effects effects = {}, bool armed = false) {
    job.at = at;
    C::Aiming aiming{std::move(job), draft.ask(preview_patience)};
    aiming.armed = armed;
    effects.emplace_back(StartPreview{aiming.preview.id});
    return {std::move(aiming), std::move(effects)};
}

/// What does not belong to the others is told at once; nothing when all does.
std::optional<Step> differ(C::Job& job, Effects& effects) {
    const auto odd = std::ranges::find_if(job.sheets, [](const auto& s) { return !!s.odd; });
    if (odd == job.sheets.end()) return std::nullopt;
    job.at = static_cast<std::size_t>(odd - job.sheets.begin());
    effects.emplace_back(StopPreview{});
    return Step{C::Differing{std::move(job)}, std::move(effects)};
}

/// Nothing more to take: waits for the last readings, asks again for what was refused.
Step finish(C::Finishing s, Draft& draft, Effects effects = {}) {
    if (auto differing = differ(s.job, effects)) return std::move(*differing);
    if (reads(s.job)) return {std::move(s), std::move(effects)};
    if (s.by_hand) return {std::move(s), std::move(effects), C::Outcome::by_hand};
    if (const auto next = next_wanted(s.job))
        return aim(std::move(s.job), *next, draft, std::move(effects));
    return {std::move(s), std::move(effects), C::Outcome::done};
}

/// Back to work after a photo was looked at or turned.
Step resume(C::Job job, Draft& draft, Effects effects = {}) {
    if (auto differing = differ(job, effects)) return std::move(*differing);
    if (const auto next = next_wanted(job))
        return aim(std::move(job), *next, draft, std::move(effects));
    return finish({std::move(job)}, draft, std::move(effects));
}

Step no_camera(C::Job job, Problem problem) {
    return {C::NoCamera{std::move(job), std::move(problem)}, {StopPreview{}}};
}

Step take(C::Aiming s, Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {C::Taking{std::move(s.job), s.preview, asked}, {TakePhoto{asked.id}}};
}

Step look_closely(C::Job job, std::size_t at, Effects effects) {
    job.at = at;
    effects.emplace_back(StopPreview{});
    return {C::Checking{std::move(job)}, std::move(effects)};
}

// --- what readings change in each state
Step go_on(C::Aiming s, Effects effects, Draft& draft) {
    if (auto differing = differ(s.job, effects)) return std::move(*differing);
    const auto stage = s.job.sheets[s.job.at].stage;
    if (stage == Stage::wanted || stage == Stage::refused)
        return {std::move(s), std::move(effects)};
    if (const auto next = next_wanted(s.job)) {
        s.job.at = *next;
        return {std::move(s), std::move(effects)};
    }
    effects.emplace_back(StopPreview{});
    return finish({std::move(s.job)}, draft, std::move(effects));
}
Step go_on(C::Finishing s, Effects effects, Draft& draft) {
    return finish(std::move(s), draft, std::move(effects));
}
template <class S>
Step go_on(S s, Effects effects, Draft&) {
    return {std::move(s), std::move(effects)};
}

template <class S>
Step on(S s, const DocumentRead& e, Draft& draft) {
    auto effects = settle(s.job, e.to, e.reading, draft);
    return go_on(std::move(s), std::move(effects), draft);
}
template <class S>
Step on(S s, const FieldsRead& e, Draft&) {
    show_so_far(s.job, e.to, e.so_far);
    return {std::move(s)};
}
template <class S>
Step unread(S s, AskId asked, Draft& draft) {
    Effects effects;
    if (auto* sheet = being_read(s.job, asked)) leave_unread(*sheet, effects, draft);
    return go_on(std::move(s), std::move(effects), draft);
}
template <class S>
Step on(S s, const Failed& e, Draft& draft) {
    return unread(std::move(s), e.to, draft);
}
template <class S>
Step on(S s, const Ticked&, Draft& draft) {
    Effects effects;
    for (auto& sheet : s.job.sheets)
        if (sheet.stage == Stage::reading && overdue(sheet.asked, draft))
            leave_unread(sheet, effects, draft);
    return go_on(std::move(s), std::move(effects), draft);
}

// --- aiming
bool is_unsteady(Guidance guidance) {
    return guidance == Guidance::moving || guidance == Guidance::blurred;
}
/// Somebody is at the tray: what lies there next is something new.
bool is_stirred(Guidance guidance) {
    using enum Guidance;
    return guidance == nothing || guidance == moving || guidance == not_whole ||
           guidance == too_far || guidance == too_close;
}

Step on(C::Aiming s, const Looked& e, Draft& draft) {
    if (!answers(s.preview, e.to)) return {std::move(s)};
    s.preview.deadline = draft.now + preview_patience;
    s.guidance = e.guidance;
    s.outline = e.outline;
    s.has_outline = e.has_outline;
    s.armed |= e.other_page || is_stirred(e.guidance);
    if (e.guidance != Guidance::good)
        s.take_at.reset();
    else if (s.armed && !s.take_at)
        s.take_at = draft.now + steady_before_taking;
    const bool waited = s.wanted && draft.now >= *s.wanted + stillness_patience;
    if (s.wanted && (waited || !is_unsteady(e.guidance))) return take(std::move(s), draft);
    return {std::move(s)};
}
// A hand on the button shakes the desk: a photo waits for the picture to settle, but not for ever.
Step on(C::Aiming s, const C::PhotoWanted&, Draft& draft) {
    if (!is_unsteady(s.guidance)) return take(std::move(s), draft);
    if (!s.wanted) s.wanted = draft.now;
    return {std::move(s)};
}
Step on(const C::Aiming& s, const Next&, Draft& draft) { return on(s, C::PhotoWanted{}, draft); }
Step on(const C::Aiming& s, const Failed& e, Draft& draft) {
    return answers(s.preview, e.to) ? no_camera(s.job, e.problem) : unread(s, e.to, draft);
}
Step on(const C::Aiming& s, const Ticked& e, Draft& draft) {
    if (overdue(s.preview, draft))
        return no_camera(s.job, problem_of("camera-absent", Problem::Who::hall_staff));
    if (s.take_at && draft.now >= *s.take_at) return take(s, draft);
    return on<C::Aiming>(s, e, draft);
}
Step on(const C::Aiming& s, const Back&, Draft&) { return {s, drop(s.job), C::Outcome::left}; }
Step by_hand(const C::Job& job, Draft& draft) {
    return finish({job, true}, draft, {StopPreview{}});
}
Step on(const C::Aiming& s, const C::ByHandWanted&, Draft& draft) { return by_hand(s.job, draft); }

// --- taking, or turning
Step on(C::Taking s, const PhotoTaken& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {std::move(s)};
    auto& sheet = s.job.sheets[s.job.at];
    Effects effects;
    if (s.turned && sheet.stage != Stage::kept) effects.emplace_back(ForgetPicture{*s.turned});
    if (!is_document(sheet.material)) {
        sheet.photo = e.photo;
        sheet.stage = Stage::wanted;
        const auto at = s.job.at;
        return look_closely(std::move(s.job), at, std::move(effects));
    }
    add(effects, read(sheet, e.photo, draft));
    if (s.turned) return resume(std::move(s.job), draft, std::move(effects));
    C::Aiming aiming{std::move(s.job), s.preview};
    aiming.preview.deadline = draft.now + preview_patience;
    aiming.armed = false;
    return go_on(std::move(aiming), std::move(effects), draft);
}
Step not_taken(const C::Taking& s, Problem problem) {
    if (s.turned) return {C::Checking{s.job}};
    return no_camera(s.job, std::move(problem));
}
Step on(const C::Taking& s, const Failed& e, Draft& draft) {
    return answers(s.asked, e.to) ? not_taken(s, e.problem) : unread(s, e.to, draft);
}
Step on(const C::Taking& s, const Ticked& e, Draft& draft) {
    if (!overdue(s.asked, draft)) return on<C::Taking>(s, e, draft);
    return not_taken(s, problem_of("camera-absent", Problem::Who::hall_staff));
}

// --- looking at one photo
template <class S>
Step open(const S& s, const std::string& material, Effects effects) {
    const auto sheet = std::ranges::find(s.job.sheets, material, &C::Sheet::material);
    if (sheet == s.job.sheets.end() || sheet->stage != Stage::kept) return {s};
    return look_closely(s.job, static_cast<std::size_t>(sheet - s.job.sheets.begin()),
                        std::move(effects));
}
Step on(const C::Aiming& s, const C::SheetOpened& e, Draft&) { return open(s, e.material, {}); }
Step on(const C::Finishing& s, const C::SheetOpened& e, Draft&) { return open(s, e.material, {}); }

Step on(C::Checking s, const Next&, Draft& draft) {
    Effects effects;
    auto& sheet = s.job.sheets[s.job.at];
    if (sheet.stage == Stage::wanted) effects = keep(sheet, draft);
    return resume(std::move(s.job), draft, std::move(effects));
}
Step on(C::Checking s, const C::Retaken&, Draft& draft) {
    auto& sheet = s.job.sheets[s.job.at];
    Effects effects;
    if (sheet.stage != Stage::kept) effects.emplace_back(ForgetPicture{sheet.photo});
    sheet = C::Sheet{sheet.material};
    const auto at = s.job.at;
    return aim(std::move(s.job), at, draft, std::move(effects));
}
Step on(const C::Checking& s, const Back&, Draft& draft) { return on(s, C::Retaken{}, draft); }
Step on(C::Checking s, const C::Enlarged&, Draft&) {
    s.enlarged = !s.enlarged;
    return {std::move(s)};
}
Step on(const C::Checking& s, const C::Rotated&, Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    const auto photo = s.job.sheets[s.job.at].photo;
    return {C::Taking{s.job, {}, asked, photo}, {RotatePhoto{asked.id, photo}}};
}

// --- what does not belong to the others
Step on(C::Differing s, const Next&, Draft& draft) {
    s.job.sheets[s.job.at].odd.reset();
    return resume(std::move(s.job), draft);
}
Step on(C::Differing s, const C::Retaken&, Draft& draft) {
    auto& sheet = s.job.sheets[s.job.at];
    sheet = C::Sheet{sheet.material};
    const auto at = s.job.at;
    return aim(std::move(s.job), at, draft);
}
Step on(const C::Differing& s, const Back&, Draft& draft) { return on(s, C::Retaken{}, draft); }

Step on(const C::Finishing& s, const Back&, Draft&) { return {s, drop(s.job), C::Outcome::left}; }

// --- no camera
Step on(const C::NoCamera& s, const Retried&, Draft& draft) {
    return aim(s.job, s.job.at, draft, {}, true);
}
Step on(const C::NoCamera& s, const C::ByHandWanted&, Draft& draft) {
    return by_hand(s.job, draft);
}
Step on(const C::NoCamera& s, const Next&, Draft& draft) { return by_hand(s.job, draft); }
Step on(const C::NoCamera& s, const Back&, Draft&) { return {s, drop(s.job), C::Outcome::left}; }

template <class S, class E>
Meaningless on(const S&, const E&, Draft&) {
    return {};
}

}  // namespace

Step Capture::begin(Draft& draft, const std::vector<std::string>& materials) {
    Job job;
    for (const auto& material : materials) job.sheets.push_back({material});
    return aim(std::move(job), 0, draft, {}, true);
}

Step Capture::next(const State& state, const Event& event, Draft& draft) {
    return std::visit(
        [&](const auto& s, const auto& e) {
            if constexpr (means_something<decltype(on(s, e, draft))>)
                return on(s, e, draft);
            else
                return unchanged<Step>(state);
        },
        state, event);
}

const Capture::Job& Capture::job_of(const State& state) {
    return std::visit([](const auto& s) -> const Job& { return s.job; }, state);
}

bool Capture::awaits(const State& state, AskId to) {
    if (const auto* taking = std::get_if<Taking>(&state); taking && answers(taking->asked, to))
        return true;
    return std::ranges::any_of(job_of(state).sheets, [&](const Sheet& sheet) {
        return sheet.stage == Sheet::Stage::reading && sheet.asked.id == to;
    });
}

}  // namespace kiosk::flow
