#include "kiosk/flow/view.hpp"

#include "tests/kiosk/flow/sample_draft.hpp"

namespace kiosk::flow {
namespace {

struct ViewFlow : testing::Test, Walk<View> {
    void find(KeySeen::State state, bool issued) {
        begin();
        on(KeyFound{to(), {state, "SAMPLE0001", 3, issued}});
    }
    void type(std::string_view pin) {
        for (const char digit : pin) on(DigitTyped{digit});
        on(Next{});
    }
    void changing() {
        find(KeySeen::State::foreign, true);
        on(View::PinChangeWanted{});
        type("147258");
        type("903172");
        type("903172");
    }
};

TEST_F(ViewFlow, ShowsEveryKeyWhateverItIs) {
    using State = KeySeen::State;
    for (const auto state : {State::blank, State::foreign, State::locked, State::broken}) {
        find(state, false);
        EXPECT_EQ(in<View::Showing>().key.state, state);
        EXPECT_TRUE(asks<AwaitKeyRemoval>());  // R39 R50
    }
}

TEST_F(ViewFlow, WaitsForTheNextKeyWhenThisOneIsTaken) {
    find(KeySeen::State::blank, false);
    on(KeyRemoved{to()});
    EXPECT_TRUE(asks<AwaitKey>());
}

TEST_F(ViewFlow, ChangesThePinOfAKeyInUseOnly) {
    find(KeySeen::State::foreign, false);
    on(View::PinChangeWanted{});
    EXPECT_TRUE(is<View::Showing>());
    changing();
    EXPECT_EQ(asked<ChangePin>().old_pin.view(), "147258");
    EXPECT_EQ(asked<ChangePin>().new_pin.view(), "903172");
    on(PinChanged{to()});
    EXPECT_TRUE(in<View::Showing>().pin_changed);  // R39
}

TEST_F(ViewFlow, WantsAPinThatIsNew) {
    find(KeySeen::State::foreign, true);
    on(View::PinChangeWanted{});
    type("147258");
    type("147258");
    EXPECT_EQ(in<View::ChoosingPin>().fault, "pin.same");
}

TEST_F(ViewFlow, TellsTheTriesLeftAfterAWrongPin) {
    changing();
    Problem wrong;
    wrong.code = "wrong-pin";
    wrong.tries_left = 1;
    on(Failed{to(), wrong});
    EXPECT_EQ(in<View::EnteringPin>().tries_left, 1);  // R50
}

TEST_F(ViewFlow, ShowsThatTheKeyHasLockedItself) {
    changing();
    fails("key-locked");
    EXPECT_EQ(in<View::Showing>().key.state, KeySeen::State::locked);
    on(View::UnlockWanted{});
    EXPECT_EQ(step.outcome, View::Outcome::unlock);  // R38
}

TEST_F(ViewFlow, RemindsOfTheKeyOnTheWayOut) {
    find(KeySeen::State::blank, false);
    on(Back{});
    EXPECT_TRUE(is<View::Removing>());
    fails("timed-out");
    EXPECT_TRUE(is<View::Removing>());
    on(KeyRemoved{to()});
    EXPECT_EQ(step.outcome, View::Outcome::left);  // R90
}

}  // namespace
}  // namespace kiosk::flow
