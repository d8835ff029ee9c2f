#include "kiosk/flow/capture.hpp"

#include "kiosk/flow/asking.hpp"
#include "kiosk/flow/dates.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;
using C = Capture;
using Step = Stepped<C::State, C::Outcome>;

constexpr auto preview_patience = 15s;  // a camera that shows nothing for so long is out of order
constexpr auto stillness_patience = 2s;

std::string document_of(const std::string& material) {
    if (material == "licence") return "licence";
    if (material == "lr_id_front" || material == "agent_id_front") return "id_front";
    if (material == "lr_id_back" || material == "agent_id_back") return "id_back";
    return {};
}

std::string value_of(const ReadingResult& reading, std::string_view name) {
    const auto found = std::ranges::find(reading.values, name, &ReadingResult::Value::name);
    return found != reading.values.end() ? found->text : std::string();
}

bool is_over(const ReadingResult& reading, const Draft& draft) {
    const auto end = end_in(value_of(reading, reading.document == "licence" ? "term" : "validity"));
    return end && !draft.today.empty() && !is_unlimited(*end) && *end < draft.today;
}

/// Why a photo cannot stand for `material`: a catalogue key.
std::optional<std::string> objection(const ReadingResult& reading, const std::string& material,
                                     const Draft& draft) {
    const auto wanted = document_of(material);
    if (!reading.reject.empty()) return "capture.why." + reading.reject;
    if (reading.document == wanted)
        return is_over(reading, draft) ? std::optional<std::string>("capture.why.expired")
                                       : std::nullopt;
    const bool other_side = wanted.starts_with("id_") && reading.document.starts_with("id_");
    return other_side ? "capture.why.wrong_side" : "capture.why.wrong_document";
}

Step aim(C::Job job, Draft& draft, Effects effects = {}) {
    const auto preview = draft.ask(preview_patience);
    effects.emplace_back(StartPreview{preview.id});
    return {C::Aiming{std::move(job), preview}, std::move(effects)};
}

void forget(const ReadingResult& reading, Effects& effects) {
    if (reading.page) effects.emplace_back(ForgetPicture{*reading.page});
    for (const auto& value : reading.values)
        if (value.crop) effects.emplace_back(ForgetPicture{*value.crop});
}

Step retake(C::Job job, PictureId photo, const ReadingResult& reading, Draft& draft) {
    Effects effects{ForgetPicture{photo}};
    forget(reading, effects);
    return aim(std::move(job), draft, std::move(effects));
}

Step no_camera(C::Job job, Problem problem, Effects effects = {}) {
    effects.emplace_back(StopPreview{});
    return {C::NoCamera{std::move(job), std::move(problem)}, std::move(effects)};
}

Step take(C::Job job, Draft& draft) {
    const auto asked = draft.ask(reply_patience);
    return {C::Taking{std::move(job), asked}, {TakePhoto{asked.id}}};
}

std::set<PictureId> crops_of(const Draft& draft) {
    std::set<PictureId> crops;
    for (const auto& [id, field] : draft.fields)
        if (field.crop) crops.insert(*field.crop);
    return crops;
}

/// The photo stands for the material from now on; the one it replaces is forgotten.
Effects keep(const C::Checking& s, Draft& draft) {
    Effects effects;
    if (const auto old = draft.photos.find(s.job.material()); old != draft.photos.end()) {
        effects.emplace_back(ForgetPicture{old->second.taken});
        if (old->second.page) effects.emplace_back(ForgetPicture{*old->second.page});
    }
    draft.photos[s.job.material()] = {s.photo, s.reading.page, Photo::State::kept};
    auto unused = crops_of(draft);
    for (const auto& value : s.reading.values)
        if (value.crop) unused.insert(*value.crop);
    fill_from(s.reading, s.job.material(), draft);
    for (const auto crop : crops_of(draft)) unused.erase(crop);
    for (const auto crop : unused) effects.emplace_back(ForgetPicture{crop});
    return effects;
}

// --- aiming
bool is_unsteady(Guidance guidance) {
    return guidance == Guidance::moving || guidance == Guidance::blurred;
}

Step on(C::Aiming s, const Looked& e, Draft& draft) {
    if (!answers(s.preview, e.to)) return {s};
    s.preview.deadline = draft.now + preview_patience;
    s.guidance = e.guidance;
    s.outline = e.outline;
    s.has_outline = e.has_outline;
    if (e.guidance != Guidance::good)
        s.good_since = {};
    else if (s.good_since == Time{})
        s.good_since = draft.now;
    const bool waited = s.wanted && draft.now >= *s.wanted + stillness_patience;
    if (s.wanted && (waited || !is_unsteady(e.guidance))) return take(s.job, draft);
    return {s};
}
// A hand on the button shakes the desk: a photo waits for the picture to settle, but not for ever.
Step on(C::Aiming s, const C::PhotoWanted&, Draft& draft) {
    if (!is_unsteady(s.guidance)) return take(s.job, draft);
    if (!s.wanted) s.wanted = draft.now;
    return {s};
}
Step on(const C::Aiming& s, const Next&, Draft& draft) { return on(s, C::PhotoWanted{}, draft); }
Step on(const C::Aiming& s, const Failed& e, Draft&) {
    return answers(s.preview, e.to) ? no_camera(s.job, e.problem) : Step{s};
}
Step on(const C::Aiming& s, const Ticked&, Draft& draft) {
    if (!overdue(s.preview, draft)) return {s};
    return no_camera(s.job, problem_of("camera-absent", Problem::Who::hall_staff));
}
Step on(const C::Aiming& s, const Back&, Draft&) { return {s, {}, C::Outcome::left}; }

