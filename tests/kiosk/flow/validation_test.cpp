#include "kiosk/flow/validation.hpp"

#include "kiosk/flow/dates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kiosk::flow {
namespace {

using enum FieldId;
using testing::ElementsAre;
using Finding = std::optional<std::string>;

constexpr auto today = "2026-11-22";

Finding done(FieldId field, std::string_view text, const Draft& draft = {}) {
    return invalid(field, text, draft, true, today);
}
Finding typing(FieldId field, std::string_view text) {
    return invalid(field, text, {}, false, today);
}

Draft with_id_type(const std::string& type) {
    Draft draft;
    draft.fields[lr_id_type].text = type;
    return draft;
}

TEST(Validation, NamesAMissingFieldOnlyWhenTheCustomerIsDone) {
    EXPECT_EQ(typing(org_name, ""), std::nullopt);
    EXPECT_EQ(done(org_name, ""), "invalid.missing");  // R13
}

TEST(Validation, LetsATermStayEmptyThatTheLicenceDoesNotPrint) {
    EXPECT_EQ(done(org_term, ""), std::nullopt);
    EXPECT_TRUE(optional(org_term));
}

TEST(Validation, CountsCharactersAndNotBytes) {
    std::string hundred;
    for (int i = 0; i < 100; ++i) hundred += "样";
    EXPECT_EQ(done(org_name, hundred), std::nullopt);
    EXPECT_EQ(typing(org_name, hundred + "本"), "invalid.org_name");
    EXPECT_EQ(done(org_name, "样"), "invalid.org_name");
}

TEST(Validation, ChecksTheLastCharacterOfAUnifiedCode) {
    EXPECT_EQ(done(org_code, "91350100M000100Y43"), std::nullopt);  // example of GB 32100-2015
    EXPECT_EQ(typing(org_code, "91350100M000100Y44"), "invalid.org_code_check");  // R13
    EXPECT_EQ(typing(org_code, "9135I"), "invalid.org_code_letters");
    EXPECT_EQ(typing(org_code, "91350100M000100Y4"), std::nullopt);
    EXPECT_EQ(done(org_code, "91350100M000100Y4"), "invalid.org_code_length");
}

TEST(Validation, ChecksTheLastCharacterOfACitizensNumber) {
    EXPECT_EQ(done(lr_id_number, "11010519491231002X"), std::nullopt);  // example of GB 11643-1999
    EXPECT_EQ(typing(lr_id_number, "110105194912310021"), "invalid.id_check");  // R13
    EXPECT_EQ(typing(lr_id_number, "1101051949A"), "invalid.id_letters");
    EXPECT_EQ(done(agent_id_number, "1101051949"), "invalid.id_length");
}

TEST(Validation, RefusesTheNumberOfSomebodyBornTomorrow) {
    EXPECT_EQ(invalid(agent_id_number, "11010519491231002X", {}, true, "1949-12-30"),
              "invalid.id_check");
}

TEST(Validation, KnowsTheNumbersOfOtherDocuments) {
    const auto hk = with_id_type("hk_macau_permit"), tw = with_id_type("taiwan_permit");
    const auto foreign = with_id_type("foreign_permanent"), passport = with_id_type("passport");
    EXPECT_EQ(done(lr_id_number, "H12345678", hk), std::nullopt);
    EXPECT_EQ(done(lr_id_number, "M1234567801", hk), std::nullopt);
    EXPECT_EQ(done(lr_id_number, "H123456789", hk), "invalid.permit_hk_macau");
    EXPECT_EQ(done(lr_id_number, "12345678", tw), std::nullopt);
    EXPECT_EQ(done(lr_id_number, "1234567", tw), "invalid.permit_taiwan");
    EXPECT_EQ(done(lr_id_number, "USA110074061910", foreign), std::nullopt);
    EXPECT_EQ(done(lr_id_number, "USA11007406191", foreign), "invalid.permit_foreign");
    EXPECT_EQ(done(lr_id_number, "E1234567", passport), std::nullopt);
    EXPECT_EQ(done(lr_id_number, "E123", passport), "invalid.passport");
}

TEST(Validation, KnowsAMobileNumberByItsSecondDigit) {
    EXPECT_EQ(typing(lr_mobile, "12"), "invalid.mobile");
    EXPECT_EQ(typing(lr_mobile, "1390000"), std::nullopt);
    EXPECT_EQ(done(lr_mobile, "1390000"), "invalid.mobile_length");  // R13
    EXPECT_EQ(done(lr_mobile, "13900000001"), std::nullopt);
    EXPECT_EQ(typing(lr_mobile, "139000000012"), "invalid.mobile_length");
}

class EMail : public testing::TestWithParam<std::pair<const char*, bool>> {};
TEST_P(EMail, HasTheFormOfRfc5321) {
    EXPECT_EQ(!done(agent_email, GetParam().first), GetParam().second);
}
INSTANTIATE_TEST_SUITE_P(
    Validation, EMail,
    testing::Values(std::pair{"yang@example.com", true}, std::pair{"a.b+c_d@mail.example.cn", true},
                    std::pair{"\"yang ben\"@example.com", true}, std::pair{"yang@", false},
                    std::pair{"yang", false}, std::pair{"@example.com", false},
                    std::pair{"yang@example", false}, std::pair{".yang@example.com", false},
                    std::pair{"ya..ng@example.com", false}, std::pair{"yang@-example.com", false},
                    std::pair{"yang@example..com", false}, std::pair{"yang ben@example.com", false},
                    std::pair{"yang@example.123", false}, std::pair{"杨@example.com", false}));

TEST(Validation, RefusesALocalPartLongerThanSixtyFour) {
    EXPECT_EQ(done(agent_email, std::string(65, 'a') + "@example.com"), "invalid.email");
    EXPECT_EQ(done(agent_email, std::string(64, 'a') + "@example.com"), std::nullopt);
}

TEST(Validation, ChecksABankCardByLuhn) {
    EXPECT_EQ(done(agent_card, "6222020000000000001"), "invalid.card_check");  // R13
    EXPECT_EQ(done(agent_card, "4000000000000002"), std::nullopt);
    EXPECT_EQ(done(agent_card, "400000000000"), "invalid.card_length");
    EXPECT_EQ(done(org_account, "1234567"), "invalid.account");
    EXPECT_EQ(done(org_account, "12345678"), std::nullopt);
}

TEST(Validation, RefusesAnExpiredTermAndAnExpiredDocument) {
    EXPECT_EQ(done(org_term, "2015-01-02至2026-11-21"), "invalid.term_over");
    EXPECT_EQ(done(org_term, "2015年01月02日至2026年11月22日"), std::nullopt);
    EXPECT_EQ(done(lr_id_expiry, "2026-11-21"), "invalid.id_expired");
    EXPECT_EQ(done(lr_id_expiry, "长期"), std::nullopt);
    EXPECT_EQ(done(lr_id_expiry, "20310504"), std::nullopt);
    EXPECT_EQ(done(lr_id_expiry, "2031"), "invalid.date");
}

TEST(Validation, RefusesADayThatIsNotInTheCalendarOrNotYetPast) {
    EXPECT_EQ(done(org_established, "2015-02-29"), "invalid.date");
    EXPECT_EQ(done(org_established, "2027-01-01"), "invalid.date_future");
}

TEST(Validation, BringsTextsIntoOneForm) {
    EXPECT_EQ(normal_form(org_code, " 91350100m000100y43 "), "91350100M000100Y43");
    EXPECT_EQ(normal_form(org_established, "2015年1月2日"), "2015-01-02");
    EXPECT_EQ(normal_form(org_term, "2015年01月02日至2035年01月01日"), "2015-01-02至2035-01-01");
    EXPECT_EQ(normal_form(org_term, "2015年01月02日至长期"), "2015-01-02至长期");
    EXPECT_EQ(normal_form(lr_id_expiry, "2015.01.02-2035.01.02"), "2035-01-02");
    EXPECT_EQ(normal_form(lr_id_expiry, "2015.01.02-长期"), "长期");
}

TEST(Validation, NamesThatTwoDocumentsTellDifferently) {
    Draft draft;
    draft.readings["licence"].values = {{"person", "样本甲", false, {}}};
    draft.fields[lr_name] = {"样本乙", PictureId{1}, true};
    EXPECT_EQ(done(lr_name, "样本乙", draft), "invalid.names_differ");  // R9
    draft.fields[lr_name].crop.reset();                                 // typed, read from no card
    EXPECT_EQ(done(lr_name, "样本乙", draft), "invalid.name_not_on_licence");
    draft.fields[lr_name].doubtful = false;  // the customer has decided
    EXPECT_EQ(done(lr_name, "样本乙", draft), std::nullopt);
}

TEST(Validation, GivesEachFieldItsKeyboard) {
    EXPECT_EQ(keyboard_for(lr_id_number, {}), Keyboard::id_number);
    EXPECT_EQ(keyboard_for(lr_id_number, with_id_type("passport")), Keyboard::latin);
    EXPECT_EQ(keyboard_for(org_name, {}), Keyboard::chinese);
    EXPECT_EQ(keyboard_for(agent_email, {}), Keyboard::latin);
    EXPECT_EQ(keyboard_for(sms_code, {}), Keyboard::numeric);
}

TEST(Validation, CollectsTheFaultsOfAForm) {
    Draft draft;
    draft.fields[lr_mobile].text = "139";
    const std::map<FieldId, std::string> expected{{lr_name, "invalid.missing"},
                                                  {lr_mobile, "invalid.mobile_length"}};
    EXPECT_EQ(faults_of({lr_name, lr_mobile, org_term}, draft), expected);
}

TEST(Dates, AreFoundInARunningText) {
    EXPECT_THAT(dates_in("自2015年1月2日至2035年1月1日"), ElementsAre("2015-01-02", "2035-01-01"));
    EXPECT_EQ(end_in("约定"), std::nullopt);
    EXPECT_EQ(date_in("2015-1-2至2035-1-1"), std::nullopt);
}

}  // namespace
}  // namespace kiosk::flow
