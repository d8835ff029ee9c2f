#include "kiosk/face/actions.hpp"

#include "tests/kiosk/face/observations.hpp"

#include <gtest/gtest.h>

namespace {

using kiosk::face::Action;
using kiosk::face::ActionKind;
using kiosk::face::ActionWatch;

/// The actions of four seconds in which `change` alters the frames from second 2 to second 2 +
/// lasts.
template <class Change>
std::vector<Action> actions(double lasts, Change change, double eyes = 0.3) {
    ActionWatch watch;
    std::vector<Action> all;
    for (int i = 0; i < 4 * made::rate; ++i) {
        auto seen = made::good(i / made::rate);
        seen.face->openness.left_eye = seen.face->openness.right_eye = eyes;
        if (i >= 2 * made::rate && i < (2 + lasts) * made::rate) change(*seen.face);
        for (const auto& action : watch.see(seen)) all.push_back(action);
    }
    return all;
}

TEST(Actions, FindABlinkWithItsTimes) {  // R42
    const auto found = actions(0.2, [](auto& f) { f.openness = {0.08, 0.08, 0.02}; });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, ActionKind::blink);
    EXPECT_NEAR(found[0].onset.count(), 2, 0.01);
    EXPECT_NEAR(found[0].end.count(), 2.2, 0.05);
}

TEST(Actions, JudgeNarrowEyesByThemselves) {  // R42
    const auto found = actions(
        0.2,
        [](auto& f) {
            f.openness = {0.05, 0.05, 0};
        },
        0.12);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, ActionKind::blink);
}

TEST(Actions, TellTheSidesApart) {  // R42
    const auto left = actions(1, [](auto& f) { f.pose.yaw = 20; });
    const auto right = actions(1, [](auto& f) { f.pose.yaw = -20; });
    ASSERT_EQ(left.size(), 1U);
    ASSERT_EQ(right.size(), 1U);
    EXPECT_EQ(left[0].kind, ActionKind::turn_left);
    EXPECT_EQ(right[0].kind, ActionKind::turn_right);
}

TEST(Actions, MeasureFromTheUsualPose) {  // R42
    ActionWatch watch;
    std::vector<Action> all;
    for (int i = 0; i < 100; ++i) {
        auto seen = made::good(i / made::rate);
        seen.face->pose.yaw = i < 60 ? 12 : 20;  // a head held askew, then a little more
        for (const auto& action : watch.see(seen)) all.push_back(action);
    }
    EXPECT_TRUE(all.empty());
    EXPECT_TRUE(watch.under_way().empty());
}

TEST(Actions, DoNotCountSmallMovements) {  // R42
    EXPECT_TRUE(actions(1, [](auto& f) { f.pose.yaw = 12; }).empty());
    EXPECT_TRUE(actions(1, [](auto& f) { f.openness.mouth = 0.1; }).empty());
}

TEST(Actions, DoNotTakeForeshortenedEyesForABlink) {  // R42
    const auto found = actions(1, [](auto& f) {
        f.pose.yaw = 25;
        f.openness = {0.1, 0.1, 0.3};
    });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, ActionKind::turn_left);
}

TEST(Actions, EndNowhereWhenTheFaceGoes) {  // R42
    ActionWatch watch;
    for (int i = 0; i < 40; ++i) (void)watch.see(made::good(i / made::rate));
    auto turned = made::good(1.6);
    turned.face->pose.yaw = 25;
    (void)watch.see(turned);
    EXPECT_EQ(watch.under_way().size(), 1U);
    EXPECT_TRUE(watch.see(made::empty(1.64)).empty());
    EXPECT_TRUE(watch.see(made::good(1.68)).empty());
}

TEST(Actions, AreNeutralOnceTheFaceIsKnown) {  // R42
    ActionWatch watch;
    (void)watch.see(made::good(0));
    EXPECT_FALSE(watch.neutral());
    for (int i = 1; i < 6; ++i) (void)watch.see(made::good(i / made::rate));
    EXPECT_TRUE(watch.neutral());
}

TEST(Actions, TakeAnotherPostureForTheUsualOneAfterAWhile) {  // R42
    ActionWatch watch;
    for (int i = 0; i < 400; ++i) {
        auto seen = made::good(i / made::rate);
        if (i > 50) seen.face->pose.yaw = 10;
        EXPECT_TRUE(watch.see(seen).empty());
    }
    EXPECT_TRUE(watch.neutral());
}

}  // namespace
