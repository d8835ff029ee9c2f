// Signs that the camera does not see one living person (R43; terms of ISO/IEC 30107-3). They are
// reasons to look closer and go into the transcript; they are no certified presentation attack
// detection.

#pragma once

#include "kiosk/face/observation.hpp"
#include "kiosk/face/planarity.hpp"
#include "kiosk/face/repetition.hpp"
#include "kiosk/face/stillness.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::face {

enum class AttackSign {
    several_faces,
    region_jump,      ///< The face is elsewhere, or of another size, from one frame to the next.
    frame_gap,        ///< Over 300 ms without a frame.
    frozen,           ///< The same picture for over a quarter of a second.
    repeated,         ///< A stretch of pictures that were there before.
    identity_change,  ///< Another person than at the begin.
    flat_picture,     ///< The face turned as a plane does.
    camera_changed,   ///< Frames of another device.
    time_backwards,   ///< Stamps or numbers of frames do not grow.
    stillness,        ///< Nothing in the face moves for long.
};

struct AttackFinding {
    AttackSign sign = AttackSign::several_faces;
    Seconds at{};
    double value = 0;  ///< What was measured, in the sign's own unit.
};

/// Where a frame comes from.
struct FrameOrigin {
    std::string camera;  ///< Bus address, maker and serial number, as the driver gives them.
    std::uint32_t sequence = 0;  ///< Of the device.
};

/// Watches one session. Without clock; one thread.
class AttackWatch {
public:
    /// Each sign is reported when it begins, not again while it lasts. `rgb` is looked at only.
    std::vector<AttackFinding> see(const cv::Mat& rgb, const FrameOrigin& origin,
                                   const Observation& seen);

private:
    void check_order(const FrameOrigin& origin, Seconds at);
    void check_pictures(const cv::Mat& rgb, Seconds at);
    void check_face(const Observation& seen);
    void check_region(const SeenFace& face, Seconds at);
    void check_person(const SeenFace& face, Seconds at);
    void check_depth(const SeenFace& face, Seconds at);
    void report(AttackSign sign, bool present, Seconds at, double value);

    std::vector<AttackFinding> findings_;
    std::uint32_t lasting_ = 0;  ///< Bits by sign.
    bool started_ = false;
    Seconds last_{};
    FrameOrigin first_origin_;
    std::uint32_t last_sequence_ = 0;
    Repetition repetition_;
    Stillness stillness_;
    std::optional<SeenFace> last_face_;
    Seconds last_face_at_{};
    std::optional<Descriptor> person_;
    std::optional<PosedMesh> straight_;  ///< The first in which it looked at the camera.
    Seconds narrow_since_{};
};

[[nodiscard]] std::string_view to_string(AttackSign sign);

}  // namespace kiosk::face
