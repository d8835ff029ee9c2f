#include "kiosk/face/guidance.hpp"

#include "tests/kiosk/face/observations.hpp"

#include <gtest/gtest.h>

namespace {

using kiosk::face::Guidance;
using kiosk::face::Guide;

kiosk::face::Observation of_size(double at, double head_size) {
    auto seen = made::good(at);
    seen.face->quality.head_size = head_size;
    return seen;
}

TEST(Guidance, AnswersTheFirstFrameAtOnce) {  // R41
    Guide guide;
    EXPECT_EQ(guide.see(of_size(0, 0.2)), Guidance::too_far);
}

TEST(Guidance, SaysTheMostUrgentOnly) {  // R41
    auto seen = of_size(0, 0.2);
    seen.face->quality.luminance_mean = 0.1;
    seen.faces = 2;
    Guide guide;
    EXPECT_EQ(guide.see(seen), Guidance::several_faces);
}

TEST(Guidance, DoesNotChangeForAMoment) {  // R41
    Guide guide;
    (void)guide.see(made::good(0));
    EXPECT_EQ(guide.see(made::empty(0.1)), Guidance::fine);
    EXPECT_EQ(guide.see(made::good(0.2)), Guidance::fine);
    (void)guide.see(made::empty(0.3));
    EXPECT_EQ(guide.see(made::empty(0.65)), Guidance::no_face);
}

TEST(Guidance, KeepsItsWordAtTheBound) {  // R41
    Guide guide;
    (void)guide.see(of_size(0, 0.29));
    for (int i = 1; i < 20; ++i)  // better, but not clearly
        EXPECT_EQ(guide.see(of_size(i * 0.1, 0.32)), Guidance::too_far);
    for (int i = 20; i < 30; ++i) (void)guide.see(of_size(i * 0.1, 0.36));
    EXPECT_EQ(guide.shown(), Guidance::fine);
    for (int i = 30; i < 40; ++i) EXPECT_EQ(guide.see(of_size(i * 0.1, 0.32)), Guidance::fine);
}

TEST(Guidance, TakesNarrowEyesForOpen) {  // R41
    Guide guide;
    auto seen = made::good(0);
    seen.face->openness = {0.13, 0.13, 0};
    for (seen.at = {}; seen.at.count() < 2; seen.at += kiosk::face::Seconds(0.1))
        EXPECT_EQ(guide.see(seen), Guidance::fine);
}

TEST(Guidance, HasANameForEach) {
    EXPECT_EQ(to_string(Guidance::no_face), "no_face");
    EXPECT_EQ(to_string(Guidance::eyes_closed), "eyes_closed");
    EXPECT_EQ(to_string(Guidance::fine), "fine");
}

}  // namespace
