#include "kiosk/face/challenge.hpp"

#include <gtest/gtest.h>

namespace {

using namespace kiosk::face;

ChallengeFrame calm(double at) { return {Seconds(at), 1, true, true, {}, {}, std::nullopt}; }

ChallengeFrame with(double at, ActionKind kind, double onset) {
    auto frame = calm(at);
    frame.ended.push_back({kind, Seconds(onset), Seconds(at), 1});
    return frame;
}

/// A run of these challenges, the first of them prompted at second 1.
ChallengeRun prompted(std::initializer_list<ChallengeKind> kinds) {
    ChallengeRun run;
    run.list.nonce = "n";
    for (const auto kind : kinds) run.list.challenges.push_back({kind, Seconds(6), {}});
    run = next(run, calm(0.7));
    return next(run, calm(1));
}

ChallengeFailure why(const ChallengeRun& run) {
    return std::get<ChallengeRun::Failed>(run.state).why;
}
bool passed(const ChallengeRun& run) {
    return std::holds_alternative<ChallengeRun::Passed>(run.state);
}

TEST(Challenge, IsPromptedOnceTheFaceIsCalm) {  // R42
    ChallengeRun run;
    run.list.challenges = {{ChallengeKind::blink, Seconds(6), {}}};
    run = next(run, calm(0));
    EXPECT_EQ(next(run, calm(0.2)).asked(), nullptr);
    EXPECT_NE(next(run, calm(0.3)).asked(), nullptr);
}

TEST(Challenge, IsNotPromptedWhileGuidanceSpeaks) {  // R41, R42
    ChallengeRun run;
    run.list.challenges = {{ChallengeKind::blink, Seconds(6), {}}};
    auto frame = calm(0);
    frame.usable = false;
    run = next(run, frame);
    frame.at = Seconds(2);
    EXPECT_EQ(next(run, frame).asked(), nullptr);
}

TEST(Challenge, PassesWithTheRightAction) {  // R42
    const auto run = next(prompted({ChallengeKind::blink}), with(2, ActionKind::blink, 1.8));
    EXPECT_TRUE(passed(run));
    ASSERT_EQ(run.steps.size(), 1U);
    EXPECT_TRUE(run.steps[0].passed);
    EXPECT_EQ(run.steps[0].prompted, Seconds(1));
}

TEST(Challenge, DoesNotAcceptAnAnswerFasterThanPeopleAre) {  // R42
    auto run = next(prompted({ChallengeKind::blink}), with(1.4, ActionKind::blink, 1.19));
    EXPECT_FALSE(run.over());
    EXPECT_TRUE(passed(next(run, with(2, ActionKind::blink, 1.8))));
}

TEST(Challenge, FailsWithTheWrongAction) {  // R42
    const auto run =
        next(prompted({ChallengeKind::turn_left}), with(2, ActionKind::turn_right, 1.5));
    EXPECT_EQ(why(run), ChallengeFailure::wrong_action);
    EXPECT_FALSE(run.steps[0].passed);
}

TEST(Challenge, FailsWhileAWrongActionIsStillUnderWay) {  // R42
    auto frame = calm(1.6);
    frame.under_way.push_back({ActionKind::nod, Seconds(1.4), {}, 12});
    EXPECT_EQ(why(next(prompted({ChallengeKind::turn_left}), frame)),
              ChallengeFailure::wrong_action);
}

TEST(Challenge, ForgivesABlinkAtAnyTime) {  // R42
    const auto run = next(prompted({ChallengeKind::nod}), with(2, ActionKind::blink, 1.8));
    EXPECT_FALSE(run.over());
    EXPECT_TRUE(passed(next(run, with(3, ActionKind::nod, 2.2))));
}

TEST(Challenge, ForgivesWhatBeganBeforeThePrompt) {  // R42
    EXPECT_FALSE(next(prompted({ChallengeKind::blink}), with(1.1, ActionKind::nod, 0.9)).over());
}

TEST(Challenge, HasItsWindow) {  // R42
    const auto run = prompted({ChallengeKind::blink});
    EXPECT_FALSE(next(run, calm(6.9)).over());
    EXPECT_EQ(why(next(run, calm(7.1))), ChallengeFailure::too_slow);
}

TEST(Challenge, HoldsWindowsBetweenFiveAndEightSeconds) {  // R42
    auto run = prompted({ChallengeKind::blink});
    run.list.challenges[0].window = Seconds(1);
    EXPECT_FALSE(next(run, calm(5.9)).over());
    run.list.challenges[0].window = Seconds(60);
    EXPECT_EQ(why(next(run, calm(9.1))), ChallengeFailure::too_slow);
}

TEST(Challenge, WaitsForNeutralBetweenTwo) {  // R42
    auto run = prompted({ChallengeKind::blink, ChallengeKind::nod});
    run = next(run, with(2, ActionKind::blink, 1.8));
    EXPECT_EQ(run.asked(), nullptr);
    auto moving = calm(2.5);
    moving.neutral = false;
    run = next(run, moving);
    run = next(run, calm(2.6));
    EXPECT_EQ(run.asked(), nullptr);
    EXPECT_EQ(next(run, calm(2.95)).asked()->kind, ChallengeKind::nod);
}

TEST(Challenge, TakesThirtySecondsInAll) {  // R42
    auto run = prompted({ChallengeKind::blink, ChallengeKind::nod});
    run = next(run, with(2, ActionKind::blink, 1.8));
    auto away = calm(30.9);
    away.usable = false;
    run = next(run, away);
    EXPECT_FALSE(run.over());
    away.at = Seconds(31.1);
    EXPECT_EQ(why(next(run, away)), ChallengeFailure::out_of_time);
}

TEST(Challenge, EndsWhenTheFaceGoes) {  // R42
    auto run = prompted({ChallengeKind::blink});
    auto nobody = calm(1.4);
    nobody.faces = 0;
    nobody.neutral = false;
    run = next(run, nobody);
    EXPECT_FALSE(run.over());
    nobody.at = Seconds(1.6);
    EXPECT_EQ(why(next(run, nobody)), ChallengeFailure::face_lost);
}

TEST(Challenge, EndsWhenASecondPersonComes) {  // R42, R43
    auto two = calm(1.4);
    two.faces = 2;
    EXPECT_EQ(why(next(prompted({ChallengeKind::blink}), two)), ChallengeFailure::several_faces);
}

TEST(Challenge, HearsDigitsFromWhoListens) {  // R44
    auto frame = with(3, ActionKind::open_mouth, 2);
    auto run = next(prompted({ChallengeKind::read_digits}), frame);
    EXPECT_FALSE(run.over());
    frame = calm(5);
    frame.digits_read = true;
    EXPECT_TRUE(passed(next(run, frame)));
    frame.digits_read = false;
    EXPECT_EQ(why(next(run, frame)), ChallengeFailure::digits_wrong);
}

TEST(Challenge, StaysOver) {  // R42
    const auto run = next(prompted({ChallengeKind::blink}), calm(8));
    EXPECT_EQ(why(next(run, with(9, ActionKind::blink, 8.5))), ChallengeFailure::too_slow);
}

TEST(Challenge, IsKnownByTheBackendsNames) {
    EXPECT_EQ(challenge_of("turn_left"), ChallengeKind::turn_left);
    EXPECT_EQ(challenge_of("smile"), std::nullopt);
    EXPECT_EQ(to_string(ChallengeKind::read_digits), "read_digits");
}

}  // namespace
