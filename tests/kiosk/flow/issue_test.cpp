#include "kiosk/flow/issue.hpp"

#include "tests/kiosk/flow/sample_draft.hpp"

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;

struct IssueFlow : testing::Test, Walk<Issuing> {
    void find(KeySeen::State state) { on(KeyFound{to(), {state, "SAMPLE0001", 3}}); }
    void type(std::string_view digits) {
        for (const char digit : digits) on(DigitTyped{digit});
    }
    void pin_pad() {
        begin();
        find(KeySeen::State::blank);
    }
    void work() {
        pin_pad();
        type("147258");
        on(Next{});
        type("147258");
        on(Next{});
    }
    void done() {
        work();
        on(Issued{to(), "0A1B", "2027-11-22", draft.order});
    }
};

TEST_F(IssueFlow, FindsTheKeyByItself) {
    begin();
    EXPECT_TRUE(asks<AwaitKey>());
    find(KeySeen::State::blank);
    EXPECT_TRUE(is<Issuing::SettingPin>());  // R50
}

TEST_F(IssueFlow, NeverWritesAForeignKey) {
    for (const auto state :
         {KeySeen::State::foreign, KeySeen::State::locked, KeySeen::State::broken}) {
        begin();
        find(state);
        EXPECT_TRUE(is<Issuing::WrongKey>());
        EXPECT_TRUE(asks<AwaitKeyRemoval>());  // R50
    }
}

TEST_F(IssueFlow, WaitsForTheNextKeyWhenTheWrongOneIsTaken) {
    begin();
    find(KeySeen::State::foreign);
    on(KeyRemoved{to()});
    EXPECT_TRUE(asks<AwaitKey>());
}

TEST_F(IssueFlow, TakesTheKeyOfItsOwnUnfinishedIssue) {
    begin();
    find(KeySeen::State::own);
    EXPECT_TRUE(is<Issuing::SettingPin>());  // R52
}

TEST_F(IssueFlow, AsksForThePinTwice) {
    pin_pad();
    type("147258");
    on(Next{});
    EXPECT_TRUE(in<Issuing::SettingPin>().confirming);
    type("147258");
    on(Next{});
    EXPECT_EQ(asked<Issue>().pin.view(), "147258");  // R51
}

TEST_F(IssueFlow, BeginsAnewWhenTheTwoDiffer) {
    pin_pad();
    type("147258");
    on(Next{});
    type("147259");
    on(Next{});
    EXPECT_EQ(in<Issuing::SettingPin>().fault, "issue.pin.differs");
    EXPECT_EQ(in<Issuing::SettingPin>().pin.size(), 0U);
    EXPECT_FALSE(in<Issuing::SettingPin>().confirming);  // R51
}

TEST_F(IssueFlow, RefusesAWeakPin) {
    pin_pad();
    type("123456");
    on(Next{});
    EXPECT_EQ(in<Issuing::SettingPin>().fault, "issue.pin.runs");
    EXPECT_EQ(in<Issuing::SettingPin>().pin.size(), 0U);  // R51
}

TEST_F(IssueFlow, LetsMissingDigitsBeAdded) {
    pin_pad();
    type("1472");
    on(Next{});
    type("58");
    on(Next{});
    EXPECT_TRUE(in<Issuing::SettingPin>().confirming);
}

TEST_F(IssueFlow, ErasesADigitAndTakesNoMoreThanEight) {
    pin_pad();
    type("1472583690");
    EXPECT_EQ(in<Issuing::SettingPin>().pin.view(), "14725836");
    on(DigitErased{});
    EXPECT_EQ(in<Issuing::SettingPin>().pin.view(), "1472583");
}

TEST(WeakPin, IsShortRepeatedARunOrABirthday) {
    EXPECT_EQ(weak_pin("12345"), "issue.pin.short");
    EXPECT_EQ(weak_pin("123456789"), "issue.pin.short");
    for (const auto* pin : {"111111", "121212", "112122", "147147", "14721472"})
        EXPECT_EQ(weak_pin(pin), "issue.pin.repeats") << pin;
    for (const auto* pin : {"123456", "987654", "7890123"})
        EXPECT_EQ(weak_pin(pin), "issue.pin.runs") << pin;
    for (const auto* pin : {"19850307", "850307", "198511", "071985"})
        EXPECT_EQ(weak_pin(pin), "issue.pin.birthday") << pin;  // R51
}

TEST(WeakPin, IsNotAnythingElse) {
    for (const auto* pin : {"147258", "90317264", "604937"}) EXPECT_FALSE(weak_pin(pin)) << pin;
}

TEST_F(IssueFlow, ShowsTheStepItIsAt) {
    work();
    on(IssueProgressed{to(), IssueStep::write});
    EXPECT_EQ(in<Issuing::Working>().step, IssueStep::write);  // R51
}

