// Challenges answered in front of the camera (R42), and the pose behind them (R41).

#include "tests/kiosk/face/clips/film.hpp"

namespace {

using film::ask;
using film::watch;
using kiosk::face::ActionKind;
using kiosk::face::ChallengeFailure;
using kiosk::face::ChallengeKind;
using kiosk::face::ChallengeRun;
using sandbox::Likeness;

const sandbox::Script answers{*sandbox::answer_to("blink", 1.2),
                              *sandbox::answer_to("turn_right", 2.4),
                              *sandbox::answer_to("open_mouth", 5), *sandbox::answer_to("nod", 7),
                              *sandbox::answer_to("turn_left", 9)};

kiosk::face::ChallengeList five() {
    return ask({ChallengeKind::blink, ChallengeKind::turn_right, ChallengeKind::open_mouth,
                ChallengeKind::nod, ChallengeKind::turn_left});
}

void passes(Likeness likeness) {
    const auto seen = watch(film::camera(film::person(likeness), answers), 11.5, five());
    EXPECT_TRUE(seen.passed()) << "stopped at challenge " << seen.run.current;
    EXPECT_TRUE(seen.findings.empty());
}

TEST(ChallengeClips, APersonPassesFive) { passes(Likeness::portrait); }      // R42
TEST(ChallengeClips, GlassesPass) { passes(Likeness::glasses); }             // R42
TEST(ChallengeClips, NarrowEyesPass) { passes(Likeness::narrow_eyes); }      // R42
TEST(ChallengeClips, ABeardAndLittleLightPass) { passes(Likeness::other); }  // R42

TEST(ChallengeClips, OnsetIsWhenTheScriptMoves) {  // R42
    const auto seen = watch(film::camera(film::person(), {*sandbox::answer_to("open_mouth", 1.5)}),
                            4, ask({ChallengeKind::open_mouth}));
    ASSERT_TRUE(seen.passed());
    EXPECT_NEAR(seen.run.steps[0].action->onset.count(), 1.6, 0.2);
    EXPECT_NEAR(seen.run.steps[0].action->end.count(), 2.6, 0.2);
}

TEST(ChallengeClips, TheOtherSideIsWrong) {  // R42
    const auto seen = watch(film::camera(film::person(), {*sandbox::answer_to("turn_left", 1.2)}),
                            3, ask({ChallengeKind::turn_right}));
    const auto* failed = std::get_if<ChallengeRun::Failed>(&seen.run.state);
    ASSERT_NE(failed, nullptr);
    EXPECT_EQ(failed->why, ChallengeFailure::wrong_action);
}

TEST(ChallengeClips, APhotoAnswersNothing) {  // R42, R43
    auto view = film::small_view();
    view.flat = true;
    const sandbox::Script script{{sandbox::Act::Kind::yaw, 1.2, 1.8, 30},
                                 {sandbox::Act::Kind::pitch, 3.5, 1.2, 30}};
    const auto seen = watch(film::camera(film::person(), script, view), 5);
    EXPECT_TRUE(seen.actions().empty());
}

kiosk::face::Pose pose_at(double yaw, double pitch, double roll) {
    static const auto person = film::person();
    sandbox::Gesture gesture;
    gesture.yaw = yaw;
    gesture.pitch = pitch;
    gesture.roll = roll;
    film::observer().forget();
    auto view = sandbox::View{};
    return film::observer()
        .look(person.picture(gesture, view), kiosk::face::Seconds(0))
        .face.value()
        .pose;
}

TEST(PoseOfTheVirtualPerson, IsWithinFiveDegreesUpToTwentyFive) {  // R41
    for (const double angle : {-25., -20., -15., -10., -5., 0., 5., 10., 15., 20., 25.}) {
        EXPECT_NEAR(pose_at(angle, 0, 0).yaw, angle, 5);
        EXPECT_NEAR(pose_at(0, angle, 0).pitch, angle, 5);
        EXPECT_NEAR(pose_at(0, 0, angle).roll, angle, 5);
    }
}

}  // namespace
