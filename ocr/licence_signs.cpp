#include "ocr/licence_signs.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace ocr {
namespace {

constexpr int speck = 25;  // pixels: a smaller sign belongs to one beside it, or is dirt

/// Connected ink, where gaps of a pixel do not part it.
struct Components {
    cv::Mat labels;
    std::vector<cv::Rect> box;
    std::vector<int> area;
};

Components components_of(const cv::Mat& ink) {
    cv::Mat thick;
    cv::morphologyEx(ink, thick, cv::MORPH_CLOSE,
                     cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    Components out;
    const auto count = static_cast<std::size_t>(cv::connectedComponents(thick, out.labels));
    // OpenCV measures them too, in four times as long: most of a page is no ink.
    std::vector<cv::Point> from(count, {ink.cols, ink.rows});
    std::vector<cv::Point> to(count);
    out.area.resize(count);
    for (int y = 0; y < ink.rows; ++y) {
        const auto* row = out.labels.ptr<int>(y);
        for (int x = 0; x < ink.cols; ++x) {
            if (row[x] == 0) continue;
            const auto one = static_cast<std::size_t>(row[x]);
            from[one] = {std::min(from[one].x, x), std::min(from[one].y, y)};
            to[one] = {std::max(to[one].x, x + 1), y + 1};
            ++out.area[one];
        }
    }
    for (std::size_t i = 0; i < count; ++i)
        out.box.push_back(i == 0 ? cv::Rect() : cv::Rect(from[i], to[i]));
    return out;
}

/// Takes over the ink of a component; with `near` only where that is.
void paint(const cv::Mat& ink, const Components& all, std::size_t one, const cv::Mat& near,
           cv::Mat& to) {
    const auto& box = all.box[one];
    for (int y = box.y; y < box.br().y; ++y)
        for (int x = box.x; x < box.br().x; ++x)
            if (all.labels.at<int>(y, x) == static_cast<int>(one) &&
                (near.empty() || near.at<uchar>(y, x) != 0))
                to.at<uchar>(y, x) = ink.at<uchar>(y, x);
}

}  // namespace

Signs sort_by_size(const cv::Mat& ink, bool lying) {
    const auto all = components_of(ink);
    Signs out;
    out.small = cv::Mat::zeros(ink.size(), CV_8U);
    cv::Rect whole_title;
    const int high = cvRound((lying ? 0.42 : 0.36) * ink.rows);
    out.title_end = cvRound((lying ? 0.28 : 0.24) * ink.rows);
    std::vector<std::size_t> specks;
    for (std::size_t i = 1; i < all.box.size(); ++i) {
        const auto& box = all.box[i];
        const bool rule = box.width > 7 * usual_em && box.height < 0.5 * usual_em;
        if (all.area[i] >= 6 && !rule && box.height < 2.1 * usual_em) {
            if (all.area[i] < speck)
                specks.push_back(i);
            else
                paint(ink, all, i, {}, out.small);
        }
        const bool title = box.height > 2.1 * usual_em && box.height < 6 * usual_em &&
                           box.width > usual_em && box.width < 7 * usual_em &&
                           box.y > 0.12 * ink.rows && box.br().y < high &&
                           std::abs(box.x + box.width / 2.0 - ink.cols / 2.0) < 0.27 * ink.cols;
        if (!title) continue;
        out.title_end = std::max(out.title_end, box.br().y);
        whole_title = whole_title.empty() ? box : whole_title | box;
    }
    cv::Mat around;
    // Punctuation may stand more than a character from what is before and after it.
    cv::dilate(out.small, around, cv::Mat::ones(21, 81, CV_8U));
    for (const auto i : specks) paint(ink, all, i, around, out.small);
    if (!whole_title.empty()) out.small(whole_title).setTo(0);  // its loose strokes
    return out;
}

cv::Mat characters_in(const cv::Mat& faint, const cv::Rect& column) {
    cv::Mat out = cv::Mat::zeros(faint.size(), CV_8U);
    const cv::Rect inside = column & cv::Rect({}, faint.size());
    if (inside.empty()) return out;
    const auto all = components_of(faint(inside));
    cv::Mat part = out(inside);
    for (std::size_t i = 1; i < all.box.size(); ++i)
        if (all.area[i] >= speck && all.box[i].height < 2.1 * usual_em)
            paint(faint(inside), all, i, {}, part);
    return out;
}

}  // namespace ocr
