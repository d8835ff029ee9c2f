// A document that is not there: a display shows it to the camera.

#pragma once

#include "deploy/sandbox/specimen.hpp"

#include <array>
#include <opencv2/core.hpp>

namespace sandbox {

/// Lays a display into `scene` (CV_32FC3, RGB, 0–255) that shows `page` with its corners at `to`.
/// Its pixels are red, green and blue stripes with dark gaps; the camera sees as much of them as
/// its lens and the size of its own pixels leave, aliased where they are finer, and red and blue
/// at every other pixel only (Bayer).
void show_on_display(cv::Mat& scene, const cv::Mat& page, const std::array<cv::Point2f, 4>& to,
                     const Display& display, cv::RNG& random);

}  // namespace sandbox
