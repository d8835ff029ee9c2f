#include "deploy/sandbox/person.hpp"

#include "deploy/sandbox/person_files.hpp"
#include "deploy/sandbox/person_portrait.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace sandbox {
namespace {

// The portrait's own pose, by which the shape is freed of it, so that the neutral head looks
// straight at the camera. Degrees.
constexpr double portrait_yaw = -0.8;
constexpr double portrait_pitch = 11;
constexpr double portrait_roll = -2.7;

constexpr std::array<int, 36> oval{10,  338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288,
                                   397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
                                   172, 58,  132, 93,  234, 127, 162, 21,  54,  103, 67,  109};

struct Pair {
    int upper;
    int lower;
};
constexpr std::array<Pair, 14> lids{{{246, 7},
                                     {161, 163},
                                     {160, 144},
                                     {159, 145},
                                     {158, 153},
                                     {157, 154},
                                     {173, 155},
                                     {466, 249},
                                     {388, 390},
                                     {387, 373},
                                     {386, 374},
                                     {385, 380},
                                     {384, 381},
                                     {398, 382}}};
/// Above the upper lids, in the same order.
constexpr std::array<int, 14> creases{247, 30,  29,  27,  28,  56,  190,
                                      467, 260, 259, 257, 258, 286, 414};
/// Inner rims of the lips, and the rings of lip outside of them, from left to right.
constexpr std::array<std::array<int, 9>, 4> upper_lips{{{191, 80, 81, 82, 13, 312, 311, 310, 415},
                                                        {183, 42, 41, 38, 12, 268, 271, 272, 407},
                                                        {184, 74, 73, 72, 11, 302, 303, 304, 408},
                                                        {185, 40, 39, 37, 0, 267, 269, 270, 409}}};
constexpr std::array<std::array<int, 9>, 4> lower_lips{
    {{95, 88, 178, 87, 14, 317, 402, 318, 324},
     {96, 89, 179, 86, 15, 316, 403, 319, 325},
     {77, 90, 180, 85, 16, 315, 404, 320, 307},
     {146, 91, 181, 84, 17, 314, 405, 321, 375}}};
constexpr double mouth_height_cm = 2.6;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

cv::Matx33d rotation(double yaw, double pitch, double roll) {
    const auto about = [](int axis, double degrees) {
        const double c = std::cos(degrees * CV_PI / 180);
        const double s = std::sin(degrees * CV_PI / 180);
        if (axis == 0) return cv::Matx33d(1, 0, 0, 0, c, -s, 0, s, c);
        if (axis == 1) return cv::Matx33d(c, 0, s, 0, 1, 0, -s, 0, c);
        return cv::Matx33d(c, -s, 0, s, c, 0, 0, 0, 1);
    };
    return about(1, yaw) * about(0, pitch) * about(2, roll);
}

double smooth_step(double x) {
    x = std::clamp(x, 0.0, 1.0);
    return x * x * (3 - 2 * x);
}

}  // namespace

tl::expected<Person, std::string> Person::load(const std::filesystem::path& portrait,
                                               const std::filesystem::path& mesh,
                                               Likeness likeness) {
    Person person;
    auto picture = read_portrait(portrait);
    if (picture.size() != cv::Size(512, 512))
        return tl::unexpected(portrait.string() + ": not the portrait of python3-imageio");
    const auto canonical = read_canonical_mesh(mesh);
    if (canonical.points.size() != portrait_points.size())
        return tl::unexpected(mesh.string() + ": no canonical face; run deploy/setup");
    person.portrait_ = std::move(picture);
    person.triangles_ = canonical.triangles;
    person.face_triangles_ = canonical.triangles.size();
    person.fit(canonical.points);
    person.close_mouth();
    person.become(likeness);
    person.add_surroundings();
    return person;
}

/// Every point keeps its canonical depth and goes to where the portrait shows it.
void Person::fit(const std::vector<cv::Point3d>& canonical) {
    const cv::Matx33d turned = rotation(portrait_yaw, portrait_pitch, portrait_roll);
    std::vector<cv::Point3d> places;
    places.reserve(canonical.size());
    for (const auto& p : canonical) places.push_back(turned * p);
    cv::Point2d mean_place;
    cv::Point2d mean_texture;
    const double part = 1.0 / static_cast<double>(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        mean_place += cv::Point2d(places[i].x, places[i].y) * part;
        mean_texture += cv::Point2d(portrait_points[i].x, portrait_points[i].y) * (part / 10);
    }
    double fits = 0;
    double size = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const cv::Point2d a = cv::Point2d(places[i].x, places[i].y) - mean_place;
        const cv::Point2d b =
            cv::Point2d(portrait_points[i].x, portrait_points[i].y) / 10 - mean_texture;
        fits += a.x * b.x - a.y * b.y;
        size += a.dot(a);
    }
    const double pixels_per_cm = fits / size;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const cv::Point2d texture(portrait_points[i].x / 10.0, portrait_points[i].y / 10.0);
        const cv::Point2d p = (texture - mean_texture) / pixels_per_cm;
        const cv::Point3d seen(p.x + mean_place.x, -p.y + mean_place.y, places[i].z);
        vertices_.push_back({turned.t() * seen, texture, 1});
    }
}

