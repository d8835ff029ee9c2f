#include "ocr/mending.hpp"

#include "ocr/text.hpp"
#include "ocr/usual_words.hpp"
#include "tests/ocr/known_regions.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace ocr {
namespace {

/// Read surely, but for the characters of `doubted`.
std::vector<Symbol> read(std::string_view text, std::u32string_view doubted = {}) {
    std::vector<Symbol> out;
    for (const char32_t c : to_characters(text))
        out.push_back({c, doubted.find(c) != doubted.npos ? 0.5 : 0.98});
    return out;
}

std::string text(const std::vector<Symbol>& symbols) { return to_utf8(characters_of(symbols)); }

TEST(Mending, TakesTheKnownCharacterForADoubtfulOne) {
    const auto out = mended(U"有限责任公司", read("有限贵任公司", U"贵"), true, 0.9);
    EXPECT_EQ(text(out), "有限责任公司");
    EXPECT_DOUBLE_EQ(out[2].confidence, 0.9);
}

TEST(Mending, DoubtsWhatWasNotRead) {
    const auto out = mended(U"有限责任公司", read("有限任公司"), true, 0.9);
    EXPECT_EQ(text(out), "有限责任公司");
    EXPECT_LT(least_of(out), 0.5);
}

TEST(Mending, KeepsWhatFollowsAKnownBeginning) {
    EXPECT_EQ(text(mended(U"上海市", read("上每市西藏路1号", U"每"), false, 0.9)),
              "上海市西藏路1号");
}

TEST(Mending, LeavesASureReadingThatIsNoneOfTheKnown) {
    EXPECT_EQ(best_fit({U"南山区"}, read("南山路12号"), false), nullptr);
}

TEST(Mending, AddsNothingToASureReading) {
    EXPECT_EQ(best_fit({U"公安局浦东新分局"}, read("公安局浦东分局"), true), nullptr);
}

TEST(Mending, DoesNotChooseBetweenTwoThatFitAlike) {
    EXPECT_EQ(best_fit({U"城东区", U"城西区"}, read("城酉区", U"酉"), true), nullptr);
}

TEST(Regions, PutACountyOfAnAddressRight) {
    const auto out = regions().mend_address(read("陕西省西安市雁塔又学府路8号", U"又"), {});  // R9
    EXPECT_EQ(text(out), "陕西省西安市雁塔区学府路8号");
}

TEST(Regions, DoNotChooseBetweenTwoCountiesThatFitAlike) {
    const auto address = "安徽省芜湖市代江区梅岭巷1211号";  // 弋江区, 鸠江区
    EXPECT_EQ(text(regions().mend_address(read(address, U"代"), {})), address);
    EXPECT_EQ(text(regions().mend_address(read(address, U"代"), "340203")),
              "安徽省芜湖市弋江区梅岭巷1211号");
}

TEST(Regions, HearTheCodeOfTheNumberOnTheSameCard) {
    const auto out = regions().mend_address(read("江西省都阳县学府路8号", U"都"), "361128");  // R9
    EXPECT_EQ(text(out), "江西省鄱阳县学府路8号");
}

TEST(Regions, LeaveAStreetThatIsNoCounty) {
    const auto address = "广东省深圳市南山路8号";
    EXPECT_EQ(text(regions().mend_address(read(address), {})), address);
}

TEST(Regions, PutAnAuthorityRight) {
    const auto out = regions().mend_authority(read("莫力达瓦达韩尔族自治旗公安局", U"韩"));  // R9
    ASSERT_TRUE(out);
    EXPECT_EQ(text(*out), "莫力达瓦达斡尔族自治旗公安局");
}

TEST(Regions, KnowNoAuthorityThatMayBeSeveral) {
    EXPECT_FALSE(regions().mend_authority(read("城县公安局")));
}

TEST(Regions, PutTheCountyOfTheNumberRightAndMarkIt) {
    const auto out =
        regions().mend_address(read("山东省茗县大田镇双河村18组90号"), "371122");  // R9
    EXPECT_EQ(text(out), "山东省莒县大田镇双河村18组90号");
    EXPECT_LT(least_of(out), 0.7);
}

TEST(Regions, AnAddressGoesOnBehindItsProvince) {
    EXPECT_FALSE(regions().begins_address(read("山东省茗县大田镇")));
    EXPECT_TRUE(regions().in_a_province(read("山东省茗县大田镇")));
}

TEST(Regions, NameTheAuthoritiesOneCharacterAway) {
    const auto like = regions().like_authorities(read("芜湖市公安局代江分局"));
    EXPECT_TRUE(std::ranges::count(like, to_characters("芜湖市公安局弋江分局")));
}

TEST(UsualWords, PutAPhraseOfAScopeRight) {
    const auto out = with_usual_phrases(read("模具销售；机械设备租货；牲畜饲养", U"货"));  // R9
    EXPECT_EQ(text(out), "模具销售；机械设备租赁；牲畜饲养");
}

TEST(UsualWords, LeaveAPhraseReadSurely) {
    EXPECT_EQ(text(with_usual_phrases(read("机械设备租货"))), "机械设备租货");
}

TEST(UsualWords, PartPhrasesByTheSignOfTheirScope) {
    EXPECT_EQ(text(with_usual_phrases(read("模具销售，家政服务·机械设备租货，餐饮管理", U"·货"))),
              "模具销售，家政服务，机械设备租赁，餐饮管理");  // R9
}

TEST(UsualWords, KnowTheSignsWithinAPhraseThatCouldNotBeRead) {
    EXPECT_EQ(text(with_usual_phrases(read("模具销售；广告设计\uFFFD代理；餐饮管理；物业管理"))),
              "模具销售；广告设计、代理；餐饮管理；物业管理");  // R9
}

TEST(UsualWords, TakeWhatCannotBeReadBetweenPhrasesForTheirSign) {
    EXPECT_EQ(text(with_usual_phrases(read("模具销售\uFFFD家政服务，餐饮管理，物业管理"))),
              "模具销售，家政服务，餐饮管理，物业管理");
    EXPECT_EQ(text(with_usual_phrases(read("模具销售；家政服务\uFFFD；餐饮管理"))),
              "模具销售；家政服务；餐饮管理");
}

TEST(UsualWords, PutTheHeadingOfAScopeRight) {
    EXPECT_EQ(text(with_usual_phrases(read("一般项日；水产品批发；餐饮管理"))),
              "一般项目：水产品批发；餐饮管理");
}

TEST(Scope, GetsBackTheSignBetweenTwoUsualPhrases) {
    EXPECT_EQ(text(with_usual_phrases(read("模具销售；家政服务机械设备租赁；餐饮管理"))),
              "模具销售；家政服务；机械设备租赁；餐饮管理");  // R9
    EXPECT_EQ(text(with_usual_phrases(read("模具销售；企业管理咨询"))), "模具销售；企业管理咨询");
}

TEST(UsualWords, DoubtAPhraseThatLostCharacters) {
    EXPECT_LT(least_of(with_usual_phrases(read("模具销售；住宅饰装修"))), 0.7);
    EXPECT_GT(least_of(with_usual_phrases(read("模具销售；日用品销售"))), 0.9);
}

TEST(UsualWords, PutAPhraseOfSeveralDoubtfulCharactersRightAndMarkIt) {
    const auto out = with_usual_phrases(read("模具销售；建筑村科销售；餐饮管理", U"村科"));  // R9
    EXPECT_EQ(text(out), "模具销售；建筑材料销售；餐饮管理");
    EXPECT_LT(least_of(out), 0.7);
    const auto other = "模具销售；建筑石科销售；餐饮管理";
    EXPECT_EQ(text(with_usual_phrases(read(other))), other);
}

TEST(UsualWords, KnowTheLastPhraseBeforeTheClause) {
    EXPECT_EQ(text(with_usual_phrases(read("模具销售；广告设计。代理（依法须经批准的项目"))),
              "模具销售；广告设计、代理（依法须经批准的项目");  // R9
}

TEST(UsualWords, DoNotPartAPhraseWithinItsBrackets) {
    EXPECT_EQ(text(with_usual_phrases(read(
                  "模具销售；人力货源服务（不含职业中介活动，劳务派遣服务）；餐饮管理", U"货，"))),
              "模具销售；人力资源服务（不含职业中介活动、劳务派遣服务）；餐饮管理");  // R9
}

TEST(UsualWords, KnowTheTypesOfOrganisation) {
    EXPECT_TRUE(best_fit(usual_types(), read("股份有限公司(非上市·自然人投资或控股)", U"·"), true));
}

}  // namespace
}  // namespace ocr
