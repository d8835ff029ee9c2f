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

bool may_be_one_card(const ReadingResult& one, const ReadingResult& other) {
    return !sides_differ(one, other);
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

struct Comparing : testing::Test {
    Draft draft;
    Comparing() {
        draft.readings["licence"].values = {{"code", "91350100M000100Y43", false, {}},
                                            {"person", "样本人", false, {}}};
        draft.fields[org_code].text = "91350100M000100Y43";
        draft.fields[lr_name].text = "样本人";
    }
};

TEST_F(Comparing, IsSilentWhenAllAgree) {
    EXPECT_TRUE(disagreements(draft).empty());  // R9
}

TEST_F(Comparing, HoldsWhatIsTypedAgainstTheLicence) {
    draft.fields[org_code].text = "91310115MA1K00000X";
    const Disagreement expected{"check.licence", "91350100M000100Y43", "91310115MA1K00000X"};
    EXPECT_EQ(disagreements(draft)[org_code], expected);  // R9
}

TEST_F(Comparing, HoldsTheCardAgainstTheLicence) {
    draft.fields[lr_name].text = "样本乙";
    draft.readings["lr_id_front"].values = {{"name", "样本乙", false, {}}};
    EXPECT_EQ(disagreements(draft)[lr_name],
              (Disagreement{"check.person", "样本人", "样本乙"}));  // R9
}

TEST_F(Comparing, TellsSidesOfTwoCards) {
    draft.readings["lr_id_front"] = home;
    draft.readings["lr_id_back"] = back("别处县公安局", "2020.05.01-2040.05.01");
    EXPECT_EQ(disagreements(draft)[lr_id_expiry].key, "check.sides.place");  // R9
}

TEST_F(Comparing, HoldsANumberAgainstWhatTheCardSaysBesideIt) {
    draft.readings["lr_id_front"].values = {{"birth", "1949年12月31日", false, {}},
                                            {"sex", "女", false, {}}};
    draft.fields[lr_id_number].text = "110105194912310038";
    EXPECT_EQ(disagreements(draft)[lr_id_number], (Disagreement{"check.sex", "女", "男"}));  // R9
    draft.fields[lr_id_number].text = "11010519491130002X";
    EXPECT_EQ(disagreements(draft)[lr_id_number],
              (Disagreement{"check.birth", "1949-12-31", "1949-11-30"}));  // R9
}

TEST_F(Comparing, HoldsATypedExpiryAgainstTheCardsBack) {
    draft.readings["lr_id_back"].values = {{"validity", "2015.01.02-2035.01.02", false, {}}};
    draft.fields[lr_id_expiry].text = "2035-01-03";
    EXPECT_EQ(disagreements(draft)[lr_id_expiry],
              (Disagreement{"check.card", "2035-01-02", "2035-01-03"}));  // R9
}

TEST_F(Comparing, NoticesTheRepresentativeGivenAsAgent) {
    draft.fields[lr_id_number].text = draft.fields[agent_id_number].text = "11010519491231002X";
    EXPECT_EQ(disagreements(draft)[agent_id_number].key, "check.one_person");  // R9
    draft.choices.lr_in_person = true;
    EXPECT_FALSE(disagreements(draft).contains(agent_id_number));
}

TEST_F(Comparing, LetsADoubtfulReadingAccuseNobody) {
    draft.readings["licence"].values.front().doubtful = true;
    draft.fields[org_code].text = "91310115MA1K00000X";
    EXPECT_FALSE(disagreements(draft).contains(org_code));
}

TEST_F(Comparing, AsksForTheFrontAgainWhenItIsAnotherPersons) {
    draft.readings["lr_id_front"].values = {{"name", "样本乙", false, {}}};
    const auto odd = odd_one(draft, "lr_id_front");
    ASSERT_TRUE(odd);
    EXPECT_EQ(odd->material, "lr_id_front");
    EXPECT_EQ(odd->what, (Disagreement{"check.holder", "样本乙", "样本人"}));  // R9
}

TEST_F(Comparing, AsksForTheFrontAgainWhenTheLicenceComesAfterIt) {
    draft.readings["lr_id_front"].values = {{"name", "样本乙", false, {}}};
    EXPECT_EQ(odd_one(draft, "licence")->material, "lr_id_front");  // R9
}

TEST_F(Comparing, AsksForTheSideThatIsNotThePersonOnTheLicence) {
    draft.readings["lr_id_front"] = home;
    draft.readings["lr_id_back"] = back("别处县公安局", "2020.05.01-2040.05.01");
    EXPECT_EQ(odd_one(draft, "lr_id_back")->material, "lr_id_back");  // R9
    draft.readings["lr_id_front"].values.push_back({"name", "样本乙", false, {}});
    EXPECT_EQ(odd_one(draft, "lr_id_back")->material, "lr_id_front");
}

TEST_F(Comparing, KnowsAnotherOrganisationsLicence) {
    draft.fields[org_code].text = "91310115MA1K000003";
    const auto odd = odd_one(draft, "licence");
    ASSERT_TRUE(odd);
    EXPECT_EQ(odd->what, (Disagreement{"check.other_licence", "91350100M000100Y43",
                                       "91310115MA1K000003"}));  // R9
}

TEST_F(Comparing, KnowsAnotherAgentsCardAndTheRepresentatives) {
    draft.readings["agent_id_front"].values = {{"id_number", "11010519491231002X", false, {}}};
    draft.fields[agent_id_number].text = "310115199003071239";
    EXPECT_EQ(odd_one(draft, "agent_id_front")->what.key, "check.other_agent");  // R9
    draft.fields[lr_id_number].text = draft.fields[agent_id_number].text = "11010519491231002X";
    EXPECT_EQ(odd_one(draft, "agent_id_front")->what.key, "check.lr_card");  // R9
}

}  // namespace
}  // namespace kiosk::flow