/// The portrait smiles with its teeth; the neutral face has its lips together.
void Person::close_mouth() {
    const auto original = vertices_;
    for (std::size_t k = 0; k < 9; ++k) {
        const auto& upper = original[at(upper_lips[0].at(k))].place;
        const auto& lower = original[at(lower_lips[0].at(k))].place;
        const cv::Point3d gap = upper - lower;
        for (std::size_t ring = 0; ring < 4; ++ring) {
            vertices_[at(upper_lips.at(ring).at(k))].place -= gap * 0.35;
            vertices_[at(lower_lips.at(ring).at(k))].place += gap * 0.65;
        }
    }
}

/// Beard, moustache and heavy brows, painted on the portrait.
void Person::grow_beard() {
    cv::Mat hair = cv::Mat::zeros(portrait_.size(), CV_32F);
    for (std::size_t k = 0; k < face_triangles_; ++k) {
        cv::Point3d middle;
        std::vector<cv::Point> outline;
        for (const int i : triangles_[k]) {
            middle += vertices_[at(i)].place * (1.0 / 3);
            outline.emplace_back(vertices_[at(i)].texture);
        }
        const double x = std::abs(middle.x);
        const bool chin = middle.y < -5.4 || (x > 4 && middle.y < -2.5);
        const bool lip = middle.y < -1.9 && middle.y > -3.6 && x < 3.4;
        const bool brow = middle.y > 3.7 && middle.y < 5.3 && x > 0.7 && x < 6;
        if (chin || lip || brow) cv::fillConvexPoly(hair, outline, 0.85);
    }
    cv::GaussianBlur(hair, hair, {}, 1.2);
    for (int y = 0; y < hair.rows; ++y)
        for (int x = 0; x < hair.cols; ++x) {
            const float part = hair.at<float>(y, x);
            auto& pixel = portrait_.at<cv::Vec3b>(y, x);
            pixel = cv::Vec3f(pixel) * (1 - part) + cv::Vec3f(38, 28, 24) * part;
        }
}

void Person::become(Likeness likeness) {
    const auto face = [&](double width, double eyes, double nose, double jaw) {
        for (auto& v : vertices_) {
            auto& p = v.place;
            p.x *= width * (p.y < -2 ? 1 + jaw * smooth_step((-2 - p.y) / 6) : 1);
            if (p.y > 1 && p.y < 5 && std::abs(p.x) < 6) p.y += eyes;
            if (std::abs(p.x) < 2 && p.y < 2 && p.y > -2.5) {
                p.x *= 1 + nose;
                p.z += 2 * nose * smooth_step((p.z - 4) / 3);
            }
        }
    };
    if (likeness == Likeness::other) {
        face(1.15, -0.8, 0.55, 0.2);
        grow_beard();
        cv::Mat lab;
        cv::cvtColor(portrait_, lab, cv::COLOR_RGB2Lab);
        lab.convertTo(lab, -1, 1, 0);
        cv::transform(lab, lab, cv::Matx34f(0.62F, 0, 0, 4, 0, 0.8F, 0, 28, 0, 0, 0.7F, 46));
        cv::cvtColor(lab, portrait_, cv::COLOR_Lab2RGB);
    }
    if (likeness == Likeness::narrow_eyes) eyes_open_ = 0.6;
    if (likeness == Likeness::glasses) {
        const cv::Scalar frame(60, 40, 35);
        constexpr int shift = 4;
        const auto pixel = [](cv::Point2f p) { return cv::Point(p * (1 << shift)); };
        const auto left = (vertices_[33].texture + vertices_[133].texture) * 0.5F;
        const auto right = (vertices_[362].texture + vertices_[263].texture) * 0.5F;
        for (const auto& eye : {left, right})
            cv::ellipse(portrait_, pixel(eye + cv::Point2f(0, 2)),
                        cv::Size(19 << shift, 14 << shift), 5, 0, 360, frame, 2, cv::LINE_AA,
                        shift);
        cv::line(portrait_, pixel(left + cv::Point2f(19, 2)), pixel(right - cv::Point2f(19, 0)),
                 frame, 2, cv::LINE_AA, shift);
    }
}

