#include "ocr/ink.hpp"

#include "ocr/levels.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <opencv2/imgproc.hpp>

namespace ocr {
namespace {

/// Grey in which red and gold are pale: mostly the red channel, each channel balanced to white
/// paper.
cv::Mat writing_channel(const cv::Mat& page) {
    cv::Mat red;
    cv::extractChannel(page, red, 0);
    return red;
}

/// Light evened out: each pixel relative to the paper around it.
cv::Mat even(const cv::Mat& grey, int em) {
    cv::Mat small;
    const double k = 8.0 / em;
    cv::resize(grey, small, {}, k, k, cv::INTER_AREA);
    cv::morphologyEx(small, small, cv::MORPH_CLOSE,
                     cv::getStructuringElement(cv::MORPH_ELLIPSE, {17, 17}));
    cv::GaussianBlur(small, small, {}, 4);
    cv::Mat paper;
    cv::resize(small, paper, grey.size(), 0, 0, cv::INTER_LINEAR);
    cv::Mat out;
    cv::divide(grey, cv::max(paper, 24), out, 235);
    return out;
}

std::vector<Span> stretches(int from, int to, int join, int least,
                            const std::function<bool(int)>& full) {
    std::vector<Span> out;
    for (int i = from; i < to; ++i) {
        if (!full(i)) continue;
        if (!out.empty() && i - out.back().to < join)
            out.back().to = i + 1;
        else
            out.push_back({i, i + 1});
    }
    std::erase_if(out, [&](const Span& s) { return s.length() < least; });
    return out;
}

/// Columns to keep so that no gap is wider than a character.
std::vector<Span> without_gaps(const cv::Mat& ink, double em) {
    const auto runs = ink_columns(ink, {0, 0, ink.cols, ink.rows}, static_cast<int>(em * 1.8), 1);
    const int margin = static_cast<int>(em * 0.55) / 2;
    std::vector<Span> out;
    for (std::size_t i = 0; i < runs.size(); ++i)
        out.push_back({i == 0 ? 0 : runs[i].from - margin,
                       i + 1 == runs.size() ? ink.cols : runs[i].to + margin});
    return out;
}

/// Rows around the writing, a little paper with it; never much less than a character.
Span writing_rows(const cv::Mat& ink, double em) {
    const auto rows = ink_rows(ink, {0, 0, ink.cols, ink.rows}, ink.rows, 1);
    if (rows.empty()) return {0, ink.rows};
    const double half = 0.5 * std::max(1.2 * rows.front().length(), 1.3 * em);
    return {cvRound(rows.front().middle() - half), cvRound(rows.front().middle() + half)};
}

/// Black on white: the darkest and the paper set apart as far as they go.
void stretch(cv::Mat& line) {
    const int low = level_of(line, 0.01);
    const double by = 255.0 / std::max(20, level_of(line, 0.9) - low);
    line.convertTo(line, CV_8U, by, -low * by);
}

}  // namespace

InkPage find_ink(const StraightPage& page, int em) {
    InkPage out;
    out.page = page;
    out.grey = even(writing_channel(page.picture), em);
    cv::Mat dark;
    const auto kernel = cv::getStructuringElement(cv::MORPH_RECT, {em | 1, em | 1});
    cv::morphologyEx(out.grey, dark, cv::MORPH_BLACKHAT, kernel);
    cv::Mat unused;
    const double otsu = cv::threshold(dark, unused, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
    constexpr double palest = 34;
    const double usual = std::clamp(otsu, palest, 95.0);
    cv::threshold(dark, out.ink, usual, 255, cv::THRESH_BINARY);
    cv::threshold(dark, out.faint, std::max(palest, usual / 2), 255, cv::THRESH_BINARY);
    return out;
}

std::vector<Span> ink_rows(const cv::Mat& ink, const cv::Rect& area, int join, int least,
                           int enough) {
    const cv::Rect inside = area & cv::Rect(0, 0, ink.cols, ink.rows);
    if (inside.empty()) return {};
    cv::Mat sums;
    cv::reduce(ink(inside), sums, 1, cv::REDUCE_SUM, CV_32S);
    return stretches(inside.y, inside.y + inside.height, join, least,
                     [&](int y) { return sums.at<int>(y - inside.y) >= 255 * enough; });
}

std::vector<Span> ink_columns(const cv::Mat& ink, const cv::Rect& area, int join, int least) {
    const cv::Rect inside = area & cv::Rect(0, 0, ink.cols, ink.rows);
    if (inside.empty()) return {};
    cv::Mat sums;
    cv::reduce(ink(inside), sums, 0, cv::REDUCE_SUM, CV_32S);
    return stretches(inside.x, inside.x + inside.width, join, least,
                     [&](int x) { return sums.at<int>(x - inside.x) >= 2 * 255; });
}

LinePicture cut_line(const InkPage& page, const cv::Rect& where, double em, cv::Rect* found,
                     int target_em) {
    const cv::Rect whole(0, 0, page.grey.cols, page.grey.rows);
    cv::Rect area = where & whole;
    if (area.empty()) return {};
    const auto columns =
        ink_columns(page.ink, area, static_cast<int>(em), std::max(2, static_cast<int>(em * 0.08)));
    if (columns.empty()) return {};
    const int margin = static_cast<int>(em * 0.3);
    const int left = std::max(area.x, columns.front().from - margin);
    const int right = std::min(area.x + area.width, columns.back().to + margin);
    area = {left, area.y, right - left, area.height};
    if (found) *found = area;
    const auto rows = writing_rows(page.ink(area), em);
    std::vector<cv::Mat> grey;
    std::vector<cv::Mat> colour;
    for (const auto& part : without_gaps(page.ink(area), em)) {
        const int from = std::max(0, part.from);
        const int to = std::min(area.width, part.to);
        grey.push_back(page.grey(cv::Rect(area.x + from, area.y, to - from, area.height)));
        colour.push_back(
            page.page.take({area.x + from, area.y + rows.from, to - from, rows.length()}, 48));
    }
    LinePicture out;
    cv::hconcat(grey, out.grey);
    cv::hconcat(colour, out.colour);
    const double k = target_em / em;
    cv::resize(out.grey, out.grey, {}, k, k, k < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    stretch(out.grey);
    cv::copyMakeBorder(out.grey, out.grey, 8, 8, 12, 12, cv::BORDER_CONSTANT, 255);
    return out;
}

}  // namespace ocr
