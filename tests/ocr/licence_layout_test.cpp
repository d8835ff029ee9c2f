#include "ocr/licence_layout.hpp"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace ocr {
namespace {

constexpr int em = 30;

/// Rows of dark cells: a label of four, spread, and a value of `length`.
struct Writing {
    cv::Mat ink = cv::Mat::zeros(1272, 900, CV_8U);
    cv::Mat labels = cv::Mat::zeros(1272, 900, CV_8U);

    static void cell(cv::Mat& to, int x, int y) {
        cv::rectangle(to, {x + 3, y + 3, em - 6, em - 6}, 255, cv::FILLED);
    }
    void entry(int y, int length) {
        for (int i = 0; i < 4; ++i) cell(labels, 140 + i * (em + 8), y);
        for (int i = 0; i < length; ++i) cell(ink, 330 + i * em, y);
    }
};

Writing upright() {
    Writing out;
    for (int i = 0; i < 8; ++i) out.entry(420 + i * 50, 6 + i);
    return out;
}

TEST(LicenceLayout, GivesEachLabelItsValue) {
    const auto page = upright();
    const cv::Mat all = page.ink | page.labels;
    const auto layout = find_layout(all, all, false);  // R9
    ASSERT_EQ(layout.entries.size(), 8U);
    for (const auto& entry : layout.entries) EXPECT_EQ(entry.lines.size(), 1U);
}

TEST(LicenceLayout, SeesLabelsPrintedPalerThanTheValues) {
    const auto page = upright();
    cv::Mat ink = page.ink | page.labels;
    for (const int pale : {1, 2, 5})  // their ink is too faint; a scrap of it is seen
        ink(cv::Rect(130 + em, 410 + pale * 50, 180 - em, em + 20)).setTo(0);
    const auto layout = find_layout(ink, page.ink | page.labels, false);  // R9
    ASSERT_EQ(layout.entries.size(), 8U);
    for (const auto& entry : layout.entries) EXPECT_EQ(entry.lines.size(), 1U);
}

/// Two labels of four characters with a value beside each.
void write_column(cv::Mat& page, int left, int values) {
    for (const int y : {300, 360})
        for (const int x : {left, left + 32, left + 64, left + 96, values, values + 32})
            cv::rectangle(page, cv::Rect(x, y, 26, 26), 255, cv::FILLED);
}

TEST(LicenceLayout, HasAColumnOnEachSideOfALyingPage) {
    cv::Mat page = cv::Mat::zeros(600, 800, CV_8U);
    write_column(page, 120, 270);
    write_column(page, 440, 590);
    const auto layout = find_layout(page, page, true);
    ASSERT_EQ(layout.entries.size(), 4U);
    EXPECT_LT(layout.entries[1].label.x, 400);
    EXPECT_GT(layout.entries[2].label.x, 400);
    for (const auto& entry : layout.entries) EXPECT_EQ(entry.lines.size(), 1U);
}

/// Values that go on below their first line, of characters of one breadth, one below the other.
Writing with_long_values() {
    Writing out;
    for (int i = 0; i < 4; ++i) {
        out.entry(420 + i * 130, 12);
        for (int k = 0; k < 12; ++k) Writing::cell(out.ink, 330 + k * em, 420 + i * 130 + em + 5);
    }
    return out;
}

TEST(LicenceLayout, KeepsWholeValuesWhereMostLabelsAreGone) {
    const auto page = with_long_values();
    cv::Mat labels = page.labels.clone();
    labels(cv::Rect(130, 0, 770, 780)).setTo(0);  // all but the last
    const cv::Mat ink = page.ink | labels;
    const auto layout = find_layout(ink, page.ink | page.labels, false);  // R9
    ASSERT_EQ(layout.entries.size(), 4U);
    for (const auto& entry : layout.entries) {
        ASSERT_EQ(entry.lines.size(), 2U);
        for (const auto& line : entry.lines) EXPECT_LE(line.x, 333) << "the first character";
    }
}

TEST(LicenceLayout, IsNotMovedByScrapsOfTheFrame) {
    const auto page = with_long_values();
    cv::Mat ink = page.ink | page.labels;
    cv::rectangle(ink, {60, 560, 6, 50}, 255, cv::FILLED);
    cv::rectangle(ink, {60, 700, 6, 40}, 255, cv::FILLED);
    const auto layout = find_layout(ink, ink, false);  // R9
    ASSERT_EQ(layout.entries.size(), 4U);
    for (const auto& entry : layout.entries) EXPECT_EQ(entry.lines.size(), 2U);
}

TEST(LicenceLayout, TakesAColumnWithoutLabelsForItsValues) {
    cv::Mat page = cv::Mat::zeros(900, 1200, CV_8U);
    const auto row = [&](int x, int y, int cells, int step) {
        for (int i = 0; i < cells; ++i) Writing::cell(page, x + i * step, y);
    };
    for (const int y : {400, 460, 520, 580}) {
        row(120, y, 4, 34);
        row(290, y, 6, em);
    }
    row(740, 400, 5, em);
    row(740, 460, 6, em + 2);
    row(740, 520, 9, em);
    row(740, 556, 4, em);                               // goes on with the line above
    const auto layout = find_layout(page, page, true);  // R9
    ASSERT_EQ(layout.entries.size(), 7U);
    EXPECT_TRUE(layout.entries[4].label.empty());
    EXPECT_EQ(layout.entries[4].lines.size(), 1U);
    EXPECT_EQ(layout.entries[6].lines.size(), 2U);
    EXPECT_LE(layout.entries[6].lines[0].x, 743);
}

TEST(LicenceLayout, HasNoSecondColumnWhereThereIsNoRoomForOne) {
    const cv::Mat blank = cv::Mat::zeros(600, 800, CV_8U);
    EXPECT_TRUE(find_layout(blank, blank, true).entries.empty());
}

TEST(LicenceLayout, FindsNothingOnTooSmallAPage) {
    const cv::Mat tiny = cv::Mat::ones(5, 5, CV_8U);
    EXPECT_TRUE(find_layout(tiny, tiny, true).entries.empty());
}

}  // namespace
}  // namespace ocr