/// Rings around the face carry hair, neck and background: near the face they move with the head,
/// further out ever less. The face's rim is their innermost ring, so there is no seam.
void Person::add_surroundings() {
    constexpr std::array<double, 8> reach{1.15, 1.3, 1.5, 1.75, 2.1, 2.6, 3.5, 7};
    cv::Point3d middle;
    cv::Point2f middle_texture;
    for (const int i : oval) {
        middle += vertices_[at(i)].place * (1.0 / oval.size());
        middle_texture += vertices_[at(i)].texture * (1.0F / static_cast<float>(oval.size()));
    }
    std::array<int, 36> inner = oval;
    for (const double out : reach) {
        std::array<int, 36> outer{};
        for (std::size_t k = 0; k < oval.size(); ++k) {
            const Vertex& rim = vertices_[at(oval.at(k))];
            const double down = std::max(0.0, middle.y - rim.place.y) / 9;  // 1 at the chin
            Vertex v = rim;
            v.place.x = middle.x + (rim.place.x - middle.x) * out;
            v.place.y = middle.y + (rim.place.y - middle.y) * out;
            v.place.z = std::max(rim.place.z - 9 * (out - 1), std::min(rim.place.z, -7.0));
            v.texture = middle_texture + (rim.texture - middle_texture) * static_cast<float>(out);
            v.with_head = 1 - smooth_step((out - 1.5 + 0.45 * down) / 1.1);
            outer.at(k) = static_cast<int>(vertices_.size());
            vertices_.push_back(v);
        }
        for (std::size_t k = 0; k < oval.size(); ++k) {
            const std::size_t next = (k + 1) % oval.size();
            triangles_.push_back({inner.at(k), outer.at(k), outer.at(next)});
            triangles_.push_back({inner.at(k), outer.at(next), inner.at(next)});
        }
        inner = outer;
    }
}

/// 0 as open as in the portrait, 1 closed.
double Person::shut(const Gesture& gesture) const {
    return 1 - eyes_open_ * (1 - std::clamp(gesture.blink, 0.0, 1.0));
}

/// Lids and jaw, in the head's own axes.
std::vector<cv::Point3d> Person::bent(const Gesture& gesture) const {
    std::vector<cv::Point3d> out;
    for (const auto& v : vertices_) out.push_back(v.place);
    const double closed = shut(gesture);
    for (std::size_t k = 0; k < lids.size(); ++k) {
        const auto gap =
            vertices_[at(lids.at(k).upper)].place - vertices_[at(lids.at(k).lower)].place;
        out[at(lids.at(k).upper)] -= gap * (0.85 * closed);
        out[at(lids.at(k).lower)] += gap * (0.08 * closed);
        out[at(creases.at(k))] -= gap * (0.4 * closed);
    }
    const double drop = mouth_height_cm * std::clamp(gesture.mouth, 0.0, 1.0);
    const double line = vertices_[13].place.y;
    for (std::size_t i = 0; i < vertices_.size(); ++i) {
        const auto& v = vertices_[i];
        const double below = smooth_step((line - 0.3 - v.place.y) / 1.5);
        const double middle = std::exp(-v.place.x * v.place.x / 40);
        out[i].y -= drop * below * middle * v.with_head * (i < 468 ? 1 : 0.6);
    }
    for (std::size_t ring = 0; ring < 4; ++ring)
        for (std::size_t k = 0; k < 9; ++k) {  // lips: the lower goes, the upper stays
            const double arch = 1 - std::pow((static_cast<double>(k) - 4) / 5, 2);
            const auto up = at(upper_lips.at(ring).at(k));
            const auto low = at(lower_lips.at(ring).at(k));
            out[up].y = vertices_[up].place.y + 0.1 * drop * arch;
            out[low].y = vertices_[low].place.y - drop * arch;
        }
    return out;
}

/// In the camera's axes, but still y up and z towards it.
std::vector<cv::Point3d> Person::moved(const Gesture& gesture) const {
    const cv::Matx33d turned = rotation(gesture.yaw, gesture.pitch, gesture.roll);
    const cv::Point3d shift(gesture.shift_cm.x, gesture.shift_cm.y, -gesture.distance_cm);
    auto out = bent(gesture);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const cv::Point3d with_head = turned * out[i];
        const double w = vertices_[i].with_head;
        out[i] = with_head * w + out[i] * (1 - w) + shift;
    }
    return out;
}

}  // namespace sandbox
