#pragma once

#include "drivers/v4l2_camera_kernel.hpp"

#include <optional>

namespace drivers {

struct PictureSize {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};

/// A way a camera can stream Motion-JPEG.
struct V4l2Mode {
    PictureSize size;
    double rate = 0;  ///< Frames a second at most; 0 when the camera does not say.
};

/// The largest mode within `wanted` at five frames a second or more; else a slower or larger one.
/// Nothing when the camera has no Motion-JPEG.
[[nodiscard]] std::optional<V4l2Mode> choose_mode(V4l2Kernel& kernel, int device,
                                                  PictureSize wanted);

}  // namespace drivers
