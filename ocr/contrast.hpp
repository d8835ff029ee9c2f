// Pages hardly lighter or darker than their desk, brought out.

#pragma once

#include <opencv2/core.hpp>

namespace ocr {

/// The picture with its soft light and shade taken out and what is left made several times as
/// strong, colours more than lightness. `picture`: 8-bit RGB.
[[nodiscard]] cv::Mat brought_out(const cv::Mat& picture);

}  // namespace ocr
