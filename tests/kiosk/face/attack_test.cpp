#include "kiosk/face/attack.hpp"

#include "kiosk/face/repetition.hpp"
#include "tests/kiosk/face/observations.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <opencv2/core.hpp>

namespace {

using namespace kiosk::face;

/// Noise like a sensor's, different in every frame.
cv::Mat picture(int frame) {
    cv::Mat rgb(48, 64, CV_8UC3);
    cv::RNG random(static_cast<unsigned>(frame + 1));
    random.fill(rgb, cv::RNG::NORMAL, cv::Scalar::all(120), cv::Scalar::all(6));
    return rgb;
}

FrameOrigin origin(int frame) { return {"camera", static_cast<std::uint32_t>(frame + 1)}; }

/// Signs of `count` frames; `change` alters observation and origin.
template <class Change>
std::vector<AttackFinding> signs(int count, Change change) {
    AttackWatch watch;
    std::vector<AttackFinding> all;
    for (int i = 0; i < count; ++i) {
        auto seen = made::good(i / made::rate);
        seen.face->pose.yaw = 3 * (i % 20) / 10.0;
        auto from = origin(i);
        change(i, seen, from);
        for (const auto& finding : watch.see(picture(i), from, seen)) all.push_back(finding);
    }
    return all;
}

TEST(AttackWatch, ReportsASignOnceWhileItLasts) {  // R43
    const auto found = signs(20, [](int i, auto& seen, auto&) { seen.faces = i >= 5 ? 2 : 1; });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].sign, AttackSign::several_faces);
    EXPECT_NEAR(found[0].at.count(), 0.2, 0.001);
}

TEST(AttackWatch, ReportsItAgainWhenItComesAgain) {  // R43
    const auto found =
        signs(20, [](int i, auto& seen, auto&) { seen.faces = i % 10 == 5 ? 2 : 1; });
    EXPECT_EQ(found.size(), 2U);
}

TEST(AttackWatch, NeedsNumbersOfFramesToGrow) {  // R43
    const auto found =
        signs(5, [](int i, auto&, auto& from) { from.sequence = i == 3 ? 3U : from.sequence; });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].sign, AttackSign::time_backwards);
}

TEST(AttackWatch, AllowsFramesToBeLostWithinTheGap) {  // R43
    EXPECT_TRUE(signs(20, [](int i, auto& seen, auto& from) {
                    if (i >= 10) seen.at += Seconds(0.24), from.sequence += 6;
                }).empty());
}

TEST(AttackWatch, ComparesWithTheFirstPerson) {  // R43
    const auto found = signs(30, [](int i, auto& seen, auto&) {
        Descriptor who{};
        who[0] = i < 20 ? 0.1F : 0.7F;
        if (i % 5 == 0) seen.face->descriptor = who;
    });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].sign, AttackSign::identity_change);
    EXPECT_NEAR(found[0].value, 0.6, 1e-3);
}

TEST(AttackWatch, AllowsAPersonToComeBackElsewhere) {  // R43
    EXPECT_TRUE(signs(30, [](int i, auto& seen, auto&) {
                    if (i >= 5 && i < 20) seen = made::empty(seen.at.count());
                    if (i >= 20) seen.face->box.x += 200;
                }).empty());
}

TEST(Repetition, CountsFrozenTime) {  // R43
    Repetition repetition;
    for (int i = 0; i < 10; ++i) repetition.see(picture(std::min(i, 4)), Seconds(i * 0.1));
    EXPECT_NEAR(repetition.frozen_for().count(), 0.5, 0.001);
}

/// Large enough for the noise to vanish in a reduced picture; `dark` of its columns are so.
cv::Mat large_picture(int frame, int dark) {
    cv::Mat rgb(240, 320, CV_8UC3);
    cv::RNG random(static_cast<unsigned>(frame + 1));
    random.fill(rgb, cv::RNG::NORMAL, cv::Scalar::all(120), cv::Scalar::all(4));
    rgb.colRange(0, dark + 1) /= 2;
    return rgb;
}

TEST(Repetition, DoesNotTakeAStillSceneForAReplay) {  // R43
    Repetition repetition;
    for (int i = 0; i < 200; ++i) {
        repetition.see(large_picture(i, 100), Seconds(i * 0.04));
        ASSERT_EQ(repetition.repeated_frames(), 0);
    }
}

TEST(Repetition, KnowsAMovementAgainThroughNoise) {  // R43
    Repetition repetition;
    for (int i = 0; i < 60; ++i) repetition.see(large_picture(i, 5 * (i % 40)), Seconds(i * 0.04));
    EXPECT_GT(repetition.repeated_frames(), 12);
}

}  // namespace
