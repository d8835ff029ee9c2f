#include "ocr/display.hpp"

#include "tests/sample_card_holder.hpp"

#include <gtest/gtest.h>
#include <tuple>
#include <utility>

namespace ocr {
namespace {

sandbox::Shot from_above() {
    sandbox::Shot out;
    out.frame = {1200, 900};
    out.fill = 0.8;
    out.blur_px = 0.4;
    return out;
}

/// Well within the card as that shot shows it.
const Corners card{{{150, 180}, {1050, 180}, {1050, 720}, {150, 720}}};

struct Pitch : testing::TestWithParam<std::pair<double, double>> {};

TEST_P(Pitch, OfADisplayIsSeen) {  // R10
    auto shot = from_above();
    shot.display = sandbox::Display{};
    std::tie(shot.display->pitch, shot.display->bezel) = GetParam();
    EXPECT_TRUE(shows_display(photograph(draw_id_front(sample_card_holder), shot), card));
}

INSTANTIATE_TEST_SUITE_P(WithAndWithoutFrame, Pitch,
                         testing::Values(std::pair{1.3, 0.0}, std::pair{1.9, 0.05},
                                         std::pair{2.7, 0.02}, std::pair{3.8, 0.0}));

TEST(Display, IsNoneWhereACardLies) {
    const auto front = draw_id_front(sample_card_holder);
    EXPECT_FALSE(shows_display(photograph(front, from_above()), card));  // R10
    EXPECT_FALSE(shows_display(photograph(draw_id_back(sample_card_holder), from_above()), card));
}

TEST(Display, IsNoneThoughTheClothAroundTheCardIsRegular) {
    auto shot = from_above();
    shot.desk_kind = sandbox::Desk::cloth;
    shot.fill = 0.62;
    const Corners small{{{250, 250}, {950, 250}, {950, 650}, {250, 650}}};
    EXPECT_FALSE(shows_display(photograph(draw_id_front(sample_card_holder), shot), small));  // R10
    EXPECT_FALSE(is_display(photograph({}, shot)));
}

TEST(Display, IsNoneWhereADeskIsTiled) {
    auto shot = from_above();
    shot.frame = {2400, 1800};
    shot.desk_kind = sandbox::Desk::checked;
    const Corners middle{{{300, 360}, {2100, 360}, {2100, 1440}, {300, 1440}}};
    for (shot.seed = 1; shot.seed <= 2; ++shot.seed)
        EXPECT_FALSE(shows_display(photograph({}, shot), middle)) << shot.seed;  // R10
}

TEST(Display, FillsThePictureWithItsColours) {
    auto shot = from_above();
    shot.display = sandbox::Display{};
    shot.display->pitch = 1.6;
    EXPECT_TRUE(is_display(photograph(draw_id_front(sample_card_holder), shot)));  // R10
}

TEST(Display, IsNotLookedForOnAPageTooSmall) {
    const Corners tiny{{{10, 10}, {90, 10}, {90, 60}, {10, 60}}};
    EXPECT_FALSE(shows_display(cv::Mat::zeros(100, 100, CV_8UC3), tiny));
}

}  // namespace
}  // namespace ocr