TEST_F(IssueFlow, DropsProgressOfAnotherIssue) {
    work();
    on(IssueProgressed{AskId{999}, IssueStep::confirm});
    EXPECT_EQ(in<Issuing::Working>().step, IssueStep::reserve);
}

TEST_F(IssueFlow, GoesOnWithTheKeyPutBackAndItsPinAskedAgain) {
    work();
    fails("key-removed");
    EXPECT_TRUE(in<Issuing::Interrupted>().again);
    EXPECT_TRUE(asks<AwaitKey>());
    find(KeySeen::State::own);
    EXPECT_TRUE(is<Issuing::SettingPin>());  // R52
}

TEST_F(IssueFlow, LooksOutForThePulledKeyAsLongAsItTakes) {
    work();
    fails("key-removed");
    fails("timed-out");
    EXPECT_TRUE(asks<AwaitKey>());
    find(KeySeen::State::own);
    EXPECT_TRUE(is<Issuing::SettingPin>());  // R52
}

TEST_F(IssueFlow, WaitsForATouchWhenTheNetworkFailed) {
    work();
    fails("offline");
    EXPECT_TRUE(in<Issuing::Interrupted>().again);
    on(Retried{});
    EXPECT_TRUE(asks<AwaitKey>());  // R52
}

TEST_F(IssueFlow, CallsStaffWhenTheCertificateDoesNotMatchTheKey) {
    work();
    fails("key-mismatch");
    EXPECT_FALSE(in<Issuing::Interrupted>().again);  // R51
}

TEST_F(IssueFlow, AsksForThePinAgainWhenTheKeyRefusedIt) {
    work();
    fails("wrong-pin");
    EXPECT_EQ(in<Issuing::SettingPin>().fault, "issue.pin.wrong");
}

TEST_F(IssueFlow, IsOverWhenTheKeyIsTaken) {
    done();
    EXPECT_TRUE(asks<AwaitKeyRemoval>());
    on(Next{});
    EXPECT_FALSE(step.outcome);
    on(KeyRemoved{to()});
    EXPECT_EQ(step.outcome, Issuing::Outcome::completed);  // R28 R90
}

TEST_F(IssueFlow, LetsTheCustomerSayThatTheKeyIsOutWhenTheReaderIsGone) {
    done();
    fails("reader-absent");
    on(Next{});
    EXPECT_EQ(step.outcome, Issuing::Outcome::completed);
}

TEST_F(IssueFlow, SaysThatTheReaderIsMissing) {
    begin();
    fails("reader-absent");
    EXPECT_EQ(in<Issuing::Interrupted>().problem.code, "reader-absent");
}

struct KeptKey : IssueFlow {
    KeptKey() {
        draft.service = "renewal";
        draft.order.key_serial = "SAMPLE0001";
    }
    void work_with_own_pin() {
        begin();
        find(KeySeen::State::foreign);
        type("147258");
        on(Next{});
    }
};

TEST_F(KeptKey, IsOpenedByItsOwnersPin) {
    work_with_own_pin();
    EXPECT_EQ(asked<Issue>().serial, "SAMPLE0001");
    EXPECT_EQ(asked<Issue>().pin.view(), "147258");  // R35
}

TEST_F(KeptKey, IsTheOnlyOneWritten) {
    for (const auto state : {KeySeen::State::blank, KeySeen::State::foreign}) {
        begin();
        on(KeyFound{to(), {state, "SAMPLE0002", 3, true}});
        EXPECT_TRUE(in<Issuing::WrongKey>().another);  // R50
    }
}

TEST_F(KeptKey, SaysHowManyTriesAreLeft) {
    work_with_own_pin();
    Problem wrong;
    wrong.code = "wrong-pin";
    wrong.tries_left = 2;
    on(Failed{to(), wrong});
    EXPECT_EQ(in<Issuing::EnteringPin>().tries_left, 2);  // R50
}

TEST_F(KeptKey, ThatLockedItselfIsTakenOutAndTheOrderWaits) {
    work_with_own_pin();
    fails("key-locked");
    EXPECT_EQ(in<Issuing::WrongKey>().key.state, KeySeen::State::locked);
    on(Back{});
    EXPECT_EQ(step.outcome, Issuing::Outcome::left);  // R50
}

TEST_F(IssueFlow, IsNotDoneWhileTheKeyIsStillIn) {
    done();
    fails("timed-out");
    EXPECT_FALSE(in<Issuing::Done>().removed);
    EXPECT_TRUE(asks<AwaitKeyRemoval>());  // R90
}

}  // namespace
}  // namespace kiosk::flow
