// What stands on a licence, told apart by size: characters, the title, frames, dirt.

#pragma once

#include <opencv2/core.hpp>

namespace ocr {

constexpr double usual_em = 30;  ///< Pixels, at licence_lying and licence_upright.

struct Signs {
    cv::Mat small;      ///< Ink without what is too large to be a character of an entry.
    int title_end = 0;  ///< Lower rim of the large title.
};

/// `ink`: 8-bit, 255 where it is, of a page of that size. Specks stay where characters are near.
[[nodiscard]] Signs sort_by_size(const cv::Mat& ink, bool lying);

/// Adds what of the `part` is neither too small nor too large for a character.
void add_characters(const cv::Mat& faint, const cv::Rect& part, cv::Mat& to);

}  // namespace ocr
