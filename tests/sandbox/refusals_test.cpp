#include "deploy/sandbox/refusals.hpp"

#include "deploy/sandbox/field_checks.hpp"

#include <gtest/gtest.h>

namespace sandbox {
namespace {

TEST(Refusals, CanBeTypedAtATerminalThatChecksDigits) {  // R13 R14
    for (const RefusalNote& row : refusal_notes()) {
        if (row.where != "org_code" && row.where != "agent_card") continue;
        EXPECT_FALSE(impossible(row.where, std::string(row.value), "", "2026-03-02")) << row.value;
        EXPECT_TRUE(is_whole(row.where, std::string(row.value), "")) << row.value;
    }
}

TEST(Refusals, AreWhatThePageSays) {
    EXPECT_EQ(registered("91110000MA00A001XR")->lr_name, "样本李明");
    EXPECT_FALSE(registered("91110000MA00A0044F")->known);
    EXPECT_EQ(mobile_effect("13800000002"), MobileEffect::face_fails);
    EXPECT_EQ(mobile_effect("13800000001"), MobileEffect::none);
    EXPECT_EQ(key_effect("A00F1"), KeyEffect::not_in_stock);
    EXPECT_EQ(review_effect("样本驳回有限公司"), ReviewEffect::reject);
}

TEST(FieldChecks, TakeABeginningForWhatItMayBecome) {  // R15
    EXPECT_FALSE(impossible("lr_mobile", "1380", "", "2026-03-02"));
    EXPECT_FALSE(is_whole("lr_mobile", "1380", ""));
    EXPECT_EQ(impossible("lr_mobile", "128", "", "2026-03-02"), "form");
}

TEST(FieldChecks, RefuseWrongCheckDigits) {  // R13
    EXPECT_EQ(impossible("lr_id_number", "110101199001010016", "id_card", "2026-03-02"),
              "check_digit");
    EXPECT_FALSE(impossible("lr_id_number", "E12345678", "passport", "2026-03-02"));
    EXPECT_EQ(impossible("org_code", "91110000MA00A001XX", "", "2026-03-02"), "check_digit");
    EXPECT_EQ(impossible("agent_card", "6222020000000000019", "", "2026-03-02"), "check_digit");
}

TEST(FieldChecks, RefuseWhatHasExpired) {  // R10
    EXPECT_EQ(impossible("lr_id_expiry", "2026-03-01", "id_card", "2026-03-02"), "expired");
    EXPECT_FALSE(impossible("lr_id_expiry", "长期", "id_card", "2026-03-02"));
    EXPECT_EQ(impossible("org_term", "2001-01-01至2021-01-01", "", "2026-03-02"), "expired");
    EXPECT_FALSE(impossible("org_established", "2001-01-01", "", "2026-03-02"));
}

}  // namespace
}  // namespace sandbox
