// One person in front of the camera, frame by frame: what a worker thread calls.
//
//   auto models = load_models(folder);                     // once
//   auto observer = Observer::build(std::move(*models));  // once, 0.2 s, 40 MB
//   FaceSession session(*observer, list);                  // per try of the challenges
//   for each frame: auto update = session.see(frame);      // about 15 ms
//
// Everything in an update is for the screen; what the backend gets is in evidence.hpp.

#pragma once

#include "kiosk/face/attack.hpp"
#include "kiosk/face/challenge.hpp"
#include "kiosk/face/guidance.hpp"
#include "kiosk/face/observer.hpp"

#include <vector>

namespace kiosk::face {

struct FaceFrame {
    cv::Mat rgb;   ///< 8-bit, three channels; looked at only.
    Seconds at{};  ///< When it was taken, on the camera's monotonic clock.
    FrameOrigin origin;
};

struct FaceUpdate {
    Observation seen;
    Guidance guidance = Guidance::no_face;
    std::vector<Action> ended;            ///< Movements that ended with this frame.
    std::vector<AttackFinding> findings;  ///< Signs that began with this frame.
};

/// Owned by one thread; the observer is borrowed and must outlive it. Keeps no picture but the
/// last in grey, and a reduced one a frame, and wipes them.
class FaceSession {
public:
    /// Without challenges (an empty list) it guides and watches only.
    FaceSession(Observer& observer, ChallengeList list);
    /// Makes the observer forget; 30 ms.
    ~FaceSession() { observer_.forget(); }
    FaceSession(const FaceSession&) = delete;
    FaceSession& operator=(const FaceSession&) = delete;

    /// Frames in the order in which they were taken.
    FaceUpdate see(const FaceFrame& frame);

    /// The slots of a `read_digits` that is asked for are over: whether they were read well
    /// (speech.hpp). Counts with the next frame.
    void digits_read(bool well) { digits_read_ = well; }

    /// Which challenge is asked for, which are done, whether it is over.
    [[nodiscard]] const ChallengeRun& run() const { return run_; }
    /// All signs since the begin.
    [[nodiscard]] const std::vector<AttackFinding>& findings() const { return findings_; }

private:
    Observer& observer_;
    Guide guide_;
    ActionWatch actions_;
    AttackWatch attacks_;
    ChallengeRun run_;
    std::optional<bool> digits_read_;
    std::vector<AttackFinding> findings_;
    std::optional<Seconds> described_;  ///< When it was last asked who it is.
};

}  // namespace kiosk::face
