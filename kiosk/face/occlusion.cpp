#include "kiosk/face/occlusion.hpp"

#include "kiosk/face/mesh_points.hpp"
#include "kiosk/face/ramp.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <span>

namespace kiosk::face {
namespace {

constexpr std::array<int, 4> left_cheek{50, 101, 205, 36};
constexpr std::array<int, 4> right_cheek{280, 330, 425, 266};
constexpr std::array<int, 10> lips{12, 72, 302, 38, 268, 15, 85, 315, 86, 316};
constexpr std::array<int, 5> mouth_line{13, 82, 312, 14, 87};
constexpr std::array<int, 7> skin_around{164, 167, 393, 18, 200, 83, 313};

double linear(double level) {
    const double v = level / 255;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

/// CIE L*a*b* of an sRGB colour, levels of 255 (IEC 61966-2-1, white point D65). OpenCV's makes
/// tables of four megabytes for the few colours that are needed here.
cv::Vec3f lab_of(const cv::Vec3d& rgb) {
    const cv::Matx33d to_xyz(0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505, 0.2126, 0.7152,
                             0.0722, 0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089);
    const cv::Vec3d xyz = to_xyz * cv::Vec3d(linear(rgb[0]), linear(rgb[1]), linear(rgb[2]));
    const auto f = [](double t) {
        return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    };
    const double x = f(xyz[0]);
    const double y = f(xyz[1]);
    const double z = f(xyz[2]);
    return {static_cast<float>(116 * y - 16), static_cast<float>(500 * (x - y)),
            static_cast<float>(200 * (y - z))};
}

/// Colours around the points, a square of a fortieth of the face each.
std::vector<cv::Vec3f> colours(const cv::Mat& rgb, const Mesh& mesh, std::span<const int> points) {
    const int reach = std::max(1, cvRound(mesh.box().width / 80));
    std::vector<cv::Vec3f> out;
    out.reserve(points.size());
    for (const int point : points) {
        const cv::Point p = mesh.flat(point);
        const cv::Rect square = cv::Rect(p.x - reach, p.y - reach, 2 * reach + 1, 2 * reach + 1) &
                                cv::Rect({}, rgb.size());
        const auto mean = square.empty() ? cv::Scalar() : cv::mean(rgb(square));
        out.push_back(lab_of({mean[0], mean[1], mean[2]}));
    }
    return out;
}

cv::Vec3f mean_of(const std::vector<cv::Vec3f>& all) {
    cv::Vec3f sum;
    for (const auto& c : all) sum += c;
    return sum * (1.0F / static_cast<float>(all.size()));
}

/// How far apart colours are where light may differ: luminance counts for little.
double hue_distance(const cv::Vec3f& a, const cv::Vec3f& b) {
    return std::hypot((a[0] - b[0]) * 0.25F, a[1] - b[1], a[2] - b[2]);
}

/// Darkest to brightest within the rim of an eye, and its mean; L*.
struct EyeLight {
    double range = 0;
    double mean = 0;
};

EyeLight light_of(const cv::Mat& rgb, const Mesh& mesh, std::span<const int, 71> points) {
    std::vector<cv::Point2f> rim;
    for (const int i : points.first(16)) rim.push_back(mesh.flat(i));
    cv::Rect box = cv::boundingRect(rim);
    box += cv::Size(0, box.width / 4);  // closed eyes: the lashes lie below the rim's middle
    box &= cv::Rect({}, rgb.size());
    if (box.width < 4 || box.height < 2) return {};
    cv::Mat smooth;
    cv::GaussianBlur(rgb(box), smooth, {3, 3}, 0);
    std::vector<float> values;
    for (int y = 0; y < smooth.rows; ++y)
        for (int x = 0; x < smooth.cols; ++x)
            values.push_back(lab_of(smooth.at<cv::Vec3b>(y, x))[0]);
    const auto sum = std::accumulate(values.begin(), values.end(), 0.0F);
    std::sort(values.begin(), values.end());
    const auto at = [&](double part) {
        return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
    };
    return {at(0.95) - at(0.05), sum / static_cast<float>(values.size())};
}

}  // namespace

double Skin::uniformity() const {
    // L* is the cube root of light, nearly.
    const auto light = [](float l) { return std::pow((l + 16) / 116, 3.0); };
    return std::min(light(left[0]), light(right[0])) /
           std::max(1e-6, std::max(light(left[0]), light(right[0])));
}

Skin skin_of(const cv::Mat& rgb, const Mesh& mesh) {
    return {mean_of(colours(rgb, mesh, left_cheek)), mean_of(colours(rgb, mesh, right_cheek))};
}

double eyes_visible(const cv::Mat& rgb, const Mesh& mesh, const Skin& skin) {
    const auto left = light_of(rgb, mesh, left_eye_points);
    const auto right = light_of(rgb, mesh, right_eye_points);
    const double cheek = std::max(1.0F, skin.mean()[0]);
    const auto visible = [&](const EyeLight& eye) {
        return ramp(eye.range / cheek, 0.12, 0.25) * ramp(eye.mean / cheek, 0.25, 0.45);
    };
    return std::min(visible(left), visible(right));
}

double mouth_visible(const cv::Mat& rgb, const Mesh& mesh, const Skin& skin) {
    const auto skin_here = mean_of(colours(rgb, mesh, skin_around));
    const double lips_differ = hue_distance(mean_of(colours(rgb, mesh, lips)), skin_here);
    const double line_is_darker = skin_here[0] - mean_of(colours(rgb, mesh, mouth_line))[0];
    const double mouth = std::max(ramp(lips_differ, 2, 5), ramp(line_is_darker, 4, 10));
    const double same_skin = 1 - ramp(hue_distance(skin_here, skin.mean()), 10, 20);
    return mouth * same_skin;
}

}  // namespace kiosk::face
