// How the places of a line look at one another: scaled dot-product attention.

#pragma once

#include <opencv2/core.hpp>

namespace ocr {

/// `rows`, one a place: queries, keys and values side by side, each in `heads` parts. `out`, a
/// third as broad: of each part the values weighted by softmax(factor · query · key). 32-bit
/// floats. Any thread.
void attend(const cv::Mat& rows, int heads, float factor, cv::Mat& out);

}  // namespace ocr
