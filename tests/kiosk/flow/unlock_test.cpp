#include "kiosk/flow/unlock.hpp"

#include "tests/kiosk/flow/sample_draft.hpp"

namespace kiosk::flow {
namespace {

struct UnlockFlow : testing::Test, Walk<Unlock> {
    void find(KeySeen::State state, bool issued = true, const char* serial = "SAMPLE0001") {
        on(KeyFound{to(), {state, serial, 0, issued}});
    }
    void verified() {
        draft.order.key_serial = "SAMPLE0001";
        step = Unlock::resume(draft);
    }
    void type(std::string_view pin) {
        for (const char digit : pin) on(DigitTyped{digit});
        on(Next{});
    }
    void working() {
        verified();
        find(KeySeen::State::locked);
        type("903172");
        type("903172");
    }
};

TEST_F(UnlockFlow, ExplainsAndAppliesForTheKeyInTheReader) {
    begin();
    find(KeySeen::State::locked);
    EXPECT_TRUE(is<Unlock::Explaining>());
    on(Next{});
    EXPECT_EQ(step.outcome, Unlock::Outcome::apply);
    EXPECT_EQ(draft.wanted_key, "SAMPLE0001");  // R38
}

TEST_F(UnlockFlow, LeavesStrangersKeysAlone) {
    begin();
    find(KeySeen::State::locked, false);
    EXPECT_TRUE(is<Unlock::WrongKey>());
    EXPECT_TRUE(asks<AwaitKeyRemoval>());  // R50
}

TEST_F(UnlockFlow, ThePersonIsKnownBeforeAPinIsSet) {
    begin();
    find(KeySeen::State::locked);
    on(DigitTyped{'1'});
    EXPECT_TRUE(is<Unlock::Explaining>());  // R38
}

TEST_F(UnlockFlow, SetsTheNewPinOfTheOrdersKeyOnly) {
    verified();
    find(KeySeen::State::locked, true, "SAMPLE0002");
    EXPECT_TRUE(in<Unlock::WrongKey>().another);
    on(KeyRemoved{to()});
    find(KeySeen::State::locked);
    EXPECT_TRUE(is<Unlock::SettingPin>());  // R50
}

TEST_F(UnlockFlow, RefusesAWeakPin) {
    verified();
    find(KeySeen::State::locked);
    type("123456");
    EXPECT_EQ(in<Unlock::SettingPin>().fault, "issue.pin.runs");  // R51
}

TEST_F(UnlockFlow, ProvesTheKeyAndRemindsToTakeIt) {
    working();
    EXPECT_EQ(asked<UnblockKey>().order, "order-1");
    EXPECT_EQ(asked<UnblockKey>().pin.view(), "903172");
    on(OrderReplied{to(), draft.order});
    EXPECT_TRUE(asks<AwaitKeyRemoval>());
    on(KeyRemoved{to()});
    EXPECT_EQ(step.outcome, Unlock::Outcome::completed);  // R38 R90
}

TEST_F(UnlockFlow, GoesOnWhenThePulledKeyIsBack) {
    working();
    fails("key-removed");
    EXPECT_TRUE(asks<AwaitKey>());
    find(KeySeen::State::locked);
    EXPECT_TRUE(is<Unlock::SettingPin>());  // R52
}

TEST_F(UnlockFlow, IsNotDoneWhileTheKeyIsStillIn) {
    working();
    on(OrderReplied{to(), draft.order});
    fails("timed-out");
    on(Next{});
    EXPECT_FALSE(step.outcome);
    EXPECT_FALSE(in<Unlock::Done>().removed);  // R90
}

}  // namespace
}  // namespace kiosk::flow
