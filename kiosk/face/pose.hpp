// How the head is turned.

#pragma once

#include "kiosk/face/canonical_face.hpp"
#include "kiosk/face/mesh.hpp"

namespace kiosk::face {

/// Degrees, as in ISO/IEC 39794-5: yaw is positive towards the person's own left, pitch downwards,
/// roll towards the person's right shoulder; all 0 looking straight at the camera, wherever in the
/// picture the face is.
struct Pose {
    double yaw = 0;
    double pitch = 0;
    double roll = 0;
    double distance_cm = 0;  ///< From the camera, for a head of canonical size.
};

/// `view_deg`: the camera's horizontal angle of view; a wrong one changes the distance in
/// proportion and the angles little.
[[nodiscard]] Pose pose_of(const Mesh& mesh, const CanonicalFace& canonical, cv::Size picture,
                           double view_deg = 60);

}  // namespace kiosk::face
