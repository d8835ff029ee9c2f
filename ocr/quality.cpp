#include "ocr/quality.hpp"

#include "ocr/background.hpp"
#include "ocr/levels.hpp"
#include "ocr/page.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace ocr {
namespace {

cv::Mat as_grey(const cv::Mat& picture) {
    if (picture.channels() == 1) return picture;
    cv::Mat out;
    cv::cvtColor(picture, out, cv::COLOR_RGB2GRAY);
    return out;
}

double quantile(std::vector<float>& values, double part) {
    if (values.empty()) return 0;
    const auto at =
        values.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

cv::Mat page_mask(cv::Size size, const Corners& corners, double scale) {
    cv::Mat mask = cv::Mat::zeros(size, CV_8U);
    std::vector<cv::Point> points;
    for (const auto& c : corners) points.emplace_back(cvRound(c.x * scale), cvRound(c.y * scale));
    cv::fillConvexPoly(mask, points, 255);
    return mask;
}

}  // namespace

bool is_photo(const cv::Mat& picture) {
    constexpr int shortest = 64;
    constexpr int longest = 8;  // times the shorter side: no camera takes such
    const auto [shorter, longer] = std::minmax(picture.cols, picture.rows);
    return picture.depth() == CV_8U && (picture.channels() == 1 || picture.channels() == 3) &&
           shorter >= shortest && longer / shorter < longest;
}

double sharpness_of(const cv::Mat& page) {
    const cv::Mat grey = as_grey(page);
    cv::Mat smooth;
    cv::GaussianBlur(grey, smooth, {}, 0.8);
    cv::Mat dx;
    cv::Mat dy;
    cv::Mat slope;
    const int longer = std::max(grey.cols, grey.rows);
    const int cell = std::max(8, longer / 40);
    std::vector<float> ranges;
    std::vector<std::pair<float, float>> cells;
    for (int y = 0; y + cell <= grey.rows; y += cell) {
        const cv::Mat band = smooth.rowRange(y, y + cell);
        cv::Sobel(band, dx, CV_32F, 1, 0, 3, 1.0 / 8);
        cv::Sobel(band, dy, CV_32F, 0, 1, 3, 1.0 / 8);
        cv::magnitude(dx, dy, slope);
        for (int x = 0; x + cell <= grey.cols; x += cell) {
            const cv::Range across(x, x + cell);
            double low = 0;
            double high = 0;
            double steepest = 0;
            cv::minMaxLoc(band.colRange(across), &low, &high);
            cv::minMaxLoc(slope.colRange(across), nullptr, &steepest);
            ranges.push_back(static_cast<float>(high - low));
            cells.emplace_back(static_cast<float>(high - low), static_cast<float>(steepest));
        }
    }
    const double clear = std::max(18.0, 0.5 * quantile(ranges, 0.97));
    std::vector<float> widths;  // standard deviation of the blur of a step of that height and slope
    for (const auto& [range, steepest] : cells)
        if (range >= clear && steepest > 0) widths.push_back(range / (2.5066F * steepest));
    if (widths.size() < 3) return 0;
    const double width =
        std::max(0.5, std::sqrt(std::max(0.0, std::pow(quantile(widths, 0.25), 2) - 0.64)));
    return std::min(1.0, 0.0015 * longer / width);
}

double glare_of(const cv::Mat& page, cv::Mat* mask) {
    const cv::Mat grey = as_grey(page);
    cv::Mat small;
    const double k = 320.0 / std::max(grey.cols, grey.rows);
    cv::resize(grey, small, {}, k, k, cv::INTER_AREA);
    const int paper = level_of(small, 0.5);
    // A tinted lamp does not blow out all channels; on dark paper its spot still stands out.
    const int least = std::clamp(paper + 120, 235, 250);
    cv::Mat blown = small >= std::max(least, std::min(254, paper + 18));
    if (paper > 238) blown.setTo(0);  // paper and glare cannot be told apart
    cv::morphologyEx(blown, blown, cv::MORPH_OPEN,
                     cv::getStructuringElement(cv::MORPH_ELLIPSE, {7, 7}));
    if (mask) cv::resize(blown, *mask, grey.size(), 0, 0, cv::INTER_NEAREST);
    return static_cast<double>(cv::countNonZero(blown)) / static_cast<double>(blown.total());
}

namespace {

/// By its edges, or, where the grain of the desk hides them, as what the desk is not.
std::optional<Corners> page_in(const cv::Mat& small, bool& cut_off) {
    constexpr double likely = 0.45;
    constexpr double clearly_unlike = 5;
    const auto pages = find_pages(sketched(small, Search::quick), 1);
    if (!pages.empty() && pages.front().score >= likely) return pages.front().corners;
    if (small.channels() != 3) return std::nullopt;
    const auto part = find_foreground(small);
    if (!part || !part->corners || part->unlike < clearly_unlike) return std::nullopt;
    cut_off = part->cut_off;
    return part->corners;
}

/// A whole number of times as small: cheap, and all that finding a page needs.
cv::Mat shrunk(const cv::Mat& photo) {
    constexpr int enough = 840;  // pixels, twice what is searched
    const int times = std::max(photo.cols, photo.rows) / enough;
    if (times < 2) return photo;
    const cv::Rect whole(0, 0, photo.cols / times * times, photo.rows / times * times);
    cv::Mat out;
    cv::resize(photo(whole), out, whole.size() / times, 0, 0, cv::INTER_AREA);
    return out;
}

}  // namespace

Quality assess(const cv::Mat& photo) {
    Quality out;
    if (!is_photo(photo)) return out;
    const double k = 420.0 / std::max(photo.cols, photo.rows);
    cv::Mat small;
    cv::resize(shrunk(photo), small, {cvRound(photo.cols * k), cvRound(photo.rows * k)}, 0, 0,
               cv::INTER_AREA);
    const cv::Mat grey = as_grey(small);
    out.brightness = cv::mean(grey)[0];
    if (const auto page = page_in(small, out.cut_off)) out.page = scaled(*page, 1 / k);
    if (!out.page) return out;
    const auto& corners = *out.page;
    const cv::Mat mask = page_mask(small.size(), corners, k);
    out.fill = static_cast<double>(cv::countNonZero(mask)) / static_cast<double>(mask.total());
    out.brightness = cv::mean(grey, mask)[0];
    // A strip through the page at full size shows how sharp it is for a fraction of the whole's
    // cost.
    const cv::Rect whole(0, 0, photo.cols, photo.rows);
    const cv::Rect box =
        cv::boundingRect(std::vector<cv::Point2f>(corners.begin(), corners.end())) & whole;
    const cv::Mat inside = photo(box);
    cv::Mat reduced;
    const double fit = std::min(1.0, 900.0 / std::max(box.width, box.height));
    cv::resize(inside, reduced, {}, fit, fit, cv::INTER_AREA);
    out.sharpness = sharpness_of(reduced);
    out.glare = glare_of(reduced);
    for (const auto& c : corners)
        if (c.x < 3 || c.y < 3 || c.x > static_cast<float>(photo.cols) - 4 ||
            c.y > static_cast<float>(photo.rows) - 4)
            out.cut_off = true;
    return out;
}

}  // namespace ocr
