#include "deploy/sandbox/specimen.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace sandbox {
namespace {

/// Soft unevenness, as of a worn desk or of light through a window: mean 0, deviation 1 or so.
cv::Mat clouds(cv::Size size, cv::RNG& random) {
    cv::Mat coarse(9, 12, CV_32F);
    random.fill(coarse, cv::RNG::NORMAL, 0, 1);
    cv::Mat out;
    cv::resize(coarse, out, size, 0, 0, cv::INTER_CUBIC);
    return out;
}

cv::Mat draw_desk(const Shot& shot, cv::RNG& random) {
    cv::Mat uneven = clouds(shot.frame, random) * 6;
    cv::Mat three;
    cv::merge(std::array{uneven, uneven, uneven}, three);
    cv::add(three, cv::Scalar(shot.desk), three);
    return three;
}

/// Where the page's corners come to lie in the frame, clockwise from its own top left.
std::array<cv::Point2f, 4> corners(cv::Size page, const Shot& shot) {
    const double angle = shot.turn_deg * CV_PI / 180;
    const bool across = std::abs(std::cos(angle)) > 0.7071;
    const bool lying = page.width >= page.height;
    const double side = lying == across ? shot.frame.width : shot.frame.height;
    double k = shot.fill * side / std::max(page.width, page.height);
    const double high = (lying == across ? shot.frame.height : shot.frame.width) * 0.94;
    k = std::min(k, high / std::min(page.width, page.height));
    std::array<cv::Point2f, 4> out;
    for (std::size_t i = 0; i < 4; ++i) {
        const double x = (i == 1 || i == 2 ? 0.5 : -0.5) * page.width * k;
        const double y = (i >= 2 ? 0.5 : -0.5) * page.height * k;
        const double far = 1 - shot.tilt * (i >= 2 ? 0 : 1);
        const double across_x = x * far * std::cos(angle) - y * std::sin(angle);
        const double across_y = x * far * std::sin(angle) + y * std::cos(angle);
        out.at(i) = {static_cast<float>(across_x + shot.frame.width * (0.5 + shot.shift.x)),
                     static_cast<float>(across_y + shot.frame.height * (0.5 + shot.shift.y))};
    }
    return out;
}

void lay(cv::Mat& scene, const cv::Mat& page, const std::array<cv::Point2f, 4>& to) {
    const auto w = static_cast<float>(page.cols);
    const auto h = static_cast<float>(page.rows);
    const std::array<cv::Point2f, 4> from{{{0, 0}, {w, 0}, {w, h}, {0, h}}};
    const cv::Mat map = cv::getPerspectiveTransform(from.data(), to.data());
    cv::Mat light;
    page.convertTo(light, CV_32FC3, 0.96);
    cv::Mat mask(page.size(), CV_32F, cv::Scalar(1));
    cv::Mat shown;
    cv::Mat cover;
    cv::warpPerspective(light, shown, map, scene.size(), cv::INTER_AREA, cv::BORDER_REPLICATE);
    cv::warpPerspective(mask, cover, map, scene.size(), cv::INTER_LINEAR);
    cv::Mat shadow;
    const double soft = scene.cols / 160.0;
    cv::GaussianBlur(cover, shadow, {}, soft);
    const cv::Mat moved = (cv::Mat_<double>(2, 3) << 1, 0, soft * 0.7, 0, 1, soft);
    cv::warpAffine(shadow, shadow, moved, scene.size());
    shadow = 1 - 0.3 * shadow;
    const auto three = [](const cv::Mat& one) {
        cv::Mat out;
        cv::merge(std::array{one, one, one}, out);
        return out;
    };
    scene = scene.mul(three(shadow)).mul(three(1 - cover)) + shown.mul(three(cover));
}

void shine(cv::Mat& scene, const std::array<cv::Point2f, 4>& page, double strength) {
    const cv::Point2f centre = (page[0] + page[1] + page[2] + page[3]) * 0.25F;
    cv::Mat spot = cv::Mat::zeros(scene.size(), CV_32F);
    cv::ellipse(spot, centre, cv::Size(scene.cols / 7, scene.rows / 8), 20, 0, 360, 1, cv::FILLED);
    cv::GaussianBlur(spot, spot, {}, scene.cols / 60.0);
    cv::Mat three;
    cv::merge(std::array{spot, spot, spot}, three);
    scene += three * (300 * strength);
}

}  // namespace

cv::Mat photograph(const cv::Mat& page, const Shot& shot) {
    cv::RNG random(shot.seed);
    cv::Mat scene = draw_desk(shot, random);
    if (!page.empty()) {
        const auto to = corners(page.size(), shot);
        lay(scene, page, to);
        if (shot.glare > 0) shine(scene, to, shot.glare);
    }
    if (shot.blur_px > 0) cv::GaussianBlur(scene, scene, {}, shot.blur_px);
    cv::Mat noise(scene.size(), CV_32FC3);
    random.fill(noise, cv::RNG::NORMAL, 0, shot.noise);
    scene += noise;
    cv::Mat out;
    scene.convertTo(out, CV_8UC3);
    return out;
}

}  // namespace sandbox
