#include "kiosk/face/planarity.hpp"

#include "kiosk/face/mesh_points.hpp"

#include <cmath>
#include <opencv2/core.hpp>

namespace kiosk::face {
namespace {

// Points spread over the face that neither blinking nor speaking moves.
constexpr std::array<int, 31> still_points{10,  67,  297, 109, 338, 103, 332, 54,  284, 33,  133,
                                           362, 263, 168, 6,   197, 5,   4,   1,   48,  278, 129,
                                           358, 234, 454, 93,  323, 50,  280, 205, 425};

cv::Point2d middle_of(const Mesh& mesh) {
    cv::Point2d sum;
    for (const int i : still_points) sum += cv::Point2d(mesh.flat(i));
    return sum * (1.0 / still_points.size());
}

/// Smaller over larger scale of the affine map that fits best (least squares).
double narrowing(const Mesh& from, const Mesh& to) {
    const auto from_middle = middle_of(from);
    const auto to_middle = middle_of(to);
    cv::Matx22d cross = cv::Matx22d::zeros();
    cv::Matx22d own = cv::Matx22d::zeros();
    for (const int i : still_points) {
        const auto a = cv::Point2d(from.flat(i)) - from_middle;
        const auto b = cv::Point2d(to.flat(i)) - to_middle;
        cross += cv::Matx21d(b.x, b.y) * cv::Matx12d(a.x, a.y);
        own += cv::Matx21d(a.x, a.y) * cv::Matx12d(a.x, a.y);
    }
    cv::Matx21d scales;
    cv::SVD::compute(cross * own.inv(), scales);
    return scales(1) / std::max(1e-6, scales(0));
}

/// Between the directions in which two faces look.
double cosine_between(const Pose& a, const Pose& b) {
    const auto gaze = [](const Pose& p) {
        const double yaw = p.yaw * CV_PI / 180;
        const double pitch = p.pitch * CV_PI / 180;
        return cv::Vec3d(std::sin(yaw) * std::cos(pitch), -std::sin(pitch),
                         std::cos(yaw) * std::cos(pitch));
    };
    return gaze(a).dot(gaze(b));
}

}  // namespace

double unexplained_narrowing(const PosedMesh& straight, const PosedMesh& turned) {
    const double explained = cosine_between(straight.pose, turned.pose);
    return std::max(0.0, explained - narrowing(straight.mesh, turned.mesh));
}

}  // namespace kiosk::face
