#include "ocr/page.hpp"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

namespace ocr {

cv::Point2f middle_of(const Corners& corners) {
    return (corners[0] + corners[1] + corners[2] + corners[3]) * 0.25F;
}

Corners scaled(const Corners& corners, double scale) {
    Corners out;
    const cv::Point2d half(0.5, 0.5);  // a pixel's middle is half a pixel from its rim
    for (std::size_t i = 0; i < 4; ++i)
        out.at(i) = (cv::Point2d(corners.at(i)) + half) * scale - half;
    return out;
}

cv::Mat StraightPage::take(const cv::Rect& part, int height) const {
    const double k = static_cast<double>(height) / part.height;
    const auto middle = cv::Vec3d(part.x + part.width / 2.0, part.y + part.height / 2.0, 1);
    const auto at = [&](const cv::Vec3d& p) {
        const cv::Vec3d q = to_photo * p;
        return cv::Point2d(q[0] / q[2], q[1] / q[2]);
    };
    // Where the photo is finer than what is asked for, its pixels are averaged, not skipped.
    const double finer = std::max(cv::norm(at(middle + cv::Vec3d(1, 0, 0)) - at(middle)),
                                  cv::norm(at(middle + cv::Vec3d(0, 1, 0)) - at(middle))) /
                         k;
    const int times = std::clamp(cvRound(finer), 1, 4);
    const double step = 1 / (k * times);
    const cv::Size size(std::max(1, cvRound(part.width * k)) * times, height * times);
    const cv::Matx33d from_part(step, 0, part.x + (step - 1) / 2, 0, step, part.y + (step - 1) / 2,
                                0, 0, 1);
    const int between = times > 1 ? cv::INTER_LINEAR : cv::INTER_CUBIC;
    cv::Mat out;
    cv::warpPerspective(photo, out, to_photo * from_part, size, between | cv::WARP_INVERSE_MAP,
                        cv::BORDER_REPLICATE);
    if (times > 1) cv::resize(out, out, size / times, 0, 0, cv::INTER_AREA);
    return out;
}

StraightPage straighten(const cv::Mat& photo, const Corners& corners, std::size_t first,
                        cv::Size size) {
    const auto w = static_cast<float>(size.width);
    const auto h = static_cast<float>(size.height);
    const std::array<cv::Point2f, 4> page{{{0, 0}, {w, 0}, {w, h}, {0, h}}};
    std::array<cv::Point2f, 4> seen;
    for (std::size_t i = 0; i < 4; ++i) seen.at(i) = corners.at((first + i) % 4);
    StraightPage out;
    out.photo = photo;
    out.to_photo = cv::Matx33d(cv::getPerspectiveTransform(page.data(), seen.data()));
    cv::warpPerspective(photo, out.picture, out.to_photo, size,
                        cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
    return out;
}

}  // namespace ocr
