#include "kiosk/face/planarity.hpp"

#include "kiosk/face/mesh_points.hpp"

#include <cmath>
#include <opencv2/calib3d.hpp>

namespace kiosk::face {
namespace {

// Points spread over the face that neither blinking nor speaking moves.
constexpr std::array<int, 31> still_points{10,  67,  297, 109, 338, 103, 332, 54,  284, 33,  133,
                                           362, 263, 168, 6,   197, 5,   4,   1,   48,  278, 129,
                                           358, 234, 454, 93,  323, 50,  280, 205, 425};

}  // namespace

double depth_between(const Mesh& straight, const Mesh& turned) {
    std::vector<cv::Point2f> from;
    std::vector<cv::Point2f> to;
    for (const int i : still_points) {
        from.push_back(straight.flat(i));
        to.push_back(turned.flat(i));
    }
    const cv::Mat map = cv::findHomography(from, to);
    if (map.empty()) return 0;
    std::vector<cv::Point2f> explained;
    cv::perspectiveTransform(from, explained, map);
    double sum = 0;
    for (std::size_t i = 0; i < to.size(); ++i) {
        const auto d = to[i] - explained[i];
        sum += d.dot(d);
    }
    const auto eyes = straight.flat(point::right_eye_outer) - straight.flat(point::left_eye_outer);
    return std::sqrt(sum / static_cast<double>(to.size())) / std::hypot(eyes.x, eyes.y);
}

}  // namespace kiosk::face
