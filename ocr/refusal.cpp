#include "ocr/refusal.hpp"

#include "ocr/background.hpp"
#include "ocr/display.hpp"
#include "ocr/look.hpp"
#include "ocr/quality.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace ocr {
namespace {

constexpr double likely_page = 0.45;
constexpr double unreadable_blur = 0.5;
constexpr double harmful_glare = 0.015;
constexpr double blinding_glare = 0.05;  // hides portrait and emblem
constexpr double clearly_unlike = 4;     // deviations of the desk
constexpr double unlike_any = 0.1;       // score of a guess that no mark speaks for

cv::Mat flat(const cv::Mat& photo, const PageCandidate& page) {
    const auto& c = page.corners;
    const double across = (cv::norm(c[0] - c[1]) + cv::norm(c[2] - c[3])) / 2;
    const double down = (cv::norm(c[1] - c[2]) + cv::norm(c[3] - c[0])) / 2;
    return straighten(photo, c, 0,
                      cv::Size(std::max(16, cvRound(across)), std::max(16, cvRound(down))))
        .picture;
}

/// Whether the page lies within what is unlike the desk: tiles and boards make pages of their own.
bool lies_in(const Foreground& part, const PageCandidate& page) {
    if (!part.corners) return true;
    const std::vector<cv::Point2f> outline(part.corners->begin(), part.corners->end());
    return cv::pointPolygonTest(outline, middle_of(page.corners), false) >= 0;
}

/// Whether the page is of the colour of what lies around it, as a tile of the desk is.
bool is_of_desk(const cv::Mat& photo, const PageCandidate& page) {
    constexpr float beyond = 1.15F;  // of its size
    constexpr double alike = 2;      // grey levels
    std::vector<cv::Point> inner;
    std::vector<cv::Point> outer;
    const auto middle = middle_of(page.corners);
    for (const auto& corner : page.corners) {
        inner.emplace_back(corner);
        outer.emplace_back(middle + (corner - middle) * beyond);
    }
    cv::Mat inside = cv::Mat::zeros(photo.size(), CV_8U);
    cv::Mat around = inside.clone();
    cv::fillConvexPoly(inside, inner, 255);
    cv::fillConvexPoly(around, outer, 255);
    around -= inside;
    return cv::norm(cv::mean(photo, inside) - cv::mean(photo, around), cv::NORM_INF) < alike;
}

/// A page too soft for its edges to be found still stands out from the desk as something large.
bool holds_something(const cv::Mat& photo) {
    cv::Mat small;
    const double k = 200.0 / std::max(photo.cols, photo.rows);
    cv::resize(photo, small, {}, k, k, cv::INTER_AREA);
    std::vector<cv::Mat> channels;
    cv::split(small, channels);
    cv::Mat detail = cv::Mat::zeros(small.size(), CV_32F);
    for (const auto& channel : channels) {
        cv::Mat dx;
        cv::Mat dy;
        cv::Mat slope;
        cv::Sobel(channel, dx, CV_32F, 1, 0, 3, 1.0 / 8);
        cv::Sobel(channel, dy, CV_32F, 0, 1, 3, 1.0 / 8);
        cv::magnitude(dx, dy, slope);
        cv::max(detail, slope, detail);
    }
    cv::Mat strong = detail > 14;
    return cv::countNonZero(strong) > 120;
}

}  // namespace

Reject reason_for(const cv::Mat& photo, const std::vector<PageCandidate>& found) {
    if (is_display(photo)) return Reject::screen_copy;
    auto part = find_foreground(photo);
    if (part && part->unlike < clearly_unlike) part.reset();
    auto pages = found;
    const auto likely = [&] { return !pages.empty() && pages.front().score >= likely_page; };
    // A smaller picture has sharper edges: what is badly blurred is found there.
    if (!likely()) pages = find_pages(sketched(photo, Search::quick), 1);
    if (!likely() && part && !part->cut_off && part->corners)
        pages = {{*part->corners, likely_page, 1, false}};
    if (!likely()) {
        if ((part && part->cut_off) || find_cut_off_page(photo)) return Reject::half_card;
        if (!holds_something(photo)) return Reject::empty_desk;
        return part && sharpness_of(photo) < unreadable_blur ? Reject::heavy_blur
                                                             : Reject::empty_desk;
    }
    const auto guesses = look_at(photo, pages.front());
    if (part && part->cut_off && (guesses.empty() || !lies_in(*part, pages.front())))
        return Reject::half_card;
    const double likeness = guesses.empty() ? 0 : guesses.front().score;
    if (!part && likeness < unlike_any && (guesses.empty() || is_of_desk(photo, pages.front())))
        return Reject::empty_desk;
    if (shows_display(photo, pages.front().corners)) return Reject::screen_copy;
    const cv::Mat page = flat(photo, pages.front());
    // Of what is clearly one of the documents and still could not be read, more sharpness is
    // wanted.
    if (sharpness_of(page) < (likeness > 0.85 ? 0.8 : unreadable_blur)) return Reject::heavy_blur;
    if (glare_of(page) > (guesses.empty() ? blinding_glare : harmful_glare)) return Reject::glare;
    return Reject::wrong_document;
}

}  // namespace ocr
