#include "ocr/knowledge.hpp"

#include "ocr/check_digits.hpp"
#include "ocr/text.hpp"

#include <gtest/gtest.h>

namespace ocr {
namespace {

Line line(std::string_view text) {
    Line out;
    for (const char32_t c : to_characters(text)) out.symbols.push_back({c, 0.9});
    return out;
}

TEST(Knowledge, TakesAValidNumberAsItStands) {
    const auto known = known_id_number(line("310115198503140021"));
    EXPECT_EQ(known.text, "310115198503140021");
    EXPECT_TRUE(known.sure);
}

TEST(Knowledge, ReadsLettersInANumberAsTheDigitsTheyLookLike) {
    EXPECT_EQ(known_id_number(line("31O115l98503140021")).text, "310115198503140021");
}

TEST(Knowledge, IsNeverSureOfANumberItHadToRepair) {
    EXPECT_FALSE(known_id_number(line("310115198503140027")).sure);  // R9
}

TEST(Knowledge, IsSureOfANumberTwoReadersAgreeOn) {
    const auto number = known_id_number(line("310115198503140021"));
    EXPECT_TRUE(confirmed(number, number, id_number_valid).sure);
}

TEST(Knowledge, TakesTheOneValidNumberBetweenTwoReadings) {
    const auto wrong = known_id_number(line("310115198508140021"));
    const auto right = known_id_number(line("310115198503140021"));
    EXPECT_EQ(confirmed(wrong, right, id_number_valid).text, "310115198503140021");
}

TEST(Knowledge, DoubtsAValidNumberTheOtherReaderMissed) {
    const auto number = known_id_number(line("310115198503140021"));
    EXPECT_FALSE(confirmed(number, {}, id_number_valid).sure);  // R9
}

TEST(Knowledge, FindsTheCodeBehindItsLabel) {
    const auto known = known_unified_code(line("统一社会信用代码91310115MA1K000003"));
    EXPECT_EQ(known.text, "91310115MA1K000003");
    EXPECT_TRUE(known.sure);
}

TEST(Knowledge, MakesUpNoMissingCharacters) {
    const auto known = known_unified_code(line("9131011MA1K000003"));
    EXPECT_EQ(known.text.size(), 17U);
    EXPECT_FALSE(known.sure);
}

TEST(Knowledge, TakesAOneForTheLetterTheCodeNeeds) {
    const auto known = known_unified_code(line("91430203810115A31N"));  // R9
    EXPECT_EQ(known.text, "91430203810J15A31N");
    EXPECT_FALSE(known.sure);
}

TEST(Knowledge, TakesTheStrokesOfAUOrADoubleForOneCharacter) {
    for (const auto* read : {"统一社会信用代码913402033W9UJ02L36W", "913402033W9LJ02L36W",
                             "913402033W9U02L366W", "9134020333W9U02L36W"}) {
        const auto known = known_unified_code(line(read));  // R9
        EXPECT_EQ(known.text, "913402033W9U02L36W");
        EXPECT_FALSE(known.sure);
    }
}

TEST(Knowledge, PutsALongNameOfAPeopleRight) {
    EXPECT_EQ(known_ethnicity(U"维吾尓", 0.9).text, "维吾尔");
    EXPECT_FALSE(known_ethnicity(U"沉", 0.9).sure);
}

TEST(Knowledge, KnowsFiftySixPeoples) { EXPECT_EQ(ethnicities().size(), 56U); }

TEST(Knowledge, ReadsDatesInTheFormsDocumentsUse) {
    EXPECT_EQ(find_date(U"1990年1月2日")->day, 2);
    EXPECT_EQ(find_date(U"自2015.11.30至")->month, 11);
    EXPECT_FALSE(find_date(U"2015年13月2日"));
    EXPECT_FALSE(find_date(U"长期"));
}

TEST(Text, MeasuresDistanceInCharactersNotBytes) {
    EXPECT_EQ(edit_distance(U"经营范围", U"经营苑围"), 1U);
    EXPECT_EQ(to_utf8(to_characters("𠮷野家")), "𠮷野家");
}

TEST(Text, FindsTheNearestOfAListAndNothingWhenTwoAreAsNear) {
    EXPECT_EQ(closest("法定代裹人", {"法定代表人", "投资人"}), "法定代表人");
    EXPECT_EQ(closest("甲乙", {"甲丙", "丁乙"}), "");
}

}  // namespace
}  // namespace ocr
