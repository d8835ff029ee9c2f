#include "ocr/emblem.hpp"

#include "ocr/look.hpp"
#include "ocr/page.hpp"
#include "tests/sample_card_holder.hpp"
#include "tests/sample_organisation.hpp"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace ocr {
namespace {

sandbox::Shot shot(double turn_deg, double tilt) {
    sandbox::Shot out;
    out.frame = {1000, 750};
    out.fill = 0.5;
    out.turn_deg = turn_deg;
    out.tilt = tilt;
    out.tilt_to_deg = 60;
    out.desk_kind = sandbox::Desk::wood;
    return out;
}

/// Whether those corners, straightened, show a card's back the right way up.
bool shows_back(const cv::Mat& photo, const Corners& corners) {
    const auto guesses = look_at(photo, {corners, 1, 85.6 / 54, false});
    return !guesses.empty() && guesses.front().kind == DocumentKind::id_back &&
           guesses.front().first == 0 && guesses.front().score > 0.5;
}

TEST(Emblem, TellsWhereABackLiesHoweverItIsTurned) {
    const auto page = sandbox::draw_id_back(sample_card_holder);
    for (const double turn : {0.0, 95.0, 213.0}) {
        const auto photo = sandbox::photograph(page, shot(turn, 0.12));
        const auto backs = find_backs(photo);  // R9
        ASSERT_EQ(backs.size(), 1U) << turn;
        EXPECT_TRUE(shows_back(photo, backs.front())) << turn;
    }
}

TEST(Emblem, TellsItWhereSidesLieUnderAHandAndTheRimOfThePhoto) {
    auto how = shot(8, 0.05);
    how.hand = true;
    auto photo = sandbox::photograph(sandbox::draw_id_back(sample_card_holder), how);
    const auto whole = find_backs(photo);
    ASSERT_EQ(whole.size(), 1U);
    const cv::Point right_of_title(cvRound(0.1F * whole[0][0].x + 0.9F * whole[0][1].x), 0);
    cv::rectangle(photo, right_of_title, {photo.cols, photo.rows}, {90, 70, 60}, cv::FILLED);
    const auto covered = find_backs(photo);  // R10
    ASSERT_EQ(covered.size(), 1U);
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_LT(cv::norm(covered[0].at(i) - whole[0].at(i)), 0.05 * 500) << i;
}

TEST(Emblem, OfALicenceIsNoCards) {
    for (const auto sheet : {sandbox::Sheet::lying, sandbox::Sheet::upright}) {
        const auto page = sandbox::draw_licence(sample_organisation, sheet);
        EXPECT_TRUE(find_backs(sandbox::photograph(page, shot(10, 0.05))).empty());  // R10
    }
}

TEST(Emblem, IsNotSoughtInVainOnFrontsAndDesks) {
    EXPECT_TRUE(
        find_backs(sandbox::photograph(sandbox::draw_id_front(sample_card_holder), shot(10, 0.05)))
            .empty());
    EXPECT_TRUE(find_backs(sandbox::photograph({}, shot(0, 0))).empty());  // R10
    EXPECT_TRUE(find_backs(cv::Mat(64, 64, CV_8UC3, cv::Scalar(190, 30, 40))).empty());
}

TEST(Emblem, ManyRedDotsAreNoBack) {
    cv::Mat dotted(480, 640, CV_8UC3, cv::Scalar(225, 225, 225));
    for (int y = 20; y < dotted.rows; y += 30)
        for (int x = 20; x < dotted.cols; x += 30)
            cv::circle(dotted, {x, y}, 10, {190, 30, 40}, cv::FILLED, cv::LINE_AA);
    EXPECT_TRUE(find_backs(dotted).empty());  // R10
}

}  // namespace
}  // namespace ocr
