// How far eyes and mouth are open, from the mesh.

#pragma once

#include "kiosk/face/mesh.hpp"

namespace kiosk::face {

/// Heights over widths, without unit: an open eye is about 0.3, a closed one below 0.1, a closed
/// mouth below 0.05. People differ: compare with the person's own values, not with constants.
struct Openness {
    double left_eye = 0;   ///< Left in the picture.
    double right_eye = 0;  ///< Right in the picture.
    double mouth = 0;

    [[nodiscard]] double eyes() const { return (left_eye + right_eye) / 2; }
};

[[nodiscard]] Openness openness_of(const Mesh& mesh);

}  // namespace kiosk::face
