#include "ocr/contrast.hpp"

#include "deploy/sandbox/specimen.hpp"
#include "ocr/page.hpp"

#include <gtest/gtest.h>

namespace ocr {
namespace {

TEST(Contrast, BringsOutAPageThatIsHardlyLighterThanItsDesk) {
    sandbox::Shot shot;
    shot.frame = {1000, 750};
    shot.blur_px = 1.5;
    shot.noise = 2;
    shot.desk = {193, 195, 197};
    const cv::Mat page(810, 1284, CV_8UC3, cv::Scalar(204, 206, 208));
    const auto photo = photograph(page, shot);
    const auto plain = find_pages(sketched(photo, Search::thorough), 1);
    const auto found = find_pages(sketched(brought_out(photo), Search::thorough), 1);  // R10
    ASSERT_FALSE(found.empty());
    EXPECT_GT(found.front().score, 0.5);
    EXPECT_TRUE(plain.empty() || plain.front().score < 0.45);
    EXPECT_NEAR(found.front().aspect, 1.585, 0.05);
}

TEST(Contrast, LeavesAnEvenDeskEven) {
    EXPECT_TRUE(
        find_pages(
            sketched(brought_out({600, 800, CV_8UC3, cv::Scalar::all(90)}), Search::thorough), 1)
            .empty());
}

}  // namespace
}  // namespace ocr
