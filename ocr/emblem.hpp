// The back of an ID card by what is printed on it: the emblem tells where it lies, how large and
// how tilted, the writing which way up. Sees it where hands, glare and the grain of a desk hide its
// sides.

#pragma once

#include "ocr/document.hpp"

#include <opencv2/core.hpp>
#include <vector>

namespace ocr {

/// Corners of what surely is such a back, top left first, clockwise, within some hundredths of its
/// size; the likeliest first. `picture`: 8-bit RGB. Layout: GA 448. Any thread.
[[nodiscard]] std::vector<Corners> find_backs(const cv::Mat& picture);

}  // namespace ocr
