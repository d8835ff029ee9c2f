#pragma once

#include <array>

namespace sandbox {

/// Tenths of a pixel in astronaut.png (512 × 512).
struct PortraitPoint {
    short x;
    short y;
};

/// Where the canonical face's 468 points are in the portrait.
extern const std::array<PortraitPoint, 468> portrait_points;

}  // namespace sandbox
