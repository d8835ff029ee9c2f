// Whether a page is there or is shown by a display (R10).

#pragma once

#include "ocr/document.hpp"

#include <opencv2/core.hpp>

namespace ocr {

/// Whether the page shows the grid of a display's pixels, or the moiré it makes with the camera's:
/// the same regular pattern in two directions, finer than writing, in most places of the page. What
/// lies around it does not count. `photo`: RGB or grey as it came from the camera,
/// not resized; a page too small to look into shows none. A few milliseconds.
[[nodiscard]] bool shows_display(const cv::Mat& photo, const Corners& page);

/// Whether most of the picture is a display's, by its grid and that grid's colours; for photos in
/// which no page could be found. `photo`: RGB, not resized.
[[nodiscard]] bool is_display(const cv::Mat& photo);

}  // namespace ocr
