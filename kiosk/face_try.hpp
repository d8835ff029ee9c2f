#pragma once

#include "drivers/camera.hpp"
#include "drivers/sound.hpp"
#include "kiosk/face/evidence.hpp"
#include "kiosk/face/speech.hpp"
#include "kiosk/flow/face_values.hpp"

namespace kiosk {

/// One try of the challenges, from the first frame to its package (R42–R45): session, recorder and
/// the listening to digits, on the clock of the camera. Owned by one thread; borrows the observer.
class FaceTry {
public:
    /// `portrait`: who is on the identity card, where a face was found on it (R47).
    FaceTry(face::Observer& observer, const flow::FaceSession& session, std::string camera,
            std::optional<face::Descriptor> portrait);

    void see(const drivers::Frame& frame);
    /// Sound from before the first frame is not kept.
    void hear(const drivers::SoundBlock& block);

    /// For the log: how it went, without anything of the person.
    [[nodiscard]] std::string summary() const;
    [[nodiscard]] bool over() const { return session_.run().over(); }
    [[nodiscard]] flow::FaceProgress progress() const;
    /// The evidence, not yet sealed. Once, at the end.
    [[nodiscard]] face::WipedBytes package(const std::string& terminal);

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] face::Seconds at(Clock::time_point taken) const { return taken - begun_.value(); }
    void listen();

    face::Observer& observer_;
    flow::FaceSession asked_;
    std::string camera_;
    std::optional<face::Descriptor> portrait_;
    face::FaceSession session_;
    face::EvidenceRecorder recorder_;
    std::optional<Clock::time_point> begun_;  ///< First frame, on the camera's clock,
    std::string begun_wall_;                  ///< and on the wall, RFC 3339.
    face::Seconds now_{};
    int frames_ = 0;
    face::Guidance guidance_ = face::Guidance::no_face;
    std::optional<face::Descriptor> live_;
    std::optional<face::SpeechWatch> speech_;  ///< While digits are asked for.
    std::optional<face::SpeechVerdict> heard_;
    std::vector<face::DigitSlot> slots_;
};

}  // namespace kiosk
