#include "kiosk/flow/prove.hpp"

#include "tests/kiosk/flow/sample_draft.hpp"

namespace kiosk::flow {
namespace {

struct ProveFlow : testing::Test, Walk<Prove> {
    void find(KeySeen::State state, bool issued = true) {
        on(KeyFound{to(), {state, "SAMPLE0001", 3, issued}});
    }
    void enter(std::string_view pin) {
        for (const char digit : pin) on(DigitTyped{digit});
        on(Next{});
    }
    void proving() {
        begin();
        find(KeySeen::State::foreign);
        enter("147258");
    }
    void refused(int left) {
        Problem problem;
        problem.code = left > 0 ? "wrong-pin" : "key-locked";
        problem.tries_left = left;
        on(Failed{to(), problem});
    }
};

TEST_F(ProveFlow, AsksTheHolderForThePinOfAKeyOfThisCa) {
    begin();
    EXPECT_TRUE(asks<AwaitKey>());
    find(KeySeen::State::foreign);
    EXPECT_EQ(in<Prove::EnteringPin>().tries_left, 3);  // R50
}

TEST_F(ProveFlow, TellsWhyAnotherKeyWillNotDo) {
    for (const auto state : {KeySeen::State::blank, KeySeen::State::broken}) {
        begin();
        find(state, false);
        EXPECT_TRUE(is<Prove::WrongKey>());
        EXPECT_TRUE(asks<AwaitKeyRemoval>());  // R50
    }
    begin();
    find(KeySeen::State::foreign, false);
    EXPECT_TRUE(is<Prove::WrongKey>());
}

TEST_F(ProveFlow, HandsThePinToTheKeyAlone) {
    proving();
    EXPECT_EQ(asked<ProveKey>().serial, "SAMPLE0001");
    EXPECT_EQ(asked<ProveKey>().pin.view(), "147258");
    EXPECT_TRUE(is<Prove::Proving>());  // R53
}

TEST_F(ProveFlow, DoesNotSpendATryOnAShortPin) {
    begin();
    find(KeySeen::State::foreign);
    enter("1472");
    EXPECT_EQ(in<Prove::EnteringPin>().fault, "issue.pin.short");
    EXPECT_TRUE(step.effects.empty());
}

TEST_F(ProveFlow, SaysHowManyTriesAreLeft) {
    proving();
    refused(2);
    EXPECT_EQ(in<Prove::EnteringPin>().tries_left, 2);
    EXPECT_EQ(in<Prove::EnteringPin>().fault, "pin.wrong");
    EXPECT_EQ(in<Prove::EnteringPin>().pin.size(), 0U);  // R50
}

TEST_F(ProveFlow, OffersToUnlockAKeyThatHasLockedItself) {
    proving();
    refused(0);
    EXPECT_EQ(in<Prove::WrongKey>().key.state, KeySeen::State::locked);
    on(Prove::UnlockWanted{});
    EXPECT_EQ(step.outcome, Prove::Outcome::unlock);  // R38
}

TEST_F(ProveFlow, KnowsTheHolderAndTheOrders) {
    proving();
    on(KeyProven{to(), {"SAMPLE0001", "样本单位", {}, "2027-01-01", true}, {OrderSummary{}}});
    EXPECT_EQ(step.outcome, Prove::Outcome::proven);
    EXPECT_EQ(draft.holder.organisation, "样本单位");
    EXPECT_EQ(draft.found.size(), 1U);  // R30
}

TEST_F(ProveFlow, GoesOnWhenThePulledKeyIsBack) {
    proving();
    fails("key-removed");
    EXPECT_TRUE(asks<AwaitKey>());
    find(KeySeen::State::foreign);
    EXPECT_TRUE(is<Prove::EnteringPin>());  // R52
}

TEST_F(ProveFlow, TellsThatTheKeyWasChanged) {
    proving();
    fails("key-changed");
    EXPECT_EQ(in<Prove::Interrupted>().problem.code, "key-changed");
    on(Retried{});
    EXPECT_TRUE(asks<AwaitKey>());  // R50
}

}  // namespace
}  // namespace kiosk::flow
