#include "ocr/background.hpp"

#include "deploy/sandbox/specimen.hpp"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace ocr {
namespace {

const sandbox::SpecimenPerson person{"样本华",
                                     "女",
                                     "汉",
                                     "1985年3月14日",
                                     "上海市",
                                     "310115198503140021",
                                     "上海市公安局浦东分局",
                                     "2016.05.20-2036.05.20"};

sandbox::Shot on(sandbox::Desk desk) {
    sandbox::Shot out;
    out.frame = {1200, 900};
    out.fill = 0.55;
    out.turn_deg = 7;
    out.desk_kind = desk;
    out.desk = {205, 200, 190};  // as pale as the card
    return out;
}

class OnEveryDesk : public testing::TestWithParam<sandbox::Desk> {};

TEST_P(OnEveryDesk, ACardStandsOut) {
    const auto part = find_foreground(sandbox::photograph(draw_id_back(person), on(GetParam())));
    ASSERT_TRUE(part && part->corners);  // R10
    const double area =
        cv::contourArea(std::vector<cv::Point2f>(part->corners->begin(), part->corners->end()));
    EXPECT_NEAR(area / (1200.0 * 900), 0.55 * 0.55 * 0.63 * 4 / 3, 0.06);
    EXPECT_FALSE(part->cut_off);
}

INSTANTIATE_TEST_SUITE_P(Desks, OnEveryDesk,
                         testing::Values(sandbox::Desk::plain, sandbox::Desk::wood,
                                         sandbox::Desk::cloth, sandbox::Desk::checked));

TEST(Foreground, IsSaidToGoOnOutside) {
    auto how = on(sandbox::Desk::wood);
    how.shift = {0.5, 0};
    const auto part = find_foreground(sandbox::photograph(draw_id_back(person), how));
    ASSERT_TRUE(part);
    EXPECT_TRUE(part->cut_off);  // R10
}

TEST(Foreground, IsHardlyThereOnAnEmptyDesk) {
    const auto part = find_foreground(sandbox::photograph({}, on(sandbox::Desk::wood)));
    EXPECT_TRUE(!part || part->unlike < 4);  // R10
}

}  // namespace
}  // namespace ocr
