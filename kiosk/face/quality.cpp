#include "kiosk/face/quality.hpp"

#include "kiosk/face/mesh_points.hpp"
#include "kiosk/face/occlusion.hpp"
#include "kiosk/face/ramp.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace kiosk::face {
namespace {

/// Sharpness is judged at this distance between the eyes, so that it does not depend on the camera.
constexpr double usual_eye_distance = 64;  // pixels

double eye_distance(const Mesh& mesh) {
    using namespace point;
    const auto left = (mesh.flat(left_eye_outer) + mesh.flat(left_eye_inner)) * 0.5F;
    const auto right = (mesh.flat(right_eye_outer) + mesh.flat(right_eye_inner)) * 0.5F;
    return std::hypot(right.x - left.x, right.y - left.y);
}

/// The face alone: grey, and which pixels belong to it.
struct Face {
    cv::Mat grey;
    cv::Mat inside;
};

Face cut_out(const cv::Mat& rgb, const Mesh& mesh) {
    std::vector<cv::Point2f> rim;
    rim.reserve(oval_points.size());
    for (const int i : oval_points) rim.push_back(mesh.flat(i));
    const cv::Rect box = cv::boundingRect(rim) & cv::Rect({}, rgb.size());
    if (box.width < 8 || box.height < 8) return {};
    const double scale = std::min(1.0, usual_eye_distance / std::max(1.0, eye_distance(mesh)));
    cv::Mat small;
    cv::resize(rgb(box), small, {}, scale, scale, cv::INTER_AREA);
    Face face;
    cv::cvtColor(small, face.grey, cv::COLOR_RGB2GRAY);
    face.inside = cv::Mat::zeros(face.grey.size(), CV_8U);
    std::vector<cv::Point> outline;
    outline.reserve(rim.size());
    for (const auto p : rim)
        outline.emplace_back((p - cv::Point2f(box.tl())) * static_cast<float>(scale));
    cv::fillPoly(face.inside, std::vector{outline}, 255);
    return face;
}

/// Mean square of the slope.
double slope_of(const cv::Mat& grey, const cv::Mat& inside) {
    cv::Mat dx;
    cv::Mat dy;
    cv::Sobel(grey, dx, CV_32F, 1, 0, 3, 1.0 / 8);
    cv::Sobel(grey, dy, CV_32F, 0, 1, 3, 1.0 / 8);
    return cv::mean(dx.mul(dx) + dy.mul(dy), inside)[0];
}

/// How much of its slopes a face loses when it is blurred (further): a ratio, so the contrast
/// itself does not count.
double loss_by_blur(const Face& face) {
    cv::Mat smooth;
    cv::GaussianBlur(face.grey, smooth, {}, 0.8);  // the sensor's noise is not sharpness
    cv::Mat soft;
    cv::GaussianBlur(smooth, soft, {}, 1.6);
    cv::Mat inner;
    cv::erode(face.inside, inner, cv::Mat(), {-1, -1}, 4);  // the rim is not the face's
    return 1 - slope_of(soft, inner) / std::max(1e-6, slope_of(smooth, inner));
}

double part_of(const cv::Mat& chosen, const cv::Mat& inside) {
    const int all = std::max(1, cv::countNonZero(inside));
    return static_cast<double>(cv::countNonZero(chosen & inside)) / all;
}

}  // namespace

double Quality::overall() const {
    return sharpness * under_exposure_prevention * over_exposure_prevention *
           illumination_uniformity * head_pose * eyes_open * mouth_closed * eyes_visible *
           mouth_occlusion_prevention * ramp(inter_eye_distance, 30, 90);
}

Quality quality_of(const cv::Mat& rgb, const Mesh& mesh, const Pose& pose,
                   const Openness& openness) {
    Quality q;
    const Face face = cut_out(rgb, mesh);
    if (face.grey.empty()) return q;
    q.sharpness = ramp(loss_by_blur(face), 0.08, 0.36);
    q.under_exposure_prevention = 1 - part_of(face.grey < 25, face.inside);
    q.over_exposure_prevention = 1 - part_of(face.grey > 250, face.inside);
    const Skin skin = skin_of(rgb, mesh);
    q.luminance_mean = skin.luminance();
    q.illumination_uniformity = skin.uniformity();
    q.eyes_visible = eyes_visible(rgb, mesh, skin);
    q.mouth_occlusion_prevention = mouth_visible(rgb, mesh, skin);
    q.inter_eye_distance = eye_distance(mesh);
    q.head_size = mesh.box().height / static_cast<double>(rgb.rows);
    const double off = std::hypot(pose.yaw, pose.pitch, pose.roll);
    q.head_pose = std::pow(std::cos(std::min(off, 90.0) * CV_PI / 180), 4);
    q.eyes_open = ramp(openness.eyes(), 0.08, 0.2);
    q.mouth_closed = 1 - ramp(openness.mouth, 0.1, 0.4);
    return q;
}

}  // namespace kiosk::face
