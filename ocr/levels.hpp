// How bright the pixels of a picture are.

#pragma once

#include <opencv2/core.hpp>

namespace ocr {

/// The level, 0–255, that `part` (0–1) of the pixels do not reach. `grey`: 8-bit, one channel.
[[nodiscard]] int level_of(const cv::Mat& grey, double part);

}  // namespace ocr
