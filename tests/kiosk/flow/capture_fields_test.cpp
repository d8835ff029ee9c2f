#include "kiosk/flow/capture.hpp"
#include "tests/kiosk/flow/sample_readings.hpp"

#include <gtest/gtest.h>

namespace kiosk::flow {
namespace {

using enum FieldId;

struct FillTest : testing::Test {
    Draft draft;
    FillTest() { draft.today = "2026-11-22"; }
};

TEST_F(FillTest, LeavesWhatTheCustomerTypedHimself) {
    draft.fields[org_name].text = "样例科技";
    fill_from(licence(), "licence", draft);
    EXPECT_EQ(draft.text(org_name), "样例科技");
    EXPECT_TRUE(draft.fields[org_name].doubtful);  // R9: typed and read are held against each other
}

TEST_F(FillTest, PutsTheCropBesideTheValue) {
    fill_from(licence(), "licence", draft);
    EXPECT_EQ(draft.fields[org_code].crop, PictureId{52});  // R9
    EXPECT_EQ(draft.text(org_term), "2015-01-02至2035-01-01");
}

TEST_F(FillTest, MarksANumberWhoseCheckDigitIsWrong) {
    auto reading = licence();
    reading.values[1].text = "91350100M000100Y44";
    fill_from(reading, "licence", draft);
    EXPECT_TRUE(draft.fields[org_code].doubtful);  // R9
}

TEST_F(FillTest, TakesTheNameFromTheCardAndMarksADifference) {
    fill_from(licence(), "licence", draft);
    EXPECT_FALSE(draft.fields[lr_name].doubtful);
    fill_from(id_front("样本乙"), "lr_id_front", draft);
    EXPECT_EQ(draft.text(lr_name), "样本乙");
    EXPECT_TRUE(draft.fields[lr_name].doubtful);  // R9
}

TEST_F(FillTest, IsContentWhenLicenceAndCardAgree) {
    fill_from(licence(), "licence", draft);
    fill_from(id_front("样本人"), "lr_id_front", draft);
    EXPECT_FALSE(draft.fields[lr_name].doubtful);
    EXPECT_FALSE(draft.fields[lr_id_number].doubtful);
    EXPECT_EQ(draft.text(lr_id_type), "id_card");
}

TEST_F(FillTest, MarksANumberThatTellsAnotherBirthdayThanTheCard) {
    auto card = id_front("样本人");
    card.values[2].text = "1950年1月1日";
    fill_from(card, "lr_id_front", draft);
    EXPECT_TRUE(draft.fields[lr_id_number].doubtful);
}

TEST_F(FillTest, ReadsHowLongTheCardIsGood) {
    ReadingResult back;
    back.document = "id_back";
    back.values = {{"validity", "2015.01.02-长期", false, {}}};
    fill_from(back, "lr_id_back", draft);
    EXPECT_EQ(draft.text(lr_id_expiry), "长期");
}

}  // namespace
}  // namespace kiosk::flow
