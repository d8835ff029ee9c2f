#include "ocr/display.hpp"

#include "ocr/page.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <vector>

namespace ocr {
namespace {

constexpr int n = 256;          // pixels: side of what is looked at at once
constexpr double coarsest = 8;  // pixels: writing has coarser periods
constexpr double regular = 7;   // times what is usual around it
constexpr double apart = 0.5;   // sine of the angle between the two directions
constexpr double same = 10;     // of n: how little perspective changes a frequency over the page

bool contains(const Corners& page, cv::Point2f p) {
    const std::vector<cv::Point2f> outline(page.begin(), page.end());
    return cv::pointPolygonTest(outline, p, false) >= 0;
}

bool fits(const Corners& page, cv::Size photo, const cv::Rect& part) {
    const auto corner = [&](int dx, int dy) {
        return contains(page, cv::Point2f(part.tl()) + cv::Point2f(cv::Point(dx, dy)));
    };
    return (part & cv::Rect({}, photo)) == part && corner(0, 0) && corner(n, 0) && corner(0, n) &&
           corner(n, n);
}

/// The middle and, as far out as they fit, places towards the corners.
std::vector<cv::Rect> places(const Corners& page, cv::Size photo) {
    const auto middle = middle_of(page);
    const auto at = [](const cv::Point2f& p) {
        return cv::Rect(cvRound(p.x) - n / 2, cvRound(p.y) - n / 2, n, n);
    };
    std::vector<cv::Rect> out;
    if (fits(page, photo, at(middle))) out.push_back(at(middle));
    for (const auto& corner : page)
        for (const float part : {0.55F, 0.4F, 0.25F}) {
            const auto place = at(middle + (corner - middle) * part);
            if (!fits(page, photo, place)) continue;
            out.push_back(place);
            break;
        }
    return out;
}

/// Strength of each frequency over what is usual around it.
cv::Mat prominence(const cv::Mat& part) {
    cv::Mat grey = part;
    if (part.channels() == 3) cv::cvtColor(part, grey, cv::COLOR_RGB2GRAY);
    grey.convertTo(grey, CV_32F);
    cv::Mat soft;
    cv::GaussianBlur(grey, soft, {}, 3);
    grey -= soft;
    cv::Mat window;
    cv::createHanningWindow(window, grey.size(), CV_32F);
    cv::multiply(grey, window, grey);
    cv::Mat spectrum;
    cv::dft(grey, spectrum, cv::DFT_COMPLEX_OUTPUT);
    std::array<cv::Mat, 2> planes;
    cv::split(spectrum, planes.data());
    cv::Mat strength;
    cv::magnitude(planes[0], planes[1], strength);
    cv::Mat usual;
    cv::blur(strength, usual, {31, 31});
    constexpr double faint = 30;  // a third of a grey level of noise
    cv::divide(strength, usual + faint, strength);
    return strength;
}

/// A JPEG's blocks of eight pixels make patterns too.
bool of_blocks(int f) {
    const int rest = std::abs(f) % (n / 8);
    return rest <= 1 || rest >= n / 8 - 1;
}

struct Peak {
    cv::Point2d frequency;
    double height = 0;
};

/// The highest one whose direction is apart from that of `other`.
Peak highest(const cv::Mat& prominence, const Peak& other) {
    Peak out;
    for (int v = 0; v < n; ++v)
        for (int u = 0; u <= n / 2; ++u) {
            const double height = prominence.at<float>(v, u);
            if (height <= out.height) continue;
            const cv::Point2d f(u, v <= n / 2 ? v : v - n);
            const double length = cv::norm(f);
            if (length < n / coarsest || (of_blocks(u) && of_blocks(v))) continue;
            const double across = std::abs(f.cross(other.frequency));
            if (other.height > 0 && across < apart * length * cv::norm(other.frequency)) continue;
            out = {f, height};
        }
    return out;
}

/// The rims of tiles have all the multiples of a low frequency, a display's pixels few of a high
/// one.
bool is_of_rims(const cv::Mat& prominence, const Peak& peak) {
    constexpr int nearest = 4;   // what a Hanning window makes of one frequency is narrower
    constexpr int farthest = 9;  // multiples of what has periods of 28 pixels or more
    constexpr double as_high = 0.6;
    for (int v = -farthest; v <= farthest; ++v)
        for (int u = -farthest; u <= farthest; ++u) {
            if (std::hypot(u, v) < nearest || std::hypot(u, v) > farthest) continue;
            const cv::Point at(cvRound(peak.frequency.x) + u, cvRound(peak.frequency.y) + v);
            if (prominence.at<float>((at.y + n) % n, (at.x + n) % n) > as_high * peak.height)
                return true;
        }
    return false;
}

using Grid = std::array<Peak, 2>;

std::optional<Grid> grid_in(const cv::Mat& part) {
    const auto found = prominence(part);
    const auto one = highest(found, {});
    if (one.height < regular) return std::nullopt;
    const auto other = highest(found, one);
    if (other.height < regular) return std::nullopt;
    if (is_of_rims(found, one) && is_of_rims(found, other)) return std::nullopt;
    return Grid{one, other};
}

bool alike(const Peak& a, const Peak& b) {
    return std::min(cv::norm(a.frequency - b.frequency), cv::norm(a.frequency + b.frequency)) <
           same;
}

/// Which two of a grid's harmonics are strongest may change with the place.
bool alike(const Grid& a, const Grid& b) {
    return alike(a[0], b[0]) || alike(a[0], b[1]) || alike(a[1], b[0]) || alike(a[1], b[1]);
}

/// Of more than half of the places; fewer are not worth looking at.
std::vector<Grid> grids_in(const cv::Mat& photo, const std::vector<cv::Rect>& looked_at) {
    const std::size_t enough = looked_at.size() / 2 + 1;
    std::vector<Grid> found;
    for (std::size_t i = 0; i < looked_at.size(); ++i) {
        if (found.size() + looked_at.size() - i < enough) return {};
        if (const auto grid = grid_in(photo(looked_at[i]))) found.push_back(*grid);
    }
    return found.size() < enough ? std::vector<Grid>() : found;
}

/// Grids of cloth and boards differ in lightness, those of displays in colour.
bool is_motley(const cv::Mat& part) {
    cv::Mat smooth;
    cv::GaussianBlur(part, smooth, {}, 1);
    std::vector<cv::Mat> planes;
    cv::split(smooth, planes);
    const auto roughness = [](const cv::Mat& plane) {
        cv::Mat rough;
        plane.convertTo(rough, CV_32F);
        cv::Mat soft;
        cv::GaussianBlur(rough, soft, {}, 6);
        return cv::norm(rough, soft, cv::NORM_L1) / static_cast<double>(plane.total());
    };
    cv::Mat colour;
    cv::subtract(planes[0], planes[2], colour, cv::noArray(), CV_32F);
    const double rough = roughness(colour);
    return rough > 3 && rough > 0.5 * roughness(planes[1]);
}

}  // namespace

bool shows_display(const cv::Mat& photo, const Corners& page) {
    const auto looked_at = places(page, photo.size());
    const auto grids = grids_in(photo, looked_at);
    return std::ranges::any_of(grids, [&](const Grid& one) {
        const auto like_it =
            std::ranges::count_if(grids, [&](const Grid& other) { return alike(one, other); });
        return 2 * static_cast<std::size_t>(like_it) > looked_at.size();
    });
}

bool is_display(const cv::Mat& photo) {
    const auto right = static_cast<float>(photo.cols - 1);
    const auto bottom = static_cast<float>(photo.rows - 1);
    const auto looked_at =
        places({{{0, 0}, {right, 0}, {right, bottom}, {0, bottom}}}, photo.size());
    const auto motley = std::ranges::count_if(
        looked_at, [&](const cv::Rect& place) { return is_motley(photo(place)); });
    return 2 * static_cast<std::size_t>(motley) > looked_at.size() &&
           !grids_in(photo, looked_at).empty();
}

}  // namespace ocr
