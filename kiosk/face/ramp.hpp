#pragma once

#include <algorithm>

namespace kiosk::face {

/// 0 at `none`, 1 at `full` and beyond, straight between them.
[[nodiscard]] constexpr double ramp(double value, double none, double full) {
    return std::clamp((value - none) / (full - none), 0.0, 1.0);
}

}  // namespace kiosk::face
