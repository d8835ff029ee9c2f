// Faces in a picture: BlazeFace, short range (up to two metres).

#pragma once

#include "kiosk/face/network.hpp"

#include <array>
#include <opencv2/core.hpp>
#include <vector>

namespace kiosk::face {

/// Pixels of the picture; left and right as seen in the picture.
struct Detection {
    cv::Rect2f box;   ///< From the forehead to the chin.
    float score = 0;  ///< 0–1
    cv::Point2f left_eye;
    cv::Point2f right_eye;
};

/// Owned by one thread.
class Detector {
public:
    [[nodiscard]] static ModelResult<Detector> build(const ModelFile& file);

    /// `rgb`: 8-bit, three channels. Best first; overlapping hits are one.
    [[nodiscard]] std::vector<Detection> find(const cv::Mat& rgb);

private:
    explicit Detector(Network network);

    Network network_;
    std::vector<cv::Point2f> anchors_;
};

/// Intersection over union.
[[nodiscard]] float overlap(const cv::Rect2f& a, const cv::Rect2f& b);

}  // namespace kiosk::face
