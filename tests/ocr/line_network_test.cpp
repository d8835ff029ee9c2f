#include "ocr/line_network.hpp"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace ocr {
namespace {

/// Writing as far as laying out is concerned: dark cells with light between them.
cv::Mat cells(int count) {
    cv::Mat out(48, count * 40, CV_8UC3, cv::Scalar::all(240));
    for (int i = 0; i < count; ++i)
        cv::rectangle(out, cv::Rect(i * 40 + 4, 6, 32, 36), cv::Scalar::all(20), cv::FILLED);
    return out;
}

TEST(Strips, TakeShortLinesTogether) {
    const auto strips = laid_out({cells(3), cells(4), cells(2)});
    ASSERT_EQ(strips.size(), 1U);
    EXPECT_EQ(strips[0].size(), 3U);
    EXPECT_GT(strips[0][1].start, 120);
}

TEST(Strips, PartALongLineBetweenCharacters) {
    const auto line = cells(30);
    const auto strips = laid_out({line});
    ASSERT_EQ(strips.size(), 2U);
    const int cut = strips[0][0].columns.end;
    EXPECT_EQ(strips[1][0].columns, cv::Range(cut, line.cols));
    EXPECT_TRUE(cut % 40 <= 4 || cut % 40 >= 36) << cut;
}

TEST(Strips, HoldEveryColumnOnce) {
    const std::vector<cv::Mat> lines{cells(9), cells(25), {}, cells(14)};
    std::vector<int> covered(lines.size());
    for (const auto& strip : laid_out(lines))
        for (const auto& piece : strip) covered[piece.line] += piece.columns.size();
    for (std::size_t i = 0; i < lines.size(); ++i) EXPECT_EQ(covered[i], lines[i].cols);
}

TEST(Strips, AreNoneWithoutLines) { EXPECT_TRUE(laid_out({}).empty()); }

TEST(LineNetwork, SaysWhenItsModelIsMissing) { EXPECT_FALSE(LineNetwork().load("/nowhere")); }

}  // namespace
}  // namespace ocr
