#include "ocr/emblem.hpp"

#include "ocr/page.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <optional>

namespace ocr {
namespace {

// Of the card, millimetres.
const std::array<cv::Point2f, 4> card{{{0, 0}, {85.6F, 0}, {85.6F, 54}, {0, 54}}};
const cv::Point2d emblem_middle(14, 12.8);
constexpr double emblem_radius = 6.3;
/// Title; labels and the beginnings of the values.
const std::array<cv::Rect2d, 4> lines{
    {{29, 9, 37.5, 3.5}, {28, 17, 43.5, 7}, {19.5, 40, 30, 2}, {19.5, 46.2, 30, 2}}};
/// Above, left and right of the title, within it and below; left of the labels, between, below.
const std::array<cv::Rect2d, 8> blanks{{{22, 3, 52, 4},
                                        {22, 8, 4.5, 17},
                                        {74, 8, 8, 17},
                                        {29, 14.2, 38, 1},
                                        {24, 26.5, 50, 2},
                                        {8, 39, 10, 11},
                                        {20, 43.8, 30, 1},
                                        {20, 50.2, 40, 2.3}}};

/// A red disc and what makes it round.
struct Emblem {
    cv::Point2d middle;
    cv::Matx22d shape;  ///< From the unit circle.
    double area = 0;

