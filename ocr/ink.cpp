#include "ocr/ink.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <opencv2/imgproc.hpp>

namespace ocr {
namespace {

/// Grey in which red and gold are pale: mostly the red channel, each channel balanced to white
/// paper.
cv::Mat writing_channel(const cv::Mat& page) {
    std::vector<cv::Mat> channels;
    cv::split(page, channels);
    return channels[0];
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

cv::Mat close_gaps(const cv::Mat& line, const cv::Mat& ink, double em) {
    const auto runs = ink_columns(ink, {0, 0, ink.cols, ink.rows}, static_cast<int>(em * 1.8), 1);
    if (runs.size() < 2) return line;
    const int gap = static_cast<int>(em * 0.55);
    std::vector<cv::Mat> parts;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const int from = i == 0 ? 0 : runs[i].from - gap / 2;
        const int to = i + 1 == runs.size() ? line.cols : runs[i].to + gap / 2;
        parts.push_back(line.colRange(std::max(0, from), std::min(line.cols, to)));
    }
    cv::Mat out;
    cv::hconcat(parts, out);
    return out;
}

}  // namespace

InkPage find_ink(const cv::Mat& page, int em) {
    InkPage out;
    out.grey = even(writing_channel(page), em);
    cv::Mat dark;
    const auto kernel = cv::getStructuringElement(cv::MORPH_RECT, {em | 1, em | 1});
    cv::morphologyEx(out.grey, dark, cv::MORPH_BLACKHAT, kernel);
    cv::Mat unused;
    const double otsu = cv::threshold(dark, unused, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
    cv::threshold(dark, out.ink, std::clamp(otsu, 34.0, 95.0), 255, cv::THRESH_BINARY);
    return out;
}

std::vector<Span> ink_rows(const cv::Mat& ink, const cv::Rect& area, int join, int least) {
    const cv::Rect inside = area & cv::Rect(0, 0, ink.cols, ink.rows);
    if (inside.empty()) return {};
    cv::Mat sums;
    cv::reduce(ink(inside), sums, 1, cv::REDUCE_SUM, CV_32S);
    return stretches(inside.y, inside.y + inside.height, join, least,
                     [&](int y) { return sums.at<int>(y - inside.y) >= 2 * 255; });
}

std::vector<Span> ink_columns(const cv::Mat& ink, const cv::Rect& area, int join, int least) {
    const cv::Rect inside = area & cv::Rect(0, 0, ink.cols, ink.rows);
    if (inside.empty()) return {};
    cv::Mat sums;
    cv::reduce(ink(inside), sums, 0, cv::REDUCE_SUM, CV_32S);
    return stretches(inside.x, inside.x + inside.width, join, least,
                     [&](int x) { return sums.at<int>(x - inside.x) >= 2 * 255; });
}

cv::Mat cut_line(const InkPage& page, const cv::Rect& where, double em, cv::Rect* found,
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
    cv::Mat line = close_gaps(page.grey(area), page.ink(area), em);
    const double k = target_em / em;
    cv::resize(line, line, {}, k, k, k < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    cv::Mat sorted = line.reshape(1, 1).clone();
    cv::sort(sorted, sorted, cv::SORT_ASCENDING);
    const double low = sorted.at<uchar>(sorted.cols / 100);
    const double high = sorted.at<uchar>(sorted.cols * 9 / 10);
    const double stretch = 255 / std::max(20.0, high - low);
    line.convertTo(line, CV_8U, stretch, -low * stretch);
    cv::copyMakeBorder(line, line, 8, 8, 12, 12, cv::BORDER_CONSTANT, 255);
    return line;
}

}  // namespace ocr
