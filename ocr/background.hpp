// The page as what the desk is not: what lies along the rim of the photo, its colours and its
// grain, is taken for the desk.

#pragma once

#include "ocr/document.hpp"

#include <opencv2/core.hpp>
#include <optional>

namespace ocr {

/// The largest part of a picture that is unlike its rim.
struct Foreground {
    std::optional<Corners> corners;  ///< The quadrangle around it, roughly, clockwise.
    bool cut_off = false;            ///< It goes on outside the picture.
    double unlike = 0;               ///< Median deviations from the desk; unevenness has few.
};

/// `picture`: 8-bit RGB. Nothing where all of it is alike. Any thread.
[[nodiscard]] std::optional<Foreground> find_foreground(const cv::Mat& picture);

}  // namespace ocr
