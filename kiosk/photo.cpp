#include "kiosk/photo.hpp"

#include "drivers/image.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace kiosk {
namespace {

constexpr std::size_t upload_limit = 1'000'000;  // bytes; the contract's 1 MB
constexpr std::array upload_widths{1'600, 1'200};
constexpr int best_quality = 88;
constexpr int least_quality = 28;
constexpr int crop_margin = 6;

drivers::Image no_wider(const Picture& picture, int width) {
    if (picture.width <= width) return {picture.width, picture.height, picture.rgb};
    cv::Mat smaller;
    const double scale = static_cast<double>(width) / picture.width;
    const int height = std::max(1, static_cast<int>(std::lround(picture.height * scale)));
    cv::resize(matrix_of(picture), smaller, {width, height}, 0, 0, cv::INTER_AREA);
    auto small = picture_of(smaller);
    return {small.width, small.height, std::move(small.rgb)};
}

}  // namespace

cv::Mat matrix_of(const Picture& picture) {
    // OpenCV has no read-only header.
    return {picture.height, picture.width, CV_8UC3, const_cast<std::uint8_t*>(picture.rgb.data())};
}

Picture picture_of(const cv::Mat& mat) {
    Picture picture;
    picture.width = mat.cols;
    picture.height = mat.rows;
    const auto whole = mat.isContinuous() ? mat : mat.clone();
    picture.rgb.assign(whole.data, whole.data + whole.total() * 3);
    return picture;
}

flow::ReadingResult result_so_far(const ocr::Reading& reading) {
    flow::ReadingResult result;
    result.document = ocr::to_string(reading.kind);
    if (reading.reject != ocr::Reject::none) result.reject = ocr::to_string(reading.reject);
    for (const auto& field : reading.fields)
        result.values.push_back(
            {field.name, field.text, field.doubtful, std::nullopt, field.settled});
    return result;
}

flow::ReadingResult result_of(const ocr::Reading& reading, Pictures& pictures) {
    auto result = result_so_far(reading);
    if (!reading.page.empty()) result.page = pictures.put(picture_of(reading.page));
    const cv::Rect whole(0, 0, reading.page.cols, reading.page.rows);
    for (std::size_t i = 0; i < reading.fields.size(); ++i) {
        const auto& field = reading.fields[i];
        const auto around =
            cv::Rect(field.crop.x - crop_margin, field.crop.y - crop_margin,
                     field.crop.width + 2 * crop_margin, field.crop.height + 2 * crop_margin) &
            whole;
        if (around.width > 1 && around.height > 1)
            result.values[i].crop = pictures.put(picture_of(reading.page(around)));
    }
    return result;
}

std::vector<std::uint8_t> jpeg_for_upload(const Picture& picture) {
    if (!picture.jpeg.empty() && picture.jpeg.size() <= upload_limit) return picture.jpeg;
    std::vector<std::uint8_t> jpeg;
    for (const int width : upload_widths)
        for (int quality = best_quality; quality >= least_quality; quality -= 12) {
            jpeg = drivers::encode_jpeg(no_wider(picture, width), quality);
            if (jpeg.size() <= upload_limit) return jpeg;
        }
    return jpeg;
}

Picture rotated(const Picture& picture) {
    cv::Mat turned;
    cv::rotate(matrix_of(picture), turned, cv::ROTATE_90_CLOCKWISE);
    return picture_of(turned);
}

}  // namespace kiosk
