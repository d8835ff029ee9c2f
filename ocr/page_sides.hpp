// The sides of a page, found roughly, put where paper ends and desk begins.

#pragma once

#include "ocr/document.hpp"

#include <opencv2/core.hpp>

namespace ocr {

/// Moves each side, at most a twentieth outward and a fiftieth inward, to the line across which the
/// picture changes most a few pixels away on either hand: a printed frame inside the page, or the
/// grain of the desk, is the same on both. Accurate to about a pixel. `corners` clockwise;
/// `picture` 8-bit RGB, the longer side about 1000 pixels.
[[nodiscard]] Corners settle_sides(const cv::Mat& picture, const Corners& corners);

}  // namespace ocr
