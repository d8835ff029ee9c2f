#include "kiosk/face/evidence.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace kiosk::face {
namespace {

using nlohmann::ordered_json;

constexpr double out_of_step = 0.02;  // seconds; half of what may be noticed

std::int64_t ms(Seconds at) { return std::llround(at.count() * 1000); }

WipedBytes wiped(std::span<const std::uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

WipedBytes wiped(const std::string& text) { return {text.begin(), text.end()}; }

ordered_json as_json(const Quality& q) {
    return {{"sharpness", q.sharpness},
            {"luminance_mean", q.luminance_mean},
            {"under_exposure_prevention", q.under_exposure_prevention},
            {"over_exposure_prevention", q.over_exposure_prevention},
            {"illumination_uniformity", q.illumination_uniformity},
            {"inter_eye_distance", q.inter_eye_distance},
            {"head_size", q.head_size},
            {"head_pose", q.head_pose},
            {"eyes_open", q.eyes_open},
            {"mouth_closed", q.mouth_closed},
            {"eyes_visible", q.eyes_visible},
            {"mouth_occlusion_prevention", q.mouth_occlusion_prevention}};
}

ordered_json as_json(const ChallengeStep& step) {
    ordered_json out{{"kind", to_string(step.kind)},
                     {"prompted_ms", ms(step.prompted)},
                     {"decided_ms", ms(step.decided)},
                     {"passed", step.passed}};
    if (step.action) {
        out["onset_ms"] = ms(step.action->onset);
        out["end_ms"] = ms(step.action->end);
        out["peak"] = step.action->peak;
    }
    return out;
}

ordered_json portrait(const EvidenceFacts& facts) {
    if (!facts.portrait_distance) return nullptr;
    return {{"distance", *facts.portrait_distance},
            {"hint", *facts.portrait_distance < same_person ? "similar" : "different"}};
}

ordered_json as_json(const std::optional<SpeechVerdict>& speech) {
    if (!speech) return nullptr;
    ordered_json slots = ordered_json::array();
    for (const auto& slot : speech->slots)
        slots.push_back({{"voiced_ms", std::llround(slot.voiced_s * 1000)},
                         {"lip_motion", slot.lip_motion},
                         {"read", slot.read}});
    return {{"lip_lag_ms", std::llround(speech->lip_lag_s * 1000)},
            {"together", speech->together},
            {"slots", slots}};
}

std::string outcome(const ChallengeRun& run) {
    if (const auto* failed = std::get_if<ChallengeRun::Failed>(&run.state))
        return std::string(to_string(failed->why));
    return std::holds_alternative<ChallengeRun::Passed>(run.state) ? "passed" : "not_finished";
}

}  // namespace

void SoundTrack::hear(Seconds at, std::span<const std::int16_t> samples, int rate) {
    auto& kept = sound_.samples;
    if (kept.empty()) {
        sound_.rate = rate;
        sound_.at = at;
    }
    const Seconds end = sound_.at + Seconds(static_cast<double>(kept.size()) / rate);
    const double off = (at - end).count();
    if (off > out_of_step) {
        kept.insert(kept.end(), static_cast<std::size_t>(off * rate), 0);
    } else if (off < -out_of_step) {
        const auto surplus = std::min(samples.size(), static_cast<std::size_t>(-off * rate));
        samples = samples.subspan(surplus);
    }
    kept.insert(kept.end(), samples.begin(), samples.end());
}

EvidenceRecorder::EvidenceRecorder(std::string nonce, std::string camera, std::size_t most_bytes)
    : nonce_(std::move(nonce)),
      camera_(std::move(camera)),
      most_bytes_(most_bytes),
      chain_(nonce_, camera_) {}

void EvidenceRecorder::see(const FaceFrame& frame, std::span<const std::uint8_t> jpeg,
                           const FaceUpdate& update) {
    chain_.add(frame.at, frame.origin.sequence, jpeg);
    film_.picture = frame.rgb.size();
    const auto& face = update.seen.face;
    if (face && update.guidance == Guidance::fine &&
        (best_.jpeg.empty() || face->quality.overall() > best_quality_.overall())) {
        best_ = {frame.at, wiped(jpeg)};
        best_quality_ = face->quality;
    }
    if (seen_++ % keep_every_ != 0) return;
    film_.frames.push_back({frame.at, wiped(jpeg)});
    bytes_ += jpeg.size();
    if (bytes_ > most_bytes_) thin_out();
}

void EvidenceRecorder::thin_out() {
    std::vector<VideoFrame> kept;
    bytes_ = 0;
    for (std::size_t i = 0; i < film_.frames.size(); i += 2) {
        bytes_ += film_.frames[i].jpeg.size();
        kept.push_back(std::move(film_.frames[i]));
    }
    film_.frames = std::move(kept);
    keep_every_ *= 2;
}

const VideoFrame* EvidenceRecorder::nearest(Seconds at) const {
    const auto found = std::min_element(
        film_.frames.begin(), film_.frames.end(), [at](const auto& a, const auto& b) {
            return std::abs((a.at - at).count()) < std::abs((b.at - at).count());
        });
    return found == film_.frames.end() ? nullptr : &*found;
}

WipedBytes EvidenceRecorder::package(const FaceSession& session, const EvidenceFacts& facts) {
    film_.sound = sound_.sound();
    film_.attachments.clear();
    film_.attachments.push_back(
        {"transcript.json", "application/json", wiped(transcript(session, facts))});
    if (!best_.jpeg.empty()) film_.attachments.push_back({"best.jpg", "image/jpeg", best_.jpeg});
    int number = 0;
    for (const auto& step : session.run().steps) {
        const Seconds middle = step.action ? (step.action->onset + step.action->end) / 2
                                           : (step.prompted + step.decided) / 2;
        ++number;
        if (const auto* frame = nearest(middle))
            film_.attachments.push_back({"challenge_" + std::to_string(number) + "_" +
                                             std::string(to_string(step.kind)) + ".jpg",
                                         "image/jpeg", frame->jpeg});
    }
    return matroska(film_);
}

std::string EvidenceRecorder::transcript(const FaceSession& session,
                                         const EvidenceFacts& facts) const {
    ordered_json models = ordered_json::array();
    for (const auto& model : facts.models)
        models.push_back({{"name", model.name}, {"sha256", model.sha256}});
    ordered_json challenges = ordered_json::array();
    for (const auto& step : session.run().steps) challenges.push_back(as_json(step));
    ordered_json signs = ordered_json::array();
    for (const auto& finding : session.findings())
        signs.push_back({{"sign", to_string(finding.sign)},
                         {"at_ms", ms(finding.at)},
                         {"value", finding.value}});
    ordered_json frames = ordered_json::array();
    for (const auto& frame : chain_.frames())
        frames.push_back({frame.at_ms, frame.sequence, hexadecimal(frame.jpeg)});
    const auto& sound = sound_.sound();
    const auto* samples = reinterpret_cast<const std::uint8_t*>(sound.samples.data());
    ordered_json out{{"version", 1},
                     {"terminal", facts.terminal},
                     {"session", facts.session},
                     {"nonce", nonce_},
                     {"attempt", facts.attempt},
                     {"begun", facts.begun},
                     {"camera", camera_},
                     {"models", models},
                     {"outcome", outcome(session.run())},
                     {"challenges", challenges},
                     {"signs", signs},
                     {"best_ms", ms(best_.at)},
                     {"best_quality", as_json(best_quality_)},
                     {"portrait", portrait(facts)},
                     {"speech", as_json(facts.speech)},
                     {"sound",
                      {{"at_ms", ms(sound.at)},
                       {"rate", sound.rate},
                       {"samples", sound.samples.size()},
                       {"sha256", hexadecimal(sha256({samples, 2 * sound.samples.size()}))}}},
                     {"frames", frames},
                     {"chain", hexadecimal(chain_.head())}};
    return out.dump();
}

}  // namespace kiosk::face
