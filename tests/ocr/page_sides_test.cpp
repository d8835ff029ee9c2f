#include "ocr/page_sides.hpp"

#include "ocr/page.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace ocr {
namespace {

const Corners page{{{220, 180}, {780, 200}, {760, 560}, {230, 540}}};

/// A page on a desk, with a frame printed in it.
cv::Mat scene() {
    cv::Mat out(700, 1000, CV_8UC3, cv::Scalar(90, 100, 110));
    const auto fill = [&](double inset, const cv::Scalar& colour) {
        const cv::Point2f middle(500, 370);
        std::vector<cv::Point> points;
        for (const auto& corner : page)
            points.emplace_back(corner + (middle - corner) * static_cast<float>(inset));
        cv::fillConvexPoly(out, points, colour, cv::LINE_AA);
    };
    fill(0, {240, 238, 230});
    fill(0.1, {190, 160, 80});
    fill(0.11, {240, 238, 230});
    cv::GaussianBlur(out, out, {}, 0.8);
    return out;
}

double furthest(const Corners& found) {
    double most = 0;
    for (std::size_t i = 0; i < 4; ++i) most = std::max(most, cv::norm(found.at(i) - page.at(i)));
    return most;
}

TEST(Sides, SettleWherePaperEnds) {
    auto rough = page;
    for (auto& corner : rough) corner += cv::Point2f(4, -5);
    EXPECT_LT(furthest(settle_sides(scene(), rough)), 2);  // R10
}

TEST(Sides, StayWhereTheyAreRight) {
    EXPECT_LT(furthest(settle_sides(scene(), page)), 2);  // R10
}

TEST(Sides, StayOnABlankPicture) {
    const cv::Mat blank(700, 1000, CV_8UC3, cv::Scalar(90, 100, 110));
    EXPECT_LT(furthest(settle_sides(blank, page)), 60);
}

TEST(Pages, AreFoundByThreeSidesUnderAHand) {
    constexpr double card_width = 400;
    cv::Mat desk(700, 1000, CV_8UC3, cv::Scalar(90, 100, 110));
    const cv::Rect card(300, 200, cvRound(card_width), cvRound(card_width * 54 / 85.6));
    desk(card).setTo(cv::Scalar(240, 238, 230));
    desk(cv::Rect(280, card.br().y - 40, 440, 80)).setTo(cv::Scalar(120, 90, 70));  // a hand
    cv::GaussianBlur(desk, desk, {}, 0.8);
    const auto found = find_pages_by_three_sides(sketched(desk, Search::thorough), 8);  // R10
    EXPECT_TRUE(std::ranges::any_of(found, [&](const PageCandidate& page) {
        return std::ranges::all_of(page.corners, [&](const cv::Point2f& corner) {
            const auto off = [](double a, double b) { return std::abs(a - b); };
            return std::min(off(corner.x, card.x), off(corner.x, card.br().x)) < 6 &&
                   std::min(off(corner.y, card.y), off(corner.y, card.br().y)) < 6;
        });
    }));
}

TEST(StraightPage, TakesAPartAfreshFromThePhoto) {
    const auto straight = straighten(scene(), page, 0, {1284, 810});
    const auto part = straight.take({600, 300, 120, 60}, 48);
    EXPECT_EQ(part.size(), cv::Size(96, 48));
    EXPECT_GT(cv::mean(part)[0], 220);
}

}  // namespace
}  // namespace ocr
