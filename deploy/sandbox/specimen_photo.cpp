#include "deploy/sandbox/specimen.hpp"
#include "deploy/sandbox/specimen_desk.hpp"
#include "deploy/sandbox/specimen_display.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace sandbox {
namespace {

using Quad = std::array<cv::Point2f, 4>;

/// Where the page's corners come to lie in the frame, clockwise from its own top left. Seen at a
/// slant the page is shorter that way, and its far edge smaller.
Quad corners(cv::Size page, const Shot& shot) {
    const double angle = shot.turn_deg * CV_PI / 180;
    const double longer = std::max(page.width, page.height);
    const double k = page_scale(page, shot);
    const double to = shot.tilt_to_deg * CV_PI / 180;
    const cv::Point2d far(std::sin(to), -std::cos(to));
    const double slant = std::cos(std::asin(std::min(0.6, shot.tilt * 1.5)));
    Quad out;
    for (std::size_t i = 0; i < 4; ++i) {
        cv::Point2d p((i == 1 || i == 2 ? 0.5 : -0.5) * page.width,
                      (i >= 2 ? 0.5 : -0.5) * page.height);
        p += far * (p.dot(far) * (slant - 1));
        p *= k * (1 - shot.tilt / 2) / (1 + shot.tilt * (p.dot(far) / longer));
        const double x = p.x * std::cos(angle) - p.y * std::sin(angle);
        const double y = p.x * std::sin(angle) + p.y * std::cos(angle);
        out.at(i) = {static_cast<float>(x + shot.frame.width * (0.5 + shot.shift.x)),
                     static_cast<float>(y + shot.frame.height * (0.5 + shot.shift.y))};
    }
    return out;
}

cv::Mat onto(cv::Size page, const Quad& to) {
    const auto w = static_cast<float>(page.width);
    const auto h = static_cast<float>(page.height);
    const std::array<cv::Point2f, 4> from{{{0, 0}, {w, 0}, {w, h}, {0, h}}};
    return cv::getPerspectiveTransform(from.data(), to.data());
}

/// Cards have round corners.
cv::Mat outline(cv::Size page) {
    cv::Mat out(page, CV_32F, cv::Scalar(1));
    const int r = is_card(page) ? page.width * 3 / 80 : 0;
    for (const int x : {0, page.width - r})
        for (const int y : {0, page.height - r}) {
            if (r == 0) continue;
            out(cv::Rect(x, y, r, r)).setTo(0);
            cv::circle(out, {x == 0 ? r : page.width - r, y == 0 ? r : page.height - r}, r, 1,
                       cv::FILLED, cv::LINE_AA);
        }
    return out;
}

void lay(cv::Mat& scene, const cv::Mat& page, const Quad& to) {
    const cv::Mat map = onto(page.size(), to);
    cv::Mat light;
    // Many pixels to one of the photograph: averaged first.
    const double shrink = cv::norm(to[1] - to[0]) / page.cols;
    cv::GaussianBlur(page, light, {}, std::max(0.3, 0.45 / std::max(0.2, shrink)));
    light.convertTo(light, CV_32FC3, 0.96);
    cv::Mat shown;
    cv::Mat cover;
    cv::warpPerspective(light, shown, map, scene.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    cv::warpPerspective(outline(page.size()), cover, map, scene.size(), cv::INTER_LINEAR);
    cv::Mat shadow;
    const double soft = scene.cols / 160.0;
    cv::GaussianBlur(cover, shadow, {}, soft);
    const cv::Mat moved = (cv::Mat_<double>(2, 3) << 1, 0, soft * 0.7, 0, 1, soft);
    cv::warpAffine(shadow, shadow, moved, scene.size());
    shadow = 1 - 0.3 * shadow;
    scene = scene.mul(three(shadow)).mul(three(1 - cover)) + shown.mul(three(cover));
}

cv::Point2f inside(const Quad& page, const cv::Point2d& part) {
    const auto x = static_cast<float>(part.x);
    const auto y = static_cast<float>(part.y);
    return (page[0] * (1 - x) + page[1] * x) * (1 - y) + (page[3] * (1 - x) + page[2] * x) * y;
}

void shine(cv::Mat& scene, const Quad& page, const Shot& shot) {
    cv::Mat spot = cv::Mat::zeros(scene.size(), CV_32F);
    cv::ellipse(spot, inside(page, shot.glare_at), cv::Size(scene.cols / 7, scene.rows / 8), 20, 0,
                360, 1, cv::FILLED);
    cv::GaussianBlur(spot, spot, {}, scene.cols / 60.0);
    scene += three(spot) * (300 * shot.glare);
}

/// Something stands between the lamp and a part of the desk; its edge is soft.
void shade(cv::Mat& scene, double depth, cv::RNG& random) {
    const double angle = random.uniform(0.0, 2 * CV_PI);
    const double at = random.uniform(-0.25, 0.25) * scene.cols;
    const double soft = random.uniform(0.01, 0.1) * scene.cols;
    cv::Mat dark(scene.size(), CV_32F);
    for (int y = 0; y < dark.rows; ++y) {
        auto* row = dark.ptr<float>(y);
        for (int x = 0; x < dark.cols; ++x) {
            const double d = (x - dark.cols / 2.0) * std::cos(angle) +
                             (y - dark.rows / 2.0) * std::sin(angle) - at;
            row[x] = static_cast<float>(1 - depth / (1 + std::exp(-d / soft)));
        }
    }
    scene = scene.mul(three(dark));
}

/// Two fingertips over the page's rim, where nothing is written.
void hold_down(cv::Mat& scene, const Quad& page, cv::RNG& random) {
    const int side = random.uniform(0, 4);
    const auto i = static_cast<std::size_t>(side);
    const cv::Point2f a = page.at(i);
    const cv::Point2f b = page.at((i + 1) % 4);
    const cv::Point2f middle = (page[0] + page[1] + page[2] + page[3]) * 0.25F;
    cv::Point2f out = (a + b) * 0.5F - middle;
    out /= static_cast<float>(cv::norm(out));
    const double breadth = cv::norm(page[0] - page[1]) * random.uniform(0.05, 0.09);
    const double where = random.uniform(0.2, 0.6);
    const double dark = random.uniform(0.6, 1.0);
    for (const double next : {0.0, 0.16}) {
        const auto t = static_cast<float>(where + next);
        const cv::Point2f tip = a * (1 - t) + b * t - out * static_cast<float>(breadth * 0.15);
        const cv::Point2f end = tip + out * static_cast<float>(scene.cols);
        const int thick = cvRound(breadth);
        cv::line(scene, tip + cv::Point2f(4, 6), end, cv::Scalar(110, 85, 75) * dark, thick,
                 cv::LINE_AA);
        cv::line(scene, tip, end, cv::Scalar(214, 168, 142) * dark, thick, cv::LINE_AA);
    }
}

void smear(cv::Mat& scene, double length, cv::RNG& random) {
    const int size = static_cast<int>(std::ceil(length)) | 1;
    cv::Mat kernel = cv::Mat::zeros(size, size, CV_32F);
    const double angle = random.uniform(0.0, CV_PI);
    const int middle = size / 2;
    const int steps = cvFloor(length / 0.1);
    for (int i = 0; i <= steps; ++i) {
        const double t = i * 0.1 - length / 2;
        kernel.at<float>(cvRound(middle + t * std::sin(angle)),
                         cvRound(middle + t * std::cos(angle))) += 1;
    }
    kernel /= cv::sum(kernel)[0];
    cv::filter2D(scene, scene, -1, kernel, {-1, -1}, 0, cv::BORDER_REPLICATE);
}

}  // namespace

bool is_card(cv::Size page) { return std::max(page.width, page.height) < 1400; }

double page_scale(cv::Size page, const Shot& shot) {
    const bool across = std::abs(std::cos(shot.turn_deg * CV_PI / 180)) > 0.7071;
    const bool lying = page.width >= page.height;
    const double along = lying == across ? shot.frame.width : shot.frame.height;
    const double other = lying == across ? shot.frame.height : shot.frame.width;
    return std::min(shot.fill * along / std::max(page.width, page.height),
                    0.94 * other / std::min(page.width, page.height));
}

cv::Mat photograph(const cv::Mat& page, const Shot& shot) {
    cv::RNG random(shot.seed);
    cv::Mat scene = draw_desk(shot, random);
    if (!page.empty()) {
        const auto to = corners(page.size(), shot);
        if (shot.display)
            show_on_display(scene, page, to, *shot.display, random);
        else
            lay(scene, page, to);
        if (shot.glare > 0) shine(scene, to, shot);
        if (shot.hand) hold_down(scene, to, random);
    }
    if (shot.shade > 0) shade(scene, shot.shade, random);
    cv::multiply(scene, shot.light, scene);
    if (shot.blur_px > 0) cv::GaussianBlur(scene, scene, {}, shot.blur_px);
    if (shot.motion_px > 1) smear(scene, shot.motion_px, random);
    cv::Mat noise(scene.size(), CV_32FC3);
    random.fill(noise, cv::RNG::NORMAL, 0, shot.noise);
    scene += noise;
    cv::Mat out;
    scene.convertTo(out, CV_8UC3);
    return out;
}

}  // namespace sandbox
