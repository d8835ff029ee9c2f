// A quick look at a page: which document it may be and which way up, by emblem and portrait alone.

#pragma once

#include "ocr/page.hpp"

#include <opencv2/core.hpp>
#include <vector>

namespace ocr {

struct Guess {
    DocumentKind kind = DocumentKind::none;
    std::size_t first = 0;  ///< The corner that is the document's top left.
    double score = 0;       ///< 0–1
    double paper = 1;       ///< Less where a desk lies along the page's rim; of all alike.
};

/// Best first; those that show nothing of a document are left out.
[[nodiscard]] std::vector<Guess> look_at(const cv::Mat& photo, const PageCandidate& page);

}  // namespace ocr
