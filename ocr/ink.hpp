// Dark writing on a straightened page: where it is, and single lines of it made ready for reading.

#pragma once

#include "ocr/page.hpp"

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
    cv::Mat grey;   ///< 8-bit; red seals and gold frames pale, light evened out.
    cv::Mat ink;    ///< 8-bit: 255 where something dark and thin is, else 0.
    cv::Mat faint;  ///< The same with what is half as dark: pale labels, and specks.
    StraightPage page;
};

/// `em`: height of its usual characters, pixels.
[[nodiscard]] InkPage find_ink(const StraightPage& page, int em);

/// Stretches of `area` that hold ink, row by row (lines of writing) or column by column. Gaps
/// shorter than `join` are bridged, stretches shorter than `least` dropped.
/// `enough`: pixels of ink without which a row is empty.
[[nodiscard]] std::vector<Span> ink_rows(const cv::Mat& ink, const cv::Rect& area, int join,
                                         int least, int enough = 1);
[[nodiscard]] std::vector<Span> ink_columns(const cv::Mat& ink, const cv::Rect& area, int join,
                                            int least);

/// A line cut out for reading, gaps wider than a character closed; both empty where there is no
/// ink.
struct LinePicture {
    cv::Mat grey;    ///< 8-bit, characters `target_em` high, light evened out, paper white.
    cv::Mat colour;  ///< 8-bit RGB, 48 pixels high with a little paper above and below.
    [[nodiscard]] bool empty() const { return grey.empty(); }
};

/// `where`: the line and a little around it; `em`: height of its characters. `found`, if given,
/// gets the rectangle trimmed to the ink.
[[nodiscard]] LinePicture cut_line(const InkPage& page, const cv::Rect& where, double em,
                                   cv::Rect* found = nullptr, int target_em = 34);

}  // namespace ocr
