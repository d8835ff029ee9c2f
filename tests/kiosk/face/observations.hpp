// Observations made by hand: a good face, and what a test changes in it.

#pragma once

#include "kiosk/face/observation.hpp"

#include <cmath>

namespace made {

namespace face = kiosk::face;

inline constexpr double rate = 25;  // frames a second

/// A face that is fine in every respect.
inline face::Observation good(double at) {
    face::Observation seen{face::Seconds(at), {640, 480}, 1, face::SeenFace{}};
    auto& f = *seen.face;
    f.box = {230, 130, 180, 220};
    f.openness = {0.3, 0.3, 0.02};
    f.quality = {0.9, 0.6, 1, 1, 0.9, 80, 0.45, 1, 1, 1, 1, 1};
    for (std::size_t i = 0; i < f.mesh.points.size(); ++i) {
        const auto k = static_cast<float>(i);
        f.mesh.points[i] = {320 + 80 * std::cos(k), 240 + 100 * std::sin(1.7F * k), 0};
    }
    return seen;
}

inline face::Observation empty(double at) {
    return {face::Seconds(at), {640, 480}, 0, std::nullopt};
}

}  // namespace made
