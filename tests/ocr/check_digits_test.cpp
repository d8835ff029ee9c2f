#include "ocr/check_digits.hpp"

#include <gtest/gtest.h>

namespace ocr {
namespace {

// The codes and numbers are invented; their check characters were worked out by hand from the
// standards.

TEST(UnifiedCode, AcceptsTheRightCheckCharacter) {
    EXPECT_TRUE(unified_code_valid("91520102MA7748P92T"));  // R13
    EXPECT_TRUE(unified_code_valid("9250010369336392XN"));
    EXPECT_EQ(unified_code_check("91520102MA7748P92"), 'T');
}

TEST(UnifiedCode, RefusesAnySingleWrongCharacter) {
    const std::string right = "91520102MA7748P92T";
    for (std::size_t i = 0; i < right.size(); ++i) {
        auto wrong = right;
        wrong[i] = wrong[i] == '5' ? '6' : '5';
        EXPECT_FALSE(unified_code_valid(wrong)) << wrong;
    }
}

TEST(UnifiedCode, RefusesLettersTheStandardLeavesOut) {
    for (const char c : {'I', 'O', 'Z', 'S', 'V', 'a', '-'})
        EXPECT_FALSE(unified_code_check(std::string("91520102MA7748P9") + c)) << c;
}

TEST(UnifiedCode, RefusesAWrongLength) {
    EXPECT_FALSE(unified_code_valid("91520102MA7748P92"));
    EXPECT_FALSE(unified_code_valid("91520102MA7748P92T1"));
    EXPECT_FALSE(unified_code_valid(""));
}

TEST(IdNumber, AcceptsDigitsAndX) {
    EXPECT_TRUE(id_number_valid("431230195805308460"));  // R13
    EXPECT_TRUE(id_number_valid("11010519491231002X"));
    EXPECT_FALSE(id_number_valid("11010519491231002x"));
}

TEST(IdNumber, RefusesAnySingleWrongDigit) {
    const std::string right = "431230195805308460";
    for (std::size_t i = 0; i < right.size(); ++i) {
        auto wrong = right;
        wrong[i] = wrong[i] == '9' ? '0' : static_cast<char>(wrong[i] + 1);
        EXPECT_FALSE(id_number_valid(wrong)) << wrong;
    }
}

TEST(IdNumber, RefusesADayThatDoesNotExist) {
    for (const std::string body : {"43123019580230846", "43123019581330846", "43123018991230846"})
        EXPECT_FALSE(id_number_valid(body + *id_number_check(body))) << body;
}

TEST(IdNumber, KnowsLeapYears) {
    EXPECT_TRUE(date_valid(2000, 2, 29));
    EXPECT_FALSE(date_valid(1900, 2, 29));
    EXPECT_FALSE(date_valid(2023, 2, 29));
    EXPECT_FALSE(date_valid(2023, 0, 1));
}

TEST(BankCard, FollowsLuhn) {
    EXPECT_TRUE(luhn_valid("79927398713"));  // R13
    EXPECT_FALSE(luhn_valid("79927398710"));
    EXPECT_FALSE(luhn_valid("97927398713"));
    EXPECT_EQ(luhn_check("7992739871"), '3');
}

TEST(BankCard, RefusesWhatIsNoNumber) {
    EXPECT_FALSE(luhn_valid(""));
    EXPECT_FALSE(luhn_valid("0"));
    EXPECT_FALSE(luhn_valid("6222 0212 3456"));
}

}  // namespace
}  // namespace ocr
