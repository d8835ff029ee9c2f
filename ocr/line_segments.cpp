#include "ocr/line_segments.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace ocr {
namespace {

constexpr std::size_t choice = 10;  // edges for each one kept

struct Segment {
    cv::Point2d a, b;
    [[nodiscard]] double length() const { return cv::norm(b - a); }
};

double offset(const StraightEdge& edge, const cv::Point2d& p) {
    return (p - edge.point).cross(edge.direction);
}

/// Through the length-weighted middle of the segments, along their main direction.
StraightEdge fit(const std::vector<const Segment*>& parts) {
    cv::Point2d middle;
    double weight = 0;
    for (const auto* part : parts) {
        middle += (part->a + part->b) * (0.5 * part->length());
        weight += part->length();
    }
    middle *= 1 / weight;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (const auto* part : parts)
        for (const auto& end : {part->a, part->b}) {
            const cv::Point2d d = end - middle;
            xx += d.x * d.x * part->length();
            xy += d.x * d.y * part->length();
            yy += d.y * d.y * part->length();
        }
    const double angle = 0.5 * std::atan2(2 * xy, xx - yy);
    return {middle, {std::cos(angle), std::sin(angle)}, {}, 0, 0, 0};
}

void lay_out(StraightEdge& edge, const std::vector<const Segment*>& parts) {
    for (const auto* part : parts) {
        auto ends = std::minmax({edge.along(part->a), edge.along(part->b)});
        edge.seen.emplace_back(ends.first, ends.second);
    }
    std::sort(edge.seen.begin(), edge.seen.end());
    std::vector<std::pair<double, double>> joined;
    for (const auto& stretch : edge.seen) {
        if (!joined.empty() && stretch.first <= joined.back().second + 2)
            joined.back().second = std::max(joined.back().second, stretch.second);
        else
            joined.push_back(stretch);
    }
    edge.seen = std::move(joined);
    for (const auto& [from, to] : edge.seen) edge.length += to - from;
}

/// Part of a plane that is steep enough for the detector to begin a line there.
double steep_part(const cv::Mat& plane) {
    constexpr int looked_at = 4;  // every fourth pixel each way
    constexpr int steep = 2 * 6;  // grey levels over two pixels
    int found = 0;
    int all = 0;
    for (int y = 0; y + 2 < plane.rows; y += looked_at) {
        const auto* row = plane.ptr<uchar>(y);
        const auto* below = plane.ptr<uchar>(y + 2);
        for (int x = 0; x + 2 < plane.cols; x += looked_at, ++all)
            found += std::abs(row[x + 2] - row[x]) + std::abs(below[x] - row[x]) > steep ? 1 : 0;
    }
    return static_cast<double>(found) / std::max(1, all);
}

std::vector<Segment> segments(const cv::Mat& picture) {
    std::vector<cv::Mat> channels;
    if (picture.channels() == 3) {
        // Lightness finds most pages; the two colour axes those as light as their desk.
        cv::Mat lab;
        cv::cvtColor(picture, lab, cv::COLOR_RGB2Lab);
        cv::split(lab, channels);
        for (std::size_t i : {1U, 2U}) channels[i].convertTo(channels[i], CV_8U, 3, -256);
    } else {
        channels.push_back(picture);
    }
    const auto detector = cv::createLineSegmentDetector(cv::LSD_REFINE_STD, 1.0, 0.6, 1.2);
    std::vector<Segment> out;
    const double shortest = std::max(picture.cols, picture.rows) * 0.018;
    for (auto& channel : channels) {
        // Steep all over, as a display's moiré: the detector would take half a minute.
        if (steep_part(channel) > 0.4) cv::GaussianBlur(channel, channel, {}, 3);
        if (steep_part(channel) > 0.4) continue;
        // A camera's colours are half as fine as its lightness, and would cost as much.
        const float times = channel.data == channels.front().data ? 1 : 2;
        cv::Mat searched = channel;
        if (times > 1) cv::resize(channel, searched, {}, 1 / times, 1 / times, cv::INTER_AREA);
        std::vector<cv::Vec4f> found;
        detector->detect(searched, found);
        for (const auto& f : found) {
            const auto ends = f * times + cv::Vec4f::all((times - 1) / 2);
            if (const Segment s{{ends[0], ends[1]}, {ends[2], ends[3]}}; s.length() >= shortest)
                out.push_back(s);
        }
    }
    std::sort(out.begin(), out.end(),
              [](const auto& a, const auto& b) { return a.length() > b.length(); });
    return out;
}

std::vector<const Segment*> near(const StraightEdge& edge, const std::vector<Segment>& all,
                                 const std::vector<bool>& used, double tolerance) {
    std::vector<const Segment*> out;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (used[i]) continue;
        const double a = offset(edge, all[i].a);
        if (std::abs(a) >= tolerance) continue;
        const double b = offset(edge, all[i].b);
        if (std::abs(b) >= tolerance) continue;
        if (std::abs(a - b) < 0.09 * all[i].length() + 0.4) out.push_back(&all[i]);
    }
    return out;
}

