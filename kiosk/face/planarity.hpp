// A turned plane and a turned head.

#pragma once

#include "kiosk/face/mesh.hpp"

namespace kiosk::face {

/// How badly a plane explains the way the points moved from one frame to another: what the best
/// homography leaves over, root mean square, in parts of the distance between the eyes. A head
/// turned by 15° leaves several times as much as a photo turned by any angle.
[[nodiscard]] double depth_between(const Mesh& straight, const Mesh& turned);

}  // namespace kiosk::face