    [[nodiscard]] double pixels_per_mm() const { return std::sqrt(area / CV_PI) / emblem_radius; }
};

/// The ellipse with the same moments; nothing where the outline is of none.
std::optional<Emblem> ellipse_of(const std::vector<cv::Point>& outline) {
    constexpr double flattest = 0.5;     // shorter axis over longer
    constexpr double unlike_one = 0.06;  // off its area
    const auto m = cv::moments(outline);
    if (m.m00 <= 0) return std::nullopt;
    const cv::Matx22d spread(m.mu20 / m.m00, m.mu11 / m.m00, m.mu11 / m.m00, m.mu02 / m.m00);
    cv::Vec2d squares;
    cv::Matx22d axes;
    cv::eigen(spread, squares, axes);
    if (squares[1] <= 0 || squares[1] < flattest * flattest * squares[0]) return std::nullopt;
    const double a = 2 * std::sqrt(squares[0]);
    const double b = 2 * std::sqrt(squares[1]);
    if (std::abs(m.m00 / (CV_PI * a * b) - 1) > unlike_one) return std::nullopt;
    return Emblem{{m.m10 / m.m00, m.m01 / m.m00}, axes.t() * cv::Matx22d(a, 0, 0, b) * axes, m.m00};
}

/// The largest few.
std::vector<Emblem> find_emblems(const cv::Mat& picture) {
    constexpr std::size_t few = 6;
    constexpr std::array levels{20, 30, 42, 14};  // above neutral a* (CIE 1976), as light allows
    constexpr double smallest = 3e-4;             // parts of the picture
    constexpr double largest = 0.02;
    cv::Mat lab;
    cv::cvtColor(picture, lab, cv::COLOR_RGB2Lab);
    cv::Mat red;
    cv::extractChannel(lab, red, 1);
    cv::GaussianBlur(red, red, {}, 1);
    const double all = static_cast<double>(red.total());
    std::vector<Emblem> out;
    for (const int level : levels) {
        std::vector<std::vector<cv::Point>> outlines;
        cv::findContours(red > 128 + level, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
        for (const auto& outline : outlines) {
            const double area = cv::contourArea(outline);
            if (area < smallest * all || area > largest * all) continue;
            const auto emblem = ellipse_of(outline);
            if (!emblem) continue;
            if (std::none_of(out.begin(), out.end(), [&](const Emblem& other) {
                    return cv::norm(other.middle - emblem->middle) < std::sqrt(other.area) / 2;
                }))
                out.push_back(*emblem);
        }
    }
    std::ranges::sort(out, std::greater(), &Emblem::area);
    if (out.size() > few) out.resize(few);
    return out;
}

/// 255 on lines of writing whose characters are as large as beside an emblem of that size.
cv::Mat lines_in(const cv::Mat& picture, const Emblem& emblem) {
    constexpr double stroke = 4;     // mm: broader is none
    constexpr double between = 3.2;  // mm: no further apart are the characters of a line
    const double mm = emblem.pixels_per_mm();
    const auto square = [&](double size) {
        const int pixels = std::max(3, cvRound(size * mm) | 1);
        return cv::getStructuringElement(cv::MORPH_RECT, {pixels, pixels});
    };
    cv::Mat grey;
    cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
    cv::Mat paper;
    cv::morphologyEx(grey, paper, cv::MORPH_CLOSE, square(stroke));
    cv::Mat out = grey < paper * 0.9;
    cv::morphologyEx(out, out, cv::MORPH_CLOSE, square(between));
    return out;
}

/// The card that lies as the emblem does, turned so far and so much larger.
Corners around(const Emblem& emblem, double degrees, double times) {
    const double t = degrees * CV_PI / 180;
    const cv::Matx22d turn(std::cos(t), -std::sin(t), std::sin(t), std::cos(t));
    const cv::Matx22d m = emblem.shape * turn * (times / emblem_radius);
    Corners out;
    for (std::size_t i = 0; i < 4; ++i) {
        const cv::Vec2d p = m * cv::Vec2d(card[i].x - emblem_middle.x, card[i].y - emblem_middle.y);
        out.at(i) = emblem.middle + cv::Point2d(p[0], p[1]);
    }
    return out;
}

/// Part of a stretch of the card that is written on, 0–1.
double written(const cv::Mat& writing, const cv::Matx33d& to_picture, const cv::Rect2d& mm,
               double apart) {
    const int across = cvCeil(mm.width / apart);
    const int down = cvCeil(mm.height / apart);
    int ink = 0;
    for (int i = 0; i < down; ++i)
        for (int k = 0; k < across; ++k) {
            const cv::Vec3d p = to_picture * cv::Vec3d(mm.x + k * apart, mm.y + i * apart, 1);
            const cv::Point at(static_cast<int>(p[0] / p[2]), static_cast<int>(p[1] / p[2]));
            if (at.x < 0 || at.y < 0 || at.x >= writing.cols || at.y >= writing.rows) continue;
            ink += writing.at<uchar>(at) != 0 ? 1 : 0;
        }
    return static_cast<double>(ink) / std::max(1, across * down);
}

/// How clearly title, labels and values stand where such a card has them, and nothing beside them.
double likeness(const cv::Mat& writing, const Corners& corners, double apart) {
    const cv::Matx33d to_picture = cv::getPerspectiveTransform(card.data(), corners.data());
    double sum = 0;
    for (const auto& line : lines) sum += written(writing, to_picture, line, apart);
    for (const auto& blank : blanks) sum -= written(writing, to_picture, blank, apart);
    return sum;
}

struct Found {
    Corners corners;
    double likeness = -1e9;
};

/// Of the ways to turn and stretch the card the one it is most like.
Found best_placed(const cv::Mat& writing, const Emblem& emblem) {
    constexpr int apart = 5;     // degrees
    constexpr double rough = 1;  // mm
    constexpr double fine = 0.5;
    constexpr double worth_fitting = 1.1;  // backs have 1.5 and more by then, others 0.8 and less
    Found best;
    for (int degrees = 0; degrees < 360; degrees += apart)
        for (const double times : {0.92, 1.0, 1.08, 1.16}) {
            const auto corners = around(emblem, degrees, times);
            const double now = likeness(writing, corners, rough);
            if (now > best.likeness) best = {corners, now};
        }
    if (best.likeness < worth_fitting) return best;
    // A corner at a time: what a short way from the emblem says of the far end is not exact.
    best.likeness = likeness(writing, best.corners, fine);
    const double mm = emblem.pixels_per_mm();
    for (const double step : {3.0, 3.0, 2.0, 1.5, 1.0, 0.7})
        for (std::size_t i = 0; i < 8; ++i)
            for (const auto& way :
                 {cv::Point2d(1, 0), cv::Point2d(-1, 0), cv::Point2d(0, 1), cv::Point2d(0, -1)}) {
                auto corners = best.corners;
                corners.at(i % 4) += cv::Point2f(way * (step * mm));
                if (i < 4) corners.at((i + 1) % 4) += cv::Point2f(way * (step * mm));
                const double now = likeness(writing, corners, fine);
                if (now > best.likeness) best = {corners, now};
            }
    return best;
}

}  // namespace

std::vector<Corners> find_backs(const cv::Mat& picture) {
    constexpr double working_size = 640;  // pixels, longer side
    constexpr double surely = 1.8;  // backs under bad light have 2.3 and more, others 1.3 and less
    const double k = working_size / std::max(picture.cols, picture.rows);
    cv::Mat small;
    cv::resize(picture, small, {}, k, k, k < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    std::vector<Found> all;
    for (const auto& emblem : find_emblems(small))
        all.push_back(best_placed(lines_in(small, emblem), emblem));
    std::ranges::sort(all, std::greater(), &Found::likeness);
    std::vector<Corners> out;
    for (const auto& found : all)
        if (found.likeness > surely) out.push_back(scaled(found.corners, 1 / k));
    return out;
}

}  // namespace ocr
