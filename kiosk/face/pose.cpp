#include "kiosk/face/pose.hpp"

#include "kiosk/face/mesh_points.hpp"

#include <cmath>
#include <opencv2/calib3d.hpp>

namespace kiosk::face {
namespace {

// Points that neither speech nor blinking nor brows move: eye corners, bridge and wings of the
// nose, temples, cheekbones, hairline.
constexpr std::array<int, 32> rigid_points{33,  133, 362, 263, 168, 6,   197, 195, 5,   4,   1,
                                           129, 358, 98,  327, 127, 356, 234, 454, 93,  323, 143,
                                           372, 10,  67,  297, 54,  284, 117, 346, 121, 350};

double degrees(double radians) { return radians * 180 / CV_PI; }

/// The shortest rotation from the camera's axis to the direction of a place in front of it.
cv::Matx33d towards(const cv::Vec3d& place) {
    const cv::Vec3d axis(-place[1], place[0], 0);
    const double across = std::hypot(axis[0], axis[1]);
    cv::Matx33d r = cv::Matx33d::eye();
    if (across > 1e-9) cv::Rodrigues(axis * (std::atan2(across, place[2]) / across), r);
    return r;
}

}  // namespace

Pose pose_of(const Mesh& mesh, const CanonicalFace& canonical, cv::Size picture, double view_deg) {
    std::vector<cv::Point3d> model;
    std::vector<cv::Point2d> seen;
    for (const int i : rigid_points) {
        const auto& p = canonical[static_cast<std::size_t>(i)];
        model.emplace_back(p.x, -p.y, -p.z);  // OpenCV's camera: y down, z away
        seen.emplace_back(mesh.flat(i));
    }
    const double focal = picture.width / 2.0 / std::tan(view_deg / 2 * CV_PI / 180);
    const cv::Matx33d camera(focal, 0, picture.width / 2.0, 0, focal, picture.height / 2.0, 0, 0,
                             1);

    // A frontal face where the eyes are: the search is short and cannot end behind the camera.
    const auto across = mesh.flat(point::right_eye_outer) - mesh.flat(point::left_eye_outer);
    const auto middle = mesh.flat(point::nose_tip);
    const double depth = focal * 8.9 / std::max(1.0F, std::hypot(across.x, across.y));
    cv::Mat rotation = (cv::Mat_<double>(3, 1) << 0, 0, std::atan2(across.y, across.x));
    cv::Mat shift = (cv::Mat_<double>(3, 1) << (middle.x - picture.width / 2.0) * depth / focal,
                     (middle.y - picture.height / 2.0) * depth / focal, depth);
    cv::solvePnP(model, seen, camera, {}, rotation, shift, true, cv::SOLVEPNP_ITERATIVE);

    cv::Matx33d r;
    cv::Rodrigues(rotation, r);
    r = towards(cv::Vec3d(shift.at<double>(0), shift.at<double>(1), shift.at<double>(2))).t() * r;
    // Back to y up, z towards the camera; then R = Ry(yaw) · Rx(pitch) · Rz(roll).
    const cv::Matx33d flip(1, 0, 0, 0, -1, 0, 0, 0, -1);
    r = flip * r * flip;
    return {degrees(std::atan2(r(0, 2), r(2, 2))),
            degrees(std::asin(std::clamp(-r(1, 2), -1.0, 1.0))),
            degrees(std::atan2(r(1, 0), r(1, 1))), shift.at<double>(2)};
}

}  // namespace kiosk::face
