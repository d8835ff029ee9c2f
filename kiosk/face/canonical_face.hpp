// The canonical face: the mean shape the mesh's points stand for.

#pragma once

#include "kiosk/face/models.hpp"

#include <array>
#include <opencv2/core.hpp>

namespace kiosk::face {

/// Centimetres; x to the right in the picture, y up, z out of the face towards the camera; the
/// origin is in the middle of the head. The first 468 points of the mesh.
using CanonicalFace = std::array<cv::Point3f, 468>;

/// Reads the vertices of mediapipe's GeometryPipelineMetadata (field 1, its field 3: per vertex
/// x, y, z, u, v). Fails with damaged.
[[nodiscard]] ModelResult<CanonicalFace> read_canonical_face(const ModelFile& file);

}  // namespace kiosk::face
