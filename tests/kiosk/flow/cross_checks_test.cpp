#include "kiosk/flow/cross_checks.hpp"

#include <gtest/gtest.h>

namespace kiosk::flow {
namespace {

using enum FieldId;

ReadingResult front(const std::string& birth, const std::string& address) {
    ReadingResult reading;
    reading.values = {{"birth", birth, false, {}}, {"address", address, false, {}}};
    return reading;
}

ReadingResult back(const std::string& authority, const std::string& validity) {
    ReadingResult reading;
    reading.values = {{"authority", authority, false, {}}, {"validity", validity, false, {}}};
    return reading;
}

const auto home = front("1990年1月2日", "样例省样例市示范区样本路1号");

TEST(CrossChecks, TakesBothSidesOfOneCard) {
    EXPECT_TRUE(may_be_one_card(home, back("样例市公安局示范分局", "2020.05.01-2040.05.01")));
    EXPECT_TRUE(may_be_one_card(home, back("示范区公安局", "2010.05.01-2020.05.01")));  // R9
}

TEST(CrossChecks, KnowsHowLongACardOfThatAgeIsGood) {
    EXPECT_FALSE(may_be_one_card(home, back("示范区公安局", "2020.05.01-2030.05.01")));
    EXPECT_FALSE(may_be_one_card(home, back("示范区公安局", "2020.05.01-长期")));
    const auto old = front("1960年1月2日", "样例市");
    EXPECT_TRUE(may_be_one_card(old, back("样例市公安局", "2006.01.02-长期")));  // R9
}

TEST(CrossChecks, NoticesACardOlderThanItsHolder) {
    EXPECT_FALSE(may_be_one_card(home, back("示范区公安局", "1985.05.01-1995.05.01")));  // R9
}

TEST(CrossChecks, NoticesAnIssuerFromElsewhere) {
    EXPECT_FALSE(may_be_one_card(home, back("别处县公安局", "2020.05.01-2040.05.01")));  // R9
}

TEST(CrossChecks, LetsDoubtfulValuesDecideNothing) {
    auto other = back("别处县公安局", "2020.05.01-2030.05.01");
    for (auto& value : other.values) value.doubtful = true;
    EXPECT_TRUE(may_be_one_card(home, other));
}

struct Disagreement : testing::Test {
    Draft draft;
    Disagreement() {
        draft.readings["licence"].values = {{"code", "91350100M000100Y43", false, {}},
                                            {"person", "样本人", false, {}}};
        draft.fields[org_code].text = "91350100M000100Y43";
        draft.fields[lr_name].text = "样本人";
    }
};

TEST_F(Disagreement, IsSilentWhenAllAgree) {
    EXPECT_TRUE(disagreements(draft).empty());  // R9
}

TEST_F(Disagreement, HoldsWhatIsTypedAgainstTheLicence) {
    draft.fields[org_code].text = "91310115MA1K00000X";
    EXPECT_EQ(disagreements(draft)[org_code], "check.licence");  // R9
}

TEST_F(Disagreement, HoldsTheCardAgainstTheLicence) {
    draft.fields[lr_name].text = "样本乙";
    draft.readings["lr_id_front"].values = {{"name", "样本乙", false, {}}};
    EXPECT_EQ(disagreements(draft)[lr_name], "check.licence");  // R9
}

TEST_F(Disagreement, TellsSidesOfTwoCards) {
    draft.readings["lr_id_front"] = home;
    draft.readings["lr_id_back"] = back("别处县公安局", "2020.05.01-2040.05.01");
    EXPECT_EQ(disagreements(draft)[lr_id_expiry], "check.sides");  // R9
}

}  // namespace
}  // namespace kiosk::flow
