#pragma once

#include "drivers/image.hpp"

#include <opencv2/core.hpp>

namespace kiosk {

/// The picture's own bytes, RGB. OpenCV has no read-only header; nobody writes through it.
[[nodiscard]] inline cv::Mat view_of(const drivers::Image& image) {
    return {image.height, image.width, CV_8UC3, const_cast<std::uint8_t*>(image.rgb.data())};
}

}  // namespace kiosk
