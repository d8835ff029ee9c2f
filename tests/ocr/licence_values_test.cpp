#include "ocr/licence_values.hpp"

#include "ocr/text.hpp"
#include "tests/ocr/known_regions.hpp"

#include <gtest/gtest.h>

namespace ocr {
namespace {

/// What becomes of a value that was surely read.
ReadField value_read_as(std::string_view name, std::string_view text) {
    LicenceValue value;
    for (const char32_t c : to_characters(text)) value.symbols.push_back({c, 0.99});
    return licence_field(name, value, {}, regions());
}

TEST(LicenceValue, AnAmountEndsWithItsLastSign) {
    EXPECT_TRUE(value_read_as("capital", "4860万元").doubtful);  // R9
    EXPECT_TRUE(value_read_as("capital", "肆仟捌佰整").doubtful);
    EXPECT_FALSE(value_read_as("capital", "4860万元整").doubtful);
    EXPECT_FALSE(value_read_as("capital", "500.000000万人民币").doubtful);
    EXPECT_FALSE(value_read_as("capital", "人民币壹佰万元").doubtful);
}

TEST(LicenceValue, AnAmountDoesNotBeginWithAUnit) {
    EXPECT_TRUE(value_read_as("capital", "佰万元整").doubtful);  // R9
}

TEST(LicenceValue, ANameDoesNotBreakOffInItsLegalForm) {
    EXPECT_TRUE(value_read_as("name", "样本长风教育咨询有限责任公").doubtful);  // R9
    EXPECT_TRUE(value_read_as("name", "样本长风教育咨询股份有限").doubtful);
    EXPECT_FALSE(value_read_as("name", "样本长风教育咨询有限责任公司").doubtful);
    EXPECT_FALSE(value_read_as("name", "样本长风教育咨询经营部").doubtful);
}

TEST(LicenceValue, AKindOfOrganisationIsOneOfThoseThereAre) {
    EXPECT_TRUE(value_read_as("type", "限责任公(外商投资人独资)").doubtful);  // R9
    EXPECT_FALSE(value_read_as("type", "有限责任公司(外商投资企业法人独资)").doubtful);
}

TEST(LicenceValue, AnAddressThatBeginsWithADistrictHasLostItsCity) {
    EXPECT_TRUE(value_read_as("address", "南岗区黄河路1594号").doubtful);  // R9
    EXPECT_FALSE(value_read_as("address", "黑龙江省哈尔滨市南岗区黄河路1594号").doubtful);
    EXPECT_FALSE(value_read_as("address", "江苏省昆山市长江路8号").doubtful);
}

TEST(LicenceValue, AScopeBeginsAsMostDo) {
    const auto scope = value_read_as("scope", "般项目；软件销售；服装服饰零售");
    EXPECT_EQ(scope.text, "一般项目：软件销售；服装服饰零售");
    EXPECT_EQ(value_read_as("scope", "许可项目：餐饮服务").text, "许可项目：餐饮服务");
}

TEST(LicenceValue, TheClauseOfAScopeIsKnownHoweverBadlyItIsRead) {
    const auto near =
        value_read_as("scope", "软件销售（依法须经批准的项目，经相关部门批准后方可开展经慧活动）");
    EXPECT_EQ(near.text, "软件销售（依法须经批准的项目，经相关部门批准后方可开展经营活动）");  // R9
    EXPECT_FALSE(near.doubtful);
    const auto far =
        value_read_as("scope", "软件销售（依法须经批准的项目，经相关后方可开展经慧活动）。");
    EXPECT_EQ(far.text, "软件销售（依法须经批准的项目，经相关部门批准后方可开展经营活动）。");
    EXPECT_TRUE(far.doubtful);
    EXPECT_TRUE(value_read_as("scope", "软件销售（依法须经批准）").doubtful);
    EXPECT_FALSE(value_read_as("scope", "眼镜销售（不含隐形眼镜）").doubtful);
}

TEST(LicenceValue, ANumberSignStandsBehindANumber) {
    EXPECT_TRUE(value_read_as("address", "湖北省团风县滨河大#918号").doubtful);  // R9
    EXPECT_FALSE(value_read_as("address", "湖北省团风县滨河路3#楼2室").doubtful);
}

}  // namespace
}  // namespace ocr
