// A turned plane and a turned head.

#pragma once

#include "kiosk/face/mesh.hpp"
#include "kiosk/face/pose.hpp"

namespace kiosk::face {

/// A face in one frame.
struct PosedMesh {
    Mesh mesh;
    Pose pose;
};

/// How much narrower the face has become than the turn of its features explains: 0 for a head,
/// whose nose and cheeks move over each other as it turns. A tilted photo gets narrower by the
/// cosine of its tilt while its features hardly seem to turn: 0.15 and more at 40°, and over 0.2
/// before it could pass for a head turned by 15°.
[[nodiscard]] double unexplained_narrowing(const PosedMesh& straight, const PosedMesh& turned);

}  // namespace kiosk::face
