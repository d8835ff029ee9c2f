// Straight edges of a picture, short ones joined into the long ones they are parts of.

#pragma once

#include <opencv2/core.hpp>
#include <utility>
#include <vector>

namespace ocr {

/// A straight edge: a point, a unit direction, and the stretches along it where the picture shows
/// it.
struct StraightEdge {
    cv::Point2d point;
    cv::Point2d direction;
    std::vector<std::pair<double, double>>
        seen;           ///< Along `direction` from `point`, sorted, apart.
    double length = 0;  ///< Sum of `seen`, pixels.
    double step =
        0;  ///< Mean difference of the two sides two pixels away, strongest channel, 0–255.
    double contrast = 0;  ///< The same eight pixels away: a joint or a line has the same on both.

    /// Part of the stretch `from`–`to` that is seen, 0–1.
    [[nodiscard]] double coverage(double from, double to) const;
    [[nodiscard]] double along(const cv::Point2d& p) const { return (p - point).dot(direction); }
};

/// `picture`: 8-bit, grey or RGB. Those of the longest pieces first; enough for `clearest` to
/// choose up to `limit` from.
[[nodiscard]] std::vector<StraightEdge> find_straight_edges(const cv::Mat& picture,
                                                            std::size_t limit);

/// Of such edges at most `limit` by length and as many by length and step, so that neither the
/// grain of a desk nor a page as pale as its desk crowds the other out; longest first.
[[nodiscard]] std::vector<StraightEdge> clearest(std::vector<StraightEdge> edges,
                                                 std::size_t limit);

}  // namespace ocr
