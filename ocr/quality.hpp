// How good a picture of a page is: the measures behind `assess` and behind the reasons for
// refusing.

#pragma once

#include "ocr/document.hpp"

#include <opencv2/core.hpp>

namespace ocr {

/// Whether a page can be sought in it: 8-bit grey or RGB, at least 64 pixels each way, less than
/// eight times as long as broad.
[[nodiscard]] bool is_photo(const cv::Mat& picture);

/// 1 for edges as sharp as the longer side of `page` over 1500 pixels allows, falling towards 0 as
/// they get softer; taken where the page has its clearest edges. `page`: grey, straightened or not.
[[nodiscard]] double sharpness_of(const cv::Mat& page);

/// Part of the page, 0–1, that is blown out: as bright as can be and clearly brighter than its
/// paper. `mask`, if given, gets those pixels. `page`: RGB or grey.
[[nodiscard]] double glare_of(const cv::Mat& page, cv::Mat* mask = nullptr);

}  // namespace ocr
