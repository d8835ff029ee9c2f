// Every sign of an attack in a clip made for it, and none in an honest one (R43).

#include "tests/kiosk/face/clips/film.hpp"

namespace {

using film::watch;
using kiosk::face::AttackSign;
using kiosk::face::ChallengeKind;
using sandbox::Likeness;

TEST(AttackClips, AnHonestPersonShowsNoSign) {  // R43
    const sandbox::Script script{*sandbox::answer_to("blink", 0.8),
                                 *sandbox::answer_to("turn_left", 1.6),
                                 *sandbox::answer_to("nod", 4)};
    const auto seen = watch(film::camera(film::person(), script), 6);
    for (const auto& finding : seen.findings)
        ADD_FAILURE() << to_string(finding.sign) << " at " << finding.at.count();
    EXPECT_EQ(seen.actions().size(), 3U);
}

TEST(AttackClips, APrintedPhotoIsFlat) {  // R43
    auto view = film::small_view();
    view.flat = true;
    const sandbox::Script tilt{{sandbox::Act::Kind::yaw, 0.5, 2, 55}};
    const auto seen = watch(film::camera(film::person(), tilt, view), 2.5);
    EXPECT_TRUE(seen.shows(AttackSign::flat_picture));
}

TEST(AttackClips, AReplayRepeatsItself) {  // R43
    const auto honest = film::camera(film::person(), {*sandbox::answer_to("turn_left", 0.3)});
    std::vector<cv::Mat> recorded;
    for (unsigned i = 0; i < 50; ++i) recorded.push_back(honest(i).rgb);
    const auto seen =
        watch([&](unsigned i) { return film::frame(recorded[i % recorded.size()], i); }, 4.5);
    EXPECT_TRUE(seen.shows(AttackSign::repeated));
}

TEST(AttackClips, AFrozenPictureIsNoticed) {  // R43
    const auto honest = film::camera(film::person(), {});
    const cv::Mat last = honest(10).rgb;
    const auto seen =
        watch([&](unsigned i) { return i < 10 ? honest(i) : film::frame(last, i); }, 1.2);
    EXPECT_TRUE(seen.shows(AttackSign::frozen));
    EXPECT_FALSE(seen.shows(AttackSign::repeated));
}

TEST(AttackClips, ACutToAnotherPlaceIsARegionJump) {  // R43
    const auto person = film::person();
    const auto seen = watch(
        [&](unsigned i) {
            auto gesture = sandbox::gesture_at({}, i / film::rate);
            if (i >= 15) gesture.shift_cm.x += 12;
            return film::frame(person.picture(gesture, film::small_view(), i), i);
        },
        1.5);
    EXPECT_TRUE(seen.shows(AttackSign::region_jump));
}

TEST(AttackClips, AnotherPersonIsAChangeOfIdentity) {  // R43
    const auto first = film::camera(film::person(), {});
    const auto second = film::camera(film::person(Likeness::other), {});
    const auto seen = watch([&](unsigned i) { return i < 25 ? first(i) : second(i); }, 4);
    EXPECT_TRUE(seen.shows(AttackSign::identity_change));
}

TEST(AttackClips, TheSamePersonInOtherLightIsNone) {  // R43
    const auto person = film::person();
    const auto seen = watch(
        [&](unsigned i) {
            auto view = film::small_view();
            view.light = 1 - 0.35 * std::min(1.0, i / 60.0);
            return film::frame(person.picture(sandbox::gesture_at({}, i / film::rate), view, i), i);
        },
        4);
    EXPECT_FALSE(seen.shows(AttackSign::identity_change));
}

TEST(AttackClips, TwoFacesAreSeveral) {  // R43
    const auto person = film::person();
    const auto seen = watch(
        [&](unsigned i) {
            auto view = film::small_view();
            view.size.width /= 2;
            view.view_deg = 32;
            cv::Mat both;
            const auto one = person.picture(sandbox::gesture_at({}, i / film::rate), view, i);
            cv::hconcat(one, person.picture(sandbox::gesture_at({}, i), view, i + 1000), both);
            return film::frame(both, i);
        },
        0.6);
    EXPECT_TRUE(seen.shows(AttackSign::several_faces));
}

TEST(AttackClips, AGapInTheFramesIsNoticed) {  // R43
    const auto honest = film::camera(film::person(), {});
    const auto seen = watch(
        [&](unsigned i) {
            auto frame = honest(i);
            if (i >= 5) frame.at += kiosk::face::Seconds(0.35);
            return frame;
        },
        0.5);
    EXPECT_TRUE(seen.shows(AttackSign::frame_gap));
}

TEST(AttackClips, AnotherCameraIsNoticed) {  // R43
    const auto honest = film::camera(film::person(), {});
    const auto seen = watch(
        [&](unsigned i) {
            auto frame = honest(i);
            if (i >= 5) frame.origin.camera = "another";
            return frame;
        },
        0.5);
    EXPECT_TRUE(seen.shows(AttackSign::camera_changed));
}

TEST(AttackClips, TimeThatRunsBackwardsIsNoticed) {  // R43
    const auto honest = film::camera(film::person(), {});
    const auto seen = watch(
        [&](unsigned i) {
            auto frame = honest(i);
            if (i == 6) frame.at -= kiosk::face::Seconds(0.1);
            return frame;
        },
        0.5);
    EXPECT_TRUE(seen.shows(AttackSign::time_backwards));
}

TEST(AttackClips, AMaskThatNeverMovesIsStill) {  // R43
    const auto person = film::person();
    const auto seen = watch(
        [&](unsigned i) {
            sandbox::Gesture carried;
            carried.shift_cm.x = 0.3 * std::sin(i / 5.0);
            auto frame = film::frame(person.picture(carried, film::small_view(), i), i);
            frame.at = kiosk::face::Seconds(i * 0.15);
            return frame;
        },
        4);
    EXPECT_TRUE(seen.shows(AttackSign::stillness));
}

}  // namespace
