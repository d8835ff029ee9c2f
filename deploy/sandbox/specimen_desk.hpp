// What documents are photographed on.

#pragma once

#include "deploy/sandbox/specimen.hpp"

#include <opencv2/core.hpp>

namespace sandbox {

/// Soft unevenness, as of a worn desk or of light through a window: mean 0, deviation 1 or so.
[[nodiscard]] cv::Mat clouds(cv::Size size, cv::Size coarse, cv::RNG& random);

/// CV_32FC3, RGB.
[[nodiscard]] cv::Mat draw_desk(const Shot& shot, cv::RNG& random);

/// One channel as three.
[[nodiscard]] cv::Mat three(const cv::Mat& one);

}  // namespace sandbox