// --- taking, or turning
Step on(const C::Taking& s, const PhotoTaken& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    Effects effects{StopPreview{}};
    if (s.turned) effects.emplace_back(ForgetPicture{*s.turned});
    if (!is_document(s.job.material()))
        return {C::Checking{s.job, e.photo, {}, false}, std::move(effects)};
    const auto asked = draft.ask(reply_patience);
    effects.emplace_back(ReadDocument{asked.id, e.photo});
    return {C::Reading{s.job, asked, e.photo}, std::move(effects)};
}
Step not_taken(const C::Taking& s, Problem problem, Draft& draft) {
    if (s.turned) return retake(s.job, *s.turned, {}, draft);
    return no_camera(s.job, std::move(problem));
}
Step on(const C::Taking& s, const Failed& e, Draft& draft) {
    return answers(s.asked, e.to) ? not_taken(s, e.problem, draft) : Step{s};
}
Step on(const C::Taking& s, const Ticked&, Draft& draft) {
    if (!overdue(s.asked, draft)) return {s};
    return not_taken(s, problem_of("camera-absent", Problem::Who::hall_staff), draft);
}

// --- reading: what cannot be read is typed
Step on(const C::Reading& s, const DocumentRead& e, Draft& draft) {
    if (!answers(s.asked, e.to)) return {s};
    if (auto why = objection(e.reading, s.job.material(), draft)) {
        Effects effects;
        forget(e.reading, effects);
        return {C::Refused{s.job, s.photo, std::move(*why)}, std::move(effects)};
    }
    return {C::Checking{s.job, s.photo, e.reading, false}};
}
Step on(const C::Reading& s, const Failed& e, Draft&) {
    return answers(s.asked, e.to) ? Step{C::Checking{s.job, s.photo, {}, false}} : Step{s};
}
Step on(const C::Reading& s, const Ticked&, Draft& draft) {
    return overdue(s.asked, draft) ? Step{C::Checking{s.job, s.photo, {}, false}} : Step{s};
}
Step on(const C::Reading& s, const C::Retaken&, Draft& draft) {
    return retake(s.job, s.photo, {}, draft);
}
Step on(const C::Reading& s, const Back&, Draft& draft) {
    return retake(s.job, s.photo, {}, draft);
}

// --- checking
Step on(const C::Checking& s, const Next&, Draft& draft) {
    auto effects = keep(s, draft);
    auto job = s.job;
    if (++job.at < job.materials.size()) return aim(std::move(job), draft, std::move(effects));
    return {s, std::move(effects), C::Outcome::done};
}
Step on(const C::Checking& s, const C::Retaken&, Draft& draft) {
    return retake(s.job, s.photo, s.reading, draft);
}
Step on(const C::Checking& s, const Back&, Draft& draft) {
    return retake(s.job, s.photo, s.reading, draft);
}
Step on(C::Checking s, const C::Enlarged&, Draft&) {
    s.enlarged = !s.enlarged;
    return {s};
}
Step on(const C::Checking& s, const C::Rotated&, Draft& draft) {
    Effects effects;
    forget(s.reading, effects);
    const auto asked = draft.ask(reply_patience);
    effects.emplace_back(RotatePhoto{asked.id, s.photo});
    return {C::Taking{s.job, asked, s.photo}, std::move(effects)};
}

// --- refused
Step on(const C::Refused& s, const C::Retaken&, Draft& draft) {
    return retake(s.job, s.photo, {}, draft);
}
Step on(const C::Refused& s, const Next&, Draft& draft) {
    return retake(s.job, s.photo, {}, draft);
}
Step on(const C::Refused& s, const Back&, Draft& draft) {
    return retake(s.job, s.photo, {}, draft);
}
Step on(const C::Refused& s, const C::ByHandWanted&, Draft&) {
    return {s, {ForgetPicture{s.photo}}, C::Outcome::by_hand};
}

// --- no camera
Step on(const C::NoCamera& s, const Retried&, Draft& draft) { return aim(s.job, draft); }
Step on(const C::NoCamera& s, const Next&, Draft&) { return {s, {}, C::Outcome::by_hand}; }
Step on(const C::NoCamera& s, const Back&, Draft&) { return {s, {}, C::Outcome::left}; }

template <class S>
Step on(const S& s, const C::ByHandWanted&, Draft&) {
    if constexpr (std::is_same_v<S, C::Aiming> || std::is_same_v<S, C::NoCamera>)
        return {s, {}, C::Outcome::by_hand};
    else
        return {s};
}
template <class S, class E>
Meaningless on(const S&, const E&, Draft&) {
    return {};
}

}  // namespace

bool is_document(const std::string& material) { return !document_of(material).empty(); }

Step Capture::begin(Draft& draft, std::vector<std::string> materials) {
    return aim(Job{std::move(materials), 0}, draft);
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

}  // namespace kiosk::flow
