// Drawing: a z-buffer, the portrait as texture, then the camera's shortcomings.

#include "deploy/sandbox/person.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace sandbox {
namespace {

constexpr std::array<int, 20> mouth_rim{78,  191, 80, 81,  82, 13, 312, 311, 310, 415,
                                        308, 95,  88, 178, 87, 14, 317, 402, 318, 324};
constexpr std::array<int, 32> upper_lids{33,  246, 161, 160, 159, 158, 157, 173, 133, 130, 247,
                                         30,  29,  27,  28,  56,  263, 466, 388, 387, 386, 385,
                                         384, 398, 362, 359, 467, 260, 259, 257, 258, 286};

constexpr std::array<int, 16> left_eye{33,  246, 161, 160, 159, 158, 157, 173,
                                       133, 155, 154, 153, 145, 144, 163, 7};
constexpr std::array<int, 16> right_eye{263, 466, 388, 387, 386, 385, 384, 398,
                                        362, 382, 381, 380, 374, 373, 390, 249};

template <std::size_t n>
bool all_in(const std::array<int, 3>& triangle, const std::array<int, n>& points) {
    return std::all_of(triangle.begin(), triangle.end(), [&](int i) {
        return std::find(points.begin(), points.end(), i) != points.end();
    });
}

/// A vertex on the screen.
struct Corner {
    cv::Point2d at;       ///< Pixels.
    double nearness = 0;  ///< One over the distance.
    cv::Point2d texture;  ///< Pixels of the texture, times nearness.
};

cv::Vec3f sample(const cv::Mat& texture, double x, double y) {
    const auto reflect = [](double v, int n) {
        v = std::abs(std::fmod(v, 2.0 * (n - 1)));
        return v > n - 1 ? 2.0 * (n - 1) - v : v;
    };
    x = reflect(x, texture.cols);
    y = reflect(y, texture.rows);
    const int x0 = std::min(static_cast<int>(x), texture.cols - 2);
    const int y0 = std::min(static_cast<int>(y), texture.rows - 2);
    const auto fx = static_cast<float>(x - x0);
    const auto fy = static_cast<float>(y - y0);
    const auto* upper = texture.ptr<cv::Vec3f>(y0) + x0;
    const auto* lower = texture.ptr<cv::Vec3f>(y0 + 1) + x0;
    return (upper[0] * (1 - fx) + upper[1] * fx) * (1 - fy) +
           (lower[0] * (1 - fx) + lower[1] * fx) * fy;
}

class Canvas {
public:
    explicit Canvas(cv::Size size)
        : picture(size, CV_32FC3, cv::Scalar::all(90)), nearness_(size, CV_32F, cv::Scalar(0)) {}

    /// `paint`: a colour over the texture, its last number how much it covers.
    void fill(const std::array<Corner, 3>& t, const cv::Mat& texture, const cv::Vec4f& paint) {
        const auto cross = [](cv::Point2d a, cv::Point2d b) { return a.x * b.y - a.y * b.x; };
        const double area = cross(t[1].at - t[0].at, t[2].at - t[0].at);
        if (std::abs(area) < 1e-9) return;
        const auto [left, right] = std::minmax({t[0].at.x, t[1].at.x, t[2].at.x});
        const auto [top, bottom] = std::minmax({t[0].at.y, t[1].at.y, t[2].at.y});
        const int x1 = std::min(picture.cols - 1, static_cast<int>(std::floor(right)));
        const int y1 = std::min(picture.rows - 1, static_cast<int>(std::floor(bottom)));
        for (int y = std::max(0, static_cast<int>(std::ceil(top))); y <= y1; ++y)
            for (int x = std::max(0, static_cast<int>(std::ceil(left))); x <= x1; ++x) {
                const cv::Point2d p(x, y);
                const double a = cross(t[1].at - p, t[2].at - p) / area;
                const double b = cross(t[2].at - p, t[0].at - p) / area;
                const double c = 1 - a - b;
                constexpr double edge = -1e-6;
                if (a < edge || b < edge || c < edge) continue;
                const double near = a * t[0].nearness + b * t[1].nearness + c * t[2].nearness;
                auto& nearest = nearness_.at<float>(y, x);
                if (near <= nearest) continue;
                nearest = static_cast<float>(near);
                const auto uv =
                    (t[0].texture * a + t[1].texture * b + t[2].texture * c) * (1 / near);
                const cv::Vec3f colour(paint[0], paint[1], paint[2]);
                picture.at<cv::Vec3f>(y, x) =
                    sample(texture, uv.x, uv.y) * (1 - paint[3]) + colour * paint[3];
            }
    }

