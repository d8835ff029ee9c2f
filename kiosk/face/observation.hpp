// What one frame shows: all that guidance, challenges and checks know of it.

#pragma once

#include "kiosk/face/descriptor.hpp"
#include "kiosk/face/mesh.hpp"
#include "kiosk/face/openness.hpp"
#include "kiosk/face/pose.hpp"
#include "kiosk/face/quality.hpp"

#include <chrono>
#include <optional>

namespace kiosk::face {

/// Since the first frame of a session, on the clock that stamps the frames.
using Seconds = std::chrono::duration<double>;

struct SeenFace {
    cv::Rect2f box;  ///< Pixels.
    Pose pose;
    Openness openness;
    Quality quality;
    Mesh mesh;
    std::optional<Descriptor> descriptor;  ///< Now and then only.
};

struct Observation {
    Seconds at{};
    cv::Size picture;              ///< Pixels.
    int faces = 0;                 ///< As many as are near; passers-by far behind do not count.
    std::optional<SeenFace> face;  ///< The largest.
};

}  // namespace kiosk::face
