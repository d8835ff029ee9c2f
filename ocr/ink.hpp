// Dark writing on a straightened page: where it is, and single lines of it made ready for reading.

#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace ocr {

/// From first to last, last not included, pixels.
struct Span {
    int from = 0;
    int to = 0;
    [[nodiscard]] int length() const { return to - from; }
    [[nodiscard]] double middle() const { return (from + to) / 2.0; }
};

/// A page ready for looking for writing.
struct InkPage {
    cv::Mat grey;  ///< 8-bit; red seals and gold frames pale, light evened out.
    cv::Mat ink;   ///< 8-bit: 255 where something dark and thin is, else 0.
};

/// `page`: straightened, 8-bit RGB. `em`: height of its usual characters, pixels.
[[nodiscard]] InkPage find_ink(const cv::Mat& page, int em);

/// Stretches of `area` that hold ink, row by row (lines of writing) or column by column. Gaps
/// shorter than `join` are bridged, stretches shorter than `least` dropped.
[[nodiscard]] std::vector<Span> ink_rows(const cv::Mat& ink, const cv::Rect& area, int join,
                                         int least);
[[nodiscard]] std::vector<Span> ink_columns(const cv::Mat& ink, const cv::Rect& area, int join,
                                            int least);

/// Cuts the line out of the page, trims it to its ink, closes gaps wider than a character and
/// scales it to what the recogniser likes. Empty where there is no ink. `found`, if given, gets the
/// trimmed rectangle.
[[nodiscard]] cv::Mat cut_line(const InkPage& page, const cv::Rect& where, double em,
                               cv::Rect* found = nullptr, int target_em = 34);

}  // namespace ocr