double pixel(const cv::Mat& picture, const cv::Point2d& at, int channel) {
    const int x = std::clamp(cvRound(at.x), 0, picture.cols - 1);
    const int y = std::clamp(cvRound(at.y), 0, picture.rows - 1);
    return picture.ptr<uchar>(y)[x * picture.channels() + channel];
}

double step_across(const cv::Mat& picture, const StraightEdge& edge, double away) {
    const cv::Point2d normal(-edge.direction.y * away, edge.direction.x * away);
    std::array<double, 3> sum{};
    int count = 0;
    for (const auto& [from, to] : edge.seen)
        for (double t = from; t < to; t += 4, ++count) {
            const cv::Point2d at = edge.point + edge.direction * t;
            for (int channel = 0; channel < picture.channels(); ++channel)
                sum.at(static_cast<std::size_t>(channel)) +=
                    pixel(picture, at + normal, channel) - pixel(picture, at - normal, channel);
        }
    double most = 0;
    for (const double s : sum) most = std::max(most, std::abs(s));
    return count == 0 ? 0 : most / count;
}

}  // namespace

double StraightEdge::coverage(double from, double to) const {
    if (to - from < 1) return 0;
    double sum = 0;
    for (const auto& [a, b] : seen) sum += std::max(0.0, std::min(b, to) - std::max(a, from));
    return sum / (to - from);
}

std::vector<StraightEdge> find_straight_edges(const cv::Mat& picture, std::size_t limit) {
    const auto all = segments(picture);
    std::vector<bool> used(all.size());
    std::vector<StraightEdge> out;
    for (std::size_t i = 0; i < all.size() && out.size() < choice * limit; ++i) {
        if (used[i]) continue;
        auto parts = near(fit({&all[i]}), all, used, 2.0);
        if (parts.empty()) continue;
        parts = near(fit(parts), all, used, 2.2);
        if (parts.empty()) continue;
        auto edge = fit(parts);
        lay_out(edge, parts);
        edge.step = step_across(picture, edge, 2);
        edge.contrast = step_across(picture, edge, 8);
        for (const auto* part : parts) used[static_cast<std::size_t>(part - all.data())] = true;
        used[i] = true;
        out.push_back(std::move(edge));
    }
    return out;
}

std::vector<StraightEdge> clearest(std::vector<StraightEdge> edges, std::size_t limit) {
    if (edges.size() > choice * limit) edges.resize(choice * limit);
    const auto longer = [](const auto& a, const auto& b) { return a.length > b.length; };
    std::sort(edges.begin(), edges.end(), longer);
    if (edges.size() <= limit) return edges;
    const auto rest = edges.begin() + static_cast<std::ptrdiff_t>(limit);
    std::sort(rest, edges.end(),
              [](const auto& a, const auto& b) { return a.length * a.step > b.length * b.step; });
    edges.resize(std::min(edges.size(), 2 * limit));
    return edges;
}

}  // namespace ocr
