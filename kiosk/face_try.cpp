#include "kiosk/face_try.hpp"

#include "kiosk/frame_view.hpp"

#include <ctime>

namespace kiosk {
namespace {

/// Time to hear the prompt and to find the first digit.
constexpr face::Seconds before_digits{2.2};
/// Of pictures in the evidence: half a minute, and a minute's upload over a poor line.
constexpr std::size_t most_bytes = 12U << 20U;

face::ChallengeList list_of(const flow::FaceDrawing& drawing) {
    face::ChallengeList list{drawing.nonce, {}, drawing.total};
    for (const auto& one : drawing.challenges)
        list.challenges.push_back(
            {static_cast<face::ChallengeKind>(one.action), one.window, one.digits});
    return list;
}

static_assert(static_cast<int>(flow::FaceAction::read_digits) ==
              static_cast<int>(face::ChallengeKind::read_digits));
static_assert(static_cast<int>(flow::FaceGuidance::fine) == static_cast<int>(face::Guidance::fine));

std::string wall_clock() {
    const auto seconds = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char written[32];
    return {written, std::strftime(written, sizeof written, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace

FaceTry::FaceTry(face::Observer& observer, const flow::FaceSession& session, std::string camera,
                 std::optional<face::Descriptor> portrait)
    : observer_(observer),
      asked_(session),
      camera_(std::move(camera)),
      portrait_(portrait),
      session_(observer, list_of(*asked_.drawing)),
      recorder_(asked_.drawing->nonce, camera_, most_bytes) {}

void FaceTry::see(const drivers::Frame& frame) {
    if (over()) return;
    if (!begun_) {
        begun_ = frame.taken;
        begun_wall_ = wall_clock();
    }
    now_ = at(frame.taken);
    const face::FaceFrame seen{view_of(frame.image), now_, {camera_, frame.sequence}};
    const auto update = session_.see(seen);
    guidance_ = update.guidance;
    ++frames_;
    recorder_.see(seen, frame.jpeg, update);
    if (!update.seen.face) return;
    if (update.seen.face->descriptor) live_ = update.seen.face->descriptor;
    listen();
    if (!speech_) return;
    speech_->see(now_, update.seen.face->openness.mouth);
    if (auto verdict = speech_->verdict()) {
        session_.digits_read(verdict->read_well);
        heard_ = std::move(verdict);
        speech_.reset();
    }
}

/// Begins when digits are asked for.
void FaceTry::listen() {
    const auto* asked = session_.run().asked();
    if (asked == nullptr || asked->kind != face::ChallengeKind::read_digits) {
        slots_.clear();
        speech_.reset();
        return;
    }
    if (!slots_.empty()) return;
    slots_ = face::slots_of(asked->digits, session_.run().steps.back().prompted + before_digits);
    speech_.emplace(slots_);
}

void FaceTry::hear(const drivers::SoundBlock& block) {
    if (!begun_ || block.samples.empty() || block.taken < *begun_) return;
    recorder_.hear(at(block.taken), block.samples, block.rate);
    if (speech_) speech_->hear(at(block.taken), block.samples, block.rate);
}

flow::FaceProgress FaceTry::progress() const {
    flow::FaceProgress progress;
    progress.guidance = static_cast<flow::FaceGuidance>(guidance_);
    progress.done = session_.run().current;
    progress.prompted = session_.run().asked() != nullptr;
    for (std::size_t i = 0; i < slots_.size(); ++i)
        if (now_ >= slots_[i].begin && now_ < slots_[i].end) progress.digit = i;
    return progress;
}

std::string FaceTry::summary() const {
    std::string text =
        std::to_string(frames_) + " frames in " + std::to_string(now_.count()) + " s";
    if (const auto* failed = std::get_if<face::ChallengeRun::Failed>(&session_.run().state))
        text += std::string(", ") + std::string(to_string(failed->why));
    for (const auto& finding : session_.findings())
        text += ", " + std::string(to_string(finding.sign));
    if (!heard_) return text;
    text += ", lips " + std::to_string(heard_->lip_lag_s) + " s before the voice, together " +
            std::to_string(heard_->together);
    for (const auto& slot : heard_->slots)
        text +=
            " [" + std::to_string(slot.voiced_s) + " s, " + std::to_string(slot.lip_motion) + "]";
    return text;
}

face::WipedBytes FaceTry::package(const std::string& terminal) {
    face::EvidenceFacts facts{terminal, asked_.id,   begun_wall_, asked_.drawing->attempt,
                              {},       std::nullopt};
    facts.models = observer_.models();
    facts.speech = heard_;
    if (portrait_ && live_) facts.portrait_distance = face::distance(*portrait_, *live_);
    return recorder_.package(session_, facts);
}

}  // namespace kiosk
