// What several of the drawn documents share.

#pragma once

#include "deploy/sandbox/specimen_pen.hpp"

#include <opencv2/core.hpp>

namespace sandbox {

inline const cv::Scalar dark_ink{28, 28, 30};

/// Wavy lines all over the page.
void waves(cv::Mat& page, const cv::Scalar& line, int step);
/// 样本, large and pale.
void mark(cv::Mat& page, Pen& pen, cv::Point2d at, int em);
void emblem(cv::Mat& page, cv::Point centre, int radius);
/// The page with the paper's tint.
[[nodiscard]] cv::Mat tinted(const cv::Mat& page, const Print& print);

}  // namespace sandbox
