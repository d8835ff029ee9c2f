// Finding the page in a photo and straightening it.

#pragma once

#include "ocr/document.hpp"
#include "ocr/line_segments.hpp"

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

namespace ocr {

/// A quadrangle that may be the page, in pixels of the photo, clockwise.
struct PageCandidate {
    Corners corners;
    double score =
        0;  ///< 0–1: how well straight edges carry its sides, and how like a document its shape.
    double aspect = 1;     ///< Longer over shorter side.
    bool cut_off = false;  ///< A side runs along the rim of the photo: the page goes on outside.
};

/// How closely to look: live pictures are searched at a smaller size and in lightness alone.
enum class Search { thorough, quick };

/// A photo at the size pages are sought in, and its edges: found once for all ways of seeking.
struct Sketch {
    cv::Mat picture;
    double scale = 1;  ///< Times the photo.
    std::vector<StraightEdge> edges;
    std::size_t kept = 0;  ///< Of the edges, where any may be a side.
};
[[nodiscard]] Sketch sketched(const cv::Mat& photo, Search search);

// Candidates, best first, at most `limit`; near doubles left out. Any thread.

/// With edges on four sides.
[[nodiscard]] std::vector<PageCandidate> find_pages(const Sketch& sketch, std::size_t limit);

/// With sides beside those of what is unlike the rim of the photo; none where all of it is alike.
/// Finds pages whose edges the grain of a desk hides. The picture is RGB.
[[nodiscard]] std::vector<PageCandidate> find_pages_before_background(const Sketch& sketch,
                                                                      std::size_t limit);

/// With three sides that are seen; the fourth may lie under a hand or outside the photo.
[[nodiscard]] std::vector<PageCandidate> find_pages_by_three_sides(const Sketch& sketch,
                                                                   std::size_t limit);

/// The part of a page that is seen when the rest lies outside the photo: three straight sides and
/// the rim. Corners on the rim lie exactly on it.
[[nodiscard]] std::optional<PageCandidate> find_cut_off_page(const cv::Mat& photo);

[[nodiscard]] cv::Point2f middle_of(const Corners& corners);

/// Corners in a picture `scale` times as large.
[[nodiscard]] Corners scaled(const Corners& corners, double scale);

/// A page as seen from above, and the photo it was taken from.
struct StraightPage {
    cv::Mat picture;       ///< 8-bit RGB.
    cv::Mat photo;         ///< 8-bit RGB.
    cv::Matx33d to_photo;  ///< From pixels of the picture to those of the photo.

    /// A part of the page taken afresh from the photo, `height` pixels high.
    [[nodiscard]] cv::Mat take(const cv::Rect& part, int height) const;
};

/// `corners[first]` becomes the top left, the others follow clockwise.
[[nodiscard]] StraightPage straighten(const cv::Mat& photo, const Corners& corners,
                                      std::size_t first, cv::Size size);

}  // namespace ocr
