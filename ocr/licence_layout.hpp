// Where a licence has its labels and values.

#pragma once

#include "ocr/ink.hpp"

#include <opencv2/core.hpp>
#include <vector>

namespace ocr {

/// A label and the lines of its value, pixels of the page.
struct LicenceEntry {
    cv::Rect label;
    std::vector<cv::Rect> lines;
};

struct LicenceLayout {
    double em = 30;                     ///< Height of a character of the values.
    cv::Mat ink;                        ///< Without title, seal, frame and QR code.
    cv::Mat pale;                       ///< The same with the faint writing of the entries.
    std::vector<cv::Rect> headers;      ///< Lines above the entries: one of them holds the code.
    std::vector<LicenceEntry> entries;  ///< Left column downward, then the right one.
};

/// `ink` and `faint` as from find_ink; large signs (title, seal, frame, QR code) are recognised by
/// their size. Nothing is found on less than ten ems across.
[[nodiscard]] LicenceLayout find_layout(const cv::Mat& ink, const cv::Mat& faint, bool lying);

}  // namespace ocr