    cv::Mat picture;

private:
    cv::Mat nearness_;
};

Corner project(const cv::Point3d& place, cv::Point2d texture, const View& view) {
    const double focal = view.size.width / 2.0 / std::tan(view.view_deg / 2 * CV_PI / 180);
    const double near = 1 / std::max(1.0, -place.z);
    return {{view.size.width / 2.0 + focal * place.x * near,
             view.size.height / 2.0 - focal * place.y * near},
            near,
            texture * near};
}

/// Light, blur and noise; 8 bits.
cv::Mat expose(cv::Mat light, const View& view, unsigned frame) {
    light *= view.light;
    if (view.side_light > 0)
        for (int x = 0; x < light.cols; ++x) {
            const double t = std::clamp((x - light.cols * 0.42) / (light.cols * 0.16), 0.0, 1.0);
            light.col(x) *= 1 - view.side_light * 0.85 * (1 - t);
        }
    if (view.blur_px > 0) cv::GaussianBlur(light, light, {}, view.blur_px);
    cv::RNG random(0x9E3779B97F4A7C15ULL * (frame + 1ULL));
    cv::Mat noise(light.size(), CV_32FC3);
    random.fill(noise, cv::RNG::NORMAL, 0, view.noise);
    light += noise;
    cv::Mat out;
    light.convertTo(out, CV_8UC3);
    return out;
}

}  // namespace

cv::Mat Person::picture(const Gesture& gesture, const View& view, unsigned frame) const {
    return expose(view.flat ? draw_photo(gesture, view) : draw(gesture, view), view, frame);
}

/// A colour for each triangle of the face.
std::vector<cv::Vec4f> Person::paint(const Gesture& gesture, Cover cover) const {
    std::vector<cv::Vec4f> out(triangles_.size(), cv::Vec4f::all(0));
    const cv::Vec3f skin = portrait_.at<cv::Vec3b>(cv::Point(vertices_[50].texture));
    const auto closed = static_cast<float>(shut(gesture));
    for (std::size_t k = 0; k < face_triangles_; ++k) {
        const auto& t = triangles_[k];
        cv::Point3d middle;
        for (const int i : t) middle += vertices_[static_cast<std::size_t>(i)].place * (1.0 / 3);
        const double x = std::abs(middle.x);
        if (all_in(t, mouth_rim)) out[k] = {52, 22, 24, 1};
        if (all_in(t, upper_lids))
            out[k] = {0.85F * skin[0], 0.8F * skin[1], 0.8F * skin[2], 0.5F * closed};
        if (all_in(t, left_eye) || all_in(t, right_eye)) out[k] = {45, 32, 30, closed};
        if (cover == Cover::mask && middle.y < 0.3 - 0.1 * x) out[k] = {150, 190, 215, 1};
        if (cover == Cover::hand && middle.y < -1.8 && middle.y > -7.5 && x < 5)
            out[k] = {skin[0], skin[1], skin[2], 1};
        if (cover == Cover::sunglasses && middle.y < 4.2 && middle.y > 1 && x < 6.5 && x > 0.6)
            out[k] = {18, 18, 20, 1};
    }
    return out;
}

cv::Mat Person::draw(const Gesture& gesture, const View& view) const {
    cv::Mat texture;
    portrait_.convertTo(texture, CV_32FC3);
    const auto places = moved(gesture);
    const auto colours = paint(gesture, view.cover);
    std::vector<Corner> corners;
    for (std::size_t i = 0; i < places.size(); ++i)
        corners.push_back(project(places[i], vertices_[i].texture, view));
    Canvas canvas(view.size);
    for (std::size_t k = 0; k < triangles_.size(); ++k) {
        std::array<Corner, 3> t;
        for (std::size_t i = 0; i < 3; ++i)
            t.at(i) = corners[static_cast<std::size_t>(triangles_[k].at(i))];
        canvas.fill(t, texture, colours[k]);
    }
    return canvas.picture;
}

/// A print, 26 cm wide, of the same person looking straight ahead.
cv::Mat Person::draw_photo(const Gesture& gesture, const View& view) const {
    Gesture straight;
    straight.distance_cm = 48;
    View even = view;
    even.size = {640, 640};
    even.view_deg = 34;
    const cv::Mat print = draw(straight, even);
    const auto angle = [](double d) { return d * CV_PI / 180; };
    const cv::Point3d right(std::cos(angle(gesture.yaw)), 0, -std::sin(angle(gesture.yaw)));
    const cv::Point3d up(std::sin(angle(gesture.yaw)) * std::sin(angle(gesture.pitch)),
                         std::cos(angle(gesture.pitch)),
                         std::cos(angle(gesture.yaw)) * std::sin(angle(gesture.pitch)));
    const cv::Point3d middle(gesture.shift_cm.x, gesture.shift_cm.y, -gesture.distance_cm + 5);
    const auto corner = [&](double x, double y) {
        return project(middle + right * (13 * x) + up * (13 * y),
                       {(x + 1) * 319.5, (1 - y) * 319.5}, view);
    };
    Canvas canvas(view.size);
    canvas.fill({corner(-1, 1), corner(1, 1), corner(1, -1)}, print, cv::Vec4f::all(0));
    canvas.fill({corner(-1, 1), corner(1, -1), corner(-1, -1)}, print, cv::Vec4f::all(0));
    return canvas.picture;
}

}  // namespace sandbox
