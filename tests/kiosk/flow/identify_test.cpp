#include "kiosk/flow/identify.hpp"

#include "tests/kiosk/flow/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;
using enum FieldId;
using I = Identify;

struct IdentifyTest : testing::Test, Table<Identify> {
    void fail(const Asked& asked, const std::string& code) {
        Problem problem;
        problem.code = code;
        say(Failed{asked.id, problem});
    }
    void ask_for(const std::string& number) {
        take(I::begin(draft, I::By::document));
        say(Edited{document_number, number});
        say(Next{});
    }
    void get_code() {
        ask_for("11010519491231002x");
        say(CodeSent{at<I::Opening>()->asked.id, {"I1", "139****0001", 60s, 5}});
    }
    void enter(const std::string& code) {
        say(Edited{sms_code, code});
        say(Next{});
    }
};

TEST_F(IdentifyTest, AsksForADocumentNumberFirst) {
    ask_for("110105194912310021");
    ASSERT_TRUE(at<I::Asking>());
    EXPECT_EQ(at<I::Asking>()->fault, "invalid.document_check");  // R13
}

TEST_F(IdentifyTest, SendsACodeToThePhoneInTheOrders) {
    get_code();
    ASSERT_TRUE(at<I::Coding>());
    EXPECT_EQ(at<I::Coding>()->ticket.masked_mobile, "139****0001");  // R30
}

TEST_F(IdentifyTest, KnowsTheNumberOfADuplicateAlready) {
    draft.fields[org_code].text = "91350100M000100Y43";
    take(I::begin(draft, I::By::duplicate));
    ASSERT_TRUE(asked_for<OpenIdentification>());  // R16
    EXPECT_EQ(asked_for<OpenIdentification>()->number, "91350100M000100Y43");
    EXPECT_EQ(asked_for<OpenIdentification>()->by, "duplicate");
}

TEST_F(IdentifyTest, ErasesTheCodeTheMomentItIsSent) {
    get_code();
    enter("123456");
    ASSERT_TRUE(asked_for<VerifyIdentification>());
    EXPECT_EQ(asked_for<VerifyIdentification>()->code.view(), "123456");
    EXPECT_TRUE(draft.text(sms_code).empty());  // R95
}

TEST_F(IdentifyTest, DoesNotSendHalfACode) {
    get_code();
    enter("123");
    EXPECT_FALSE(asked_for<VerifyIdentification>());
    EXPECT_EQ(at<I::Coding>()->problem->code, "code-incomplete");
}

TEST_F(IdentifyTest, ShowsOrdersOnlyAfterTheCode) {
    get_code();
    enter("123456");
    EXPECT_TRUE(draft.found.empty());  // R16
    say(Identified{at<I::Coding>()->asked->id, {{"A1", "new", "draft_agent", "样例*", "", {}}}});
    EXPECT_EQ(outcome, I::Outcome::identified);
    EXPECT_EQ(draft.found.size(), 1U);  // R30
}

TEST_F(IdentifyTest, TellsAWrongCodeAndHowManyTriesAreLeft) {
    get_code();
    enter("123456");
    Problem wrong;
    wrong.code = "wrong-code";
    wrong.tries_left = 3;
    say(Failed{at<I::Coding>()->asked->id, wrong});
    EXPECT_EQ(at<I::Coding>()->ticket.tries_left, 3);
}

TEST_F(IdentifyTest, SendsANewCodeOnlyAfterTheCoolDown) {
    get_code();
    say(CodeResent{});
    EXPECT_FALSE(asked_for<ResendIdentification>());
    draft.now += 60s;
    say(CodeResent{});
    EXPECT_TRUE(asked_for<ResendIdentification>());
}

TEST_F(IdentifyTest, ReplacesASpentCodeAtOnce) {
    get_code();
    enter("123456");
    fail(*at<I::Coding>()->asked, "code-spent");
    say(CodeResent{});
    EXPECT_TRUE(asked_for<ResendIdentification>());
}

TEST_F(IdentifyTest, LetsAnUnknownNumberBeTypedAgain) {
    ask_for("11010519491231002X");
    fail(at<I::Opening>()->asked, "nobody-known");
    ASSERT_TRUE(at<I::Unknown>());
    say(Retried{});
    EXPECT_TRUE(at<I::Asking>());
    EXPECT_EQ(draft.text(document_number), "11010519491231002X");
}

TEST_F(IdentifyTest, LeavesNoNumberBehind) {
    ask_for("11010519491231002X");
    fail(at<I::Opening>()->asked, "offline");
    say(Back{});
    say(Back{});
    EXPECT_EQ(outcome, I::Outcome::left);
    EXPECT_TRUE(draft.text(document_number).empty());
}

TEST_F(IdentifyTest, ReadsTheNumberFromTheReceipt) {
    take(I::begin(draft, I::By::document));
    say(I::SlipWanted{});
    ASSERT_TRUE(asked_for<ScanCode>());
    say(CodeScanned{asked_for<ScanCode>()->ask, "https://sample/o/2026"});
    ASSERT_TRUE(asked_for<OpenIdentification>());
    EXPECT_EQ(asked_for<OpenIdentification>()->by, "slip");
    EXPECT_EQ(asked_for<OpenIdentification>()->number, "https://sample/o/2026");  // R28 R30
}

TEST_F(IdentifyTest, SwitchesTheCameraOffWhenTheReceiptIsGivenUp) {
    take(I::begin(draft, I::By::slip));
    say(Back{});
    EXPECT_TRUE(asked_for<StopPreview>());
    EXPECT_TRUE(at<I::Asking>());  // R90
}

TEST_F(IdentifyTest, TakesAKeyInstead) {
    take(I::begin(draft, I::By::document));
    say(I::KeyWanted{});
    EXPECT_EQ(outcome, I::Outcome::key);  // R30
}

}  // namespace
}  // namespace kiosk::flow
