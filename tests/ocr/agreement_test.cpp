#include "ocr/agreement.hpp"

#include "ocr/text.hpp"

#include <gtest/gtest.h>

namespace ocr {
namespace {

Line line(std::string_view text, double confidence) {
    Line out;
    for (const char32_t c : to_characters(text)) out.symbols.push_back({c, confidence});
    return out;
}

TEST(Agreement, MakesWhatBothReadSurer) {
    const auto both = agreed(line("王小明", 0.9), line("王小明", 0.8));
    EXPECT_EQ(both.text(), "王小明");
    EXPECT_GT(both.least(), 0.93);
}

TEST(Agreement, DoesNotMakeAGuessSure) {
    EXPECT_LT(agreed(line("炉", 0.6), line("炉", 0.9)).least(), 0.85);  // R9
}

TEST(Agreement, BelievesTheFirstReaderButDoubtsWhereTheSecondDiffers) {
    const auto both = agreed(line("钱曼", 0.97), line("钱旻", 0.9));
    EXPECT_EQ(both.text(), "钱曼");
    EXPECT_LT(both.least(), 0.6);  // R9
}

TEST(Agreement, TakesTheSecondReadersWordWhereTheFirstIsAtALoss) {
    auto first = line("孟焱", 0.99);
    first.symbols.push_back({unread, 0});
    const auto both = agreed(first, line("孟焱镕", 0.9));
    EXPECT_EQ(both.text(), "孟焱镕");
    EXPECT_LE(both.least(), 0.5);  // R9
}

TEST(Agreement, NeverHidesThatSomethingWasNotRead) {
    auto first = line("韦萱", 0.99);
    first.symbols.push_back({unread, 0});
    const auto both = agreed(first, line("韦萱", 0.9));
    EXPECT_EQ(both.text(), "韦萱");
    EXPECT_LE(both.least(), 0.3);  // R9
}

TEST(Agreement, TakesWideAndNarrowSignsForTheSame) {
    const auto both = agreed(line("（上海）", 0.9), line("(上海)", 0.9));
    EXPECT_EQ(both.text(), "（上海）");
    EXPECT_GT(both.confidence(), 0.93);
}

TEST(Agreement, LeavesOutTheSecondReadersSpecks) {
    EXPECT_EQ(agreed(line("汉", 0.9), line("-汉", 0.6)).text(), "汉");
}

TEST(Line, IsAsDoubtfulAsItsWorstCharacterWhateverItsPunctuation) {
    auto mixed = line("销售；", 0.9);
    mixed.symbols.back().confidence = 0.2;
    EXPECT_DOUBLE_EQ(mixed.least(), 0.9);
    EXPECT_DOUBLE_EQ(Line().least(), 0);
}

TEST(Agreement, OfTwoThatAreAtALossIsNothing) {
    EXPECT_TRUE(agreed({{{unread, 0}}}, {{{unread, 0.5}}}).symbols.empty());
}

}  // namespace
}  // namespace ocr
