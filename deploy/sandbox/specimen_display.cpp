#include "deploy/sandbox/specimen_display.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace sandbox {
namespace {

constexpr double lens = 0.4;  // standard deviation of its blur, camera pixels

double sinc(double x) { return std::abs(x) < 1e-9 ? 1 : std::sin(CV_PI * x) / (CV_PI * x); }

/// How much of a pattern of that many periods a camera pixel is left.
double left_of(const cv::Point2d& frequency) {
    const double blur = -2 * CV_PI * CV_PI * lens * lens * frequency.dot(frequency);
    return sinc(frequency.x) * sinc(frequency.y) * std::exp(blur);
}

/// From pixels of the frame to those of the display.
struct ToDisplay {
    cv::Matx33d map;

    [[nodiscard]] cv::Point2d at(double x, double y) const {
        const cv::Vec3d p = map * cv::Vec3d(x, y, 1);
        return {p[0] / p[2], p[1] / p[2]};
    }
};

/// Bars as wide as `part` of a period, as light around its mean of 1: the first three harmonics, as
/// far as they are left at that frequency.
struct Bars {
    double shift;
    std::array<double, 3> strength{};

    Bars(double part, double moved, const cv::Point2d& frequency) : shift(moved) {
        for (int n = 1; n <= 3; ++n)
            strength.at(static_cast<std::size_t>(n - 1)) =
                2 * sinc(n * part) * left_of(frequency * n);
    }
    [[nodiscard]] double at(double place) const {
        double sum = 1;
        for (int n = 1; n <= 3; ++n)
            sum += strength.at(static_cast<std::size_t>(n - 1)) *
                   std::cos(2 * CV_PI * n * (place - shift));
        return sum;
    }
};

/// Light of one colour of the display's pixels where the camera has a pixel of that colour, every
/// `step` pixels.
cv::Mat grid_of(cv::Size size, const ToDisplay& display, int colour, int step) {
    cv::Mat out(size.height / step + 1, size.width / step + 1, CV_32F);
    for (int y = 0; y < out.rows; ++y) {
        const double middle = size.width / 2.0;
        const auto here = display.at(middle, y * step);
        const auto right = display.at(middle + 1, y * step) - here;
        const auto below = display.at(middle, y * step + 1) - here;
        const Bars stripes(0.27, (colour + 0.5) / 3, {right.x, below.x});
        const Bars rows(0.8, 0, {right.y, below.y});
        for (int x = 0; x < out.cols; ++x) {
            const auto place = display.at(x * step, y * step);
            out.at<float>(y, x) = static_cast<float>(stripes.at(place.x) * rows.at(place.y));
        }
    }
    if (step > 1) {
        const cv::Matx23d whole(step, 0, 0, 0, step, 0);
        cv::warpAffine(out, out, whole, size, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    }
    return out(cv::Rect({}, size));
}

cv::Mat grid_of(cv::Size size, const ToDisplay& display) {
    cv::Mat out;
    cv::merge(std::array{grid_of(size, display, 0, 2), grid_of(size, display, 1, 1),
                         grid_of(size, display, 2, 2)},
              out);
    return out;
}

/// The page with `margin` around it (parts of its longer side), as a polygon of the frame.
std::vector<cv::Point2f> around(cv::Size page, double margin, const cv::Mat& onto) {
    const auto m = static_cast<float>(margin * std::max(page.width, page.height));
    const auto w = static_cast<float>(page.width);
    const auto h = static_cast<float>(page.height);
    std::vector<cv::Point2f> out{{-m, -m}, {w + m, -m}, {w + m, h + m}, {-m, h + m}};
    cv::perspectiveTransform(out, out, onto);
    return out;
}

cv::Mat filled(cv::Size size, const std::vector<cv::Point2f>& corners) {
    const std::vector<cv::Point> points(corners.begin(), corners.end());
    cv::Mat out = cv::Mat::zeros(size, CV_8U);
    cv::fillConvexPoly(out, points, 255, cv::LINE_AA);
    out.convertTo(out, CV_32F, 1.0 / 255);
    cv::merge(std::array{out, out, out}, out);
    return out;
}

void cover(cv::Mat& scene, const cv::Mat& with, const cv::Mat& mask) {
    scene = scene.mul(cv::Scalar::all(1) - mask) + with.mul(mask);
}

}  // namespace

void show_on_display(cv::Mat& scene, const cv::Mat& page, const std::array<cv::Point2f, 4>& to,
                     const Display& display, cv::RNG& random) {
    const auto w = static_cast<float>(page.cols);
    const auto h = static_cast<float>(page.rows);
    const std::array<cv::Point2f, 4> from{{{0, 0}, {w, 0}, {w, h}, {0, h}}};
    const cv::Mat onto = cv::getPerspectiveTransform(from.data(), to.data());
    const double per_pixel = cv::norm(to[1] - to[0]) / page.cols / display.pitch;
    const bool edged = display.bezel > 0;
    const auto plain = [&](const cv::Scalar& colour) {
        return cv::Mat(scene.size(), CV_32FC3, colour);
    };
    if (edged) {
        const auto rim = around(page.size(), display.around + display.bezel, onto);
        cv::Mat shadow = filled(scene.size(), rim);
        cv::GaussianBlur(shadow, shadow, {}, scene.cols / 120.0);
        scene = scene.mul(cv::Scalar::all(1) - shadow * 0.4);
        cover(scene, plain(cv::Scalar::all(random.uniform(8.0, 45.0))), filled(scene.size(), rim));
    }
    const cv::Mat glass = edged ? filled(scene.size(), around(page.size(), display.around, onto))
                                : plain(cv::Scalar::all(1));
    cv::Mat shown = plain(display.behind);
    // The page as the display has it: no finer than its own pixels.
    cv::Mat own;
    cv::resize(page, own, {}, per_pixel, per_pixel,
               per_pixel < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    own.convertTo(own, CV_32FC3);
    const cv::Matx33d finer(1 / per_pixel, 0, 0, 0, 1 / per_pixel, 0, 0, 0, 1);
    const cv::Matx33d own_onto = cv::Matx33d(onto) * finer;
    cv::warpPerspective(own, shown, own_onto, scene.size(), cv::INTER_LINEAR,
                        cv::BORDER_TRANSPARENT);
    const double turn = display.turn_deg * CV_PI / 180;
    const cv::Matx33d turned(std::cos(turn), -std::sin(turn), random.uniform(0.0, 1.0),
                             std::sin(turn), std::cos(turn), random.uniform(0.0, 1.0), 0, 0, 1);
    shown = shown.mul(grid_of(scene.size(), {turned * own_onto.inv()}));
    cover(scene, shown * display.brightness + cv::Scalar::all(display.veil), glass);
}

}  // namespace sandbox
