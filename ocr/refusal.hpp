// Why a photo could not be read as a document (R10).

#pragma once

#include "ocr/page.hpp"

#include <opencv2/core.hpp>
#include <vector>

namespace ocr {

/// `pages`: what was found in `photo`, best first, none of which could be read. Never Reject::none.
[[nodiscard]] Reject reason_for(const cv::Mat& photo, const std::vector<PageCandidate>& pages);

}  // namespace ocr
