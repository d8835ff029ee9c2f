#include "ocr/page_sides.hpp"

#include "ocr/page.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <vector>

namespace ocr {
namespace {

constexpr int samples = 40;       // along a side
constexpr int reach = 4;          // pixels averaged on either hand, roughly
constexpr int close = 2;          // and to be exact
constexpr float enough = 20;      // a clearer step counts no more: a hand is not an edge
constexpr double outward = 0.05;  // parts of the side's length
constexpr double inward = 0.02;

struct Side {
    cv::Point2d from, to;
    cv::Point2d out;  ///< Unit vector away from the page.
};

cv::Vec3f colour_at(const cv::Mat& picture, const cv::Point2d& p) {
    const int x = std::clamp(cvRound(p.x), 0, picture.cols - 1);
    const int y = std::clamp(cvRound(p.y), 0, picture.rows - 1);
    return cv::Vec3f(picture.at<cv::Vec3b>(y, x));
}

/// For each sample (row) and offset from -inward to outward (column): how the colour changes there.
cv::Mat changes(const cv::Mat& picture, const Side& side, int first, int count, int wide) {
    cv::Mat out(samples, count, CV_32F);
    std::vector<cv::Vec3f> sum(static_cast<std::size_t>(count + 2 * wide + 1));
    for (int i = 0; i < samples; ++i) {
        const cv::Point2d at = side.from + (side.to - side.from) * ((i + 0.5) / samples);
        for (std::size_t k = 1; k < sum.size(); ++k)
            sum[k] = sum[k - 1] +
                     colour_at(picture, at + side.out * (first - wide + static_cast<int>(k) - 0.5));
        for (int k = 0; k < count; ++k) {
            const auto half = static_cast<std::size_t>(wide);
            const auto middle = static_cast<std::size_t>(k) + half;
            const cv::Vec3f step =
                (sum[middle + half] - sum[middle]) - (sum[middle] - sum[middle - half]);
            const float most = std::max({std::abs(step[0]), std::abs(step[1]), std::abs(step[2])});
            out.at<float>(i, k) = most / static_cast<float>(wide);
        }
    }
    return out;
}

struct Line {
    cv::Point2d point, direction;
};

/// The side between the offsets at its two ends across which the picture changes most.
Side roughly(const cv::Mat& picture, const Side& side) {
    const double length = cv::norm(side.to - side.from);
    const int first = -cvRound(inward * length);
    const int count = cvRound(outward * length) - first + 1;
    const cv::Mat change = cv::min(changes(picture, side, first, count, reach), enough);
    const int turn = std::max(2, cvRound(0.025 * length));
    double most = -1;
    cv::Point best;
    for (int a = 0; a < count; ++a)
        for (int b = std::max(0, a - turn); b <= std::min(count - 1, a + turn); ++b) {
            double sum = 0;
            for (int i = 0; i < samples; ++i)
                sum += change.at<float>(i, cvRound(a + (b - a) * (i + 0.5) / samples));
            // Between lines as clear the outer one is likelier: the inner is a printed frame.
            sum *= 1 + 0.05 * ((a + b) / 2.0 + first) / (outward * length);
            if (sum <= most) continue;
            most = sum;
            best = {a, b};
        }
    return {side.from + side.out * (first + best.x), side.to + side.out * (first + best.y),
            side.out};
}

/// The straight line through the steepest places near the side; the furthest off are left out.
Line exactly(const cv::Mat& picture, const Side& side) {
    constexpr int near = reach + 1;
    const cv::Mat change = changes(picture, side, -near, 2 * near + 1, close);
    std::vector<cv::Point2f> points;  // along the side, offset
    for (int i = 0; i < samples; ++i) {
        cv::Point at;
        double most = 0;
        cv::minMaxLoc(change.row(i), nullptr, &most, nullptr, &at);
        if (most < 2) continue;
        double weights = 0;
        double sum = 0;
        for (int k = std::max(0, at.x - close); k <= std::min(2 * near, at.x + close); ++k) {
            weights += change.at<float>(i, k);
            sum += static_cast<double>(change.at<float>(i, k)) * (k - near);
        }
        points.emplace_back(static_cast<float>(i), static_cast<float>(sum / weights));
    }
    const cv::Point2d along = (side.to - side.from) / samples;
    if (3 * points.size() < samples) return {side.from, along / cv::norm(along)};
    cv::Vec4f fit;
    cv::fitLine(points, fit, cv::DIST_HUBER, 0, 0.01, 0.01);
    const double slope = static_cast<double>(fit[1]) / fit[0];
    const double start = fit[3] - fit[2] * slope;
    const cv::Point2d a = side.from + along * 0.5 + side.out * start;
    const cv::Point2d b = a + along * samples + side.out * (slope * samples);
    return {a, (b - a) / cv::norm(b - a)};
}

std::optional<cv::Point2d> crossing(const Line& a, const Line& b) {
    const double d = a.direction.cross(b.direction);
    if (std::abs(d) < 0.2) return std::nullopt;
    return a.point + a.direction * ((b.point - a.point).cross(b.direction) / d);
}

}  // namespace

Corners settle_sides(const cv::Mat& picture, const Corners& corners) {
    const cv::Point2d middle(middle_of(corners));
    std::vector<Line> lines;
    for (std::size_t i = 0; i < 4; ++i) {
        const cv::Point2d a = corners.at(i);
        const cv::Point2d b = corners.at((i + 1) % 4);
        cv::Point2d out((b - a).y, -(b - a).x);
        out /= std::max(1e-6, cv::norm(out));
        if (out.dot((a + b) * 0.5 - middle) < 0) out *= -1;
        lines.push_back(exactly(picture, roughly(picture, {a, b, out})));
    }
    Corners settled_corners = corners;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto p = crossing(lines[(i + 3) % 4], lines[i]);
        if (!p) return corners;
        settled_corners.at(i) = *p;
    }
    return settled_corners;
}

}  // namespace ocr
