// What the backend gets of one try (R45), from the first frame to the sealed package. In memory
// only, and wiped when it is given back.

#pragma once

#include "kiosk/face/frame_chain.hpp"
#include "kiosk/face/matroska.hpp"
#include "kiosk/face/session.hpp"
#include "kiosk/face/speech.hpp"

#include <span>
#include <string>

namespace kiosk::face {

/// Who and what, for the transcript.
struct EvidenceFacts {
    std::string terminal;
    std::string session;  ///< The backend's id of the verification.
    std::string begun;    ///< Wall-clock time of the first frame, RFC 3339.
    int attempt = 1;
    std::vector<ModelId> models;
    /// Of the face on the identity card to the live one: a hint for staff, never a decision (R47).
    /// Nothing where either is missing.
    std::optional<double> portrait_distance = {};
    std::optional<SpeechVerdict> speech = {};  ///< Where digits were asked for (R44).
};

/// Sound on the clock of the pictures: a block that comes late or early by over 20 ms is put in its
/// place, with silence or by cutting, so that the two are never further apart.
class SoundTrack {
public:
    /// One channel; `at`: when the first sample was taken. All blocks have one rate.
    void hear(Seconds at, std::span<const std::int16_t> samples, int rate);
    [[nodiscard]] const Sound& sound() const { return sound_; }

private:
    Sound sound_;
};

/// Keeps what becomes evidence. Owned by one thread, that of the session.
class EvidenceRecorder {
public:
    /// When the pictures take more than `most_bytes`, every second one is let go, again and again;
    /// the chain keeps all.
    EvidenceRecorder(std::string nonce, std::string camera,
                     std::size_t most_bytes = 24UL * 1024 * 1024);

    /// After the session has seen the frame. `jpeg`: the camera's own bytes.
    void see(const FaceFrame& frame, std::span<const std::uint8_t> jpeg, const FaceUpdate& update);
    void hear(Seconds at, std::span<const std::int16_t> samples, int rate) {
        sound_.hear(at, samples, rate);
    }

    /// A Matroska file: the video with its sound; attached best.jpg, challenge_N_KIND.jpg and
    /// transcript.json. For seal(); the recorder can be thrown away afterwards.
    [[nodiscard]] WipedBytes package(const FaceSession& session, const EvidenceFacts& facts);

private:
    void thin_out();
    [[nodiscard]] std::string transcript(const FaceSession& session,
                                         const EvidenceFacts& facts) const;
    [[nodiscard]] const VideoFrame* nearest(Seconds at) const;

    std::string nonce_;
    std::string camera_;
    std::size_t most_bytes_;
    FrameChain chain_;
    Film film_;
    SoundTrack sound_;
    std::size_t bytes_ = 0;
    std::size_t keep_every_ = 1;
    std::size_t seen_ = 0;
    VideoFrame best_;
    Quality best_quality_;
};

}  // namespace kiosk::face
