#include "kiosk/flow/face.hpp"

#include "tests/kiosk/flow/sample_draft.hpp"

#include <gtest/gtest.h>

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;
using Kind = Face::Outcome::Kind;

struct LiveFace : testing::Test {
    Draft draft;
    Face::State state;
    Effects effects;
    std::optional<Face::Outcome> outcome;

    LiveFace() {
        draft.now = Time(1h);
        draft.order.id = "o1";
        draft.readiness.microphone = true;
        take(Face::begin(draft));
    }
    void take(Stepped<Face::State, Face::Outcome> step) {
        state = std::move(step.state);
        effects = std::move(step.effects);
        outcome = step.outcome;
    }
    void on(const Face::Event& event) { take(Face::next(state, event, draft)); }
    template <class S>
    S& at() {
        return std::get<S>(state);
    }
    template <class E>
    const E* effect() const {
        for (const auto& one : effects)
            if (const auto* found = std::get_if<E>(&one)) return found;
        return nullptr;
    }

    void consent() {
        on(AgreementsLoaded{at<Face::Loading>().asked.id, {{"face", "1", {}, {}, "aa"}}});
        on(Face::ConsentTicked{"face"});
        on(Next{});
    }
    static FaceSession drawn() {
        FaceSession session{"f1", FaceState::waiting, {}, {}, 180s, 3, {}, {}};
        session.drawing = FaceDrawing{
            "nonce", {{FaceAction::blink, 8s, {}}, {FaceAction::turn_left, 8s, {}}}, 30s, "pem", 1};
        return session;
    }
    void watch() {
        consent();
        on(FaceReplied{at<Face::Opening>().asked.id, drawn()});
    }
    void see(FaceProgress progress) { on(FaceSeen{at<Face::Watching>().watch.id, progress}); }
    void send() {
        watch();
        on(FaceWatched{at<Face::Watching>().watch.id});
    }
    void decide(FaceState result, int tries_left) {
        FaceSession session{"f1", result, {}, {}, 0s, tries_left, {}, {}};
        on(FaceReplied{at<Face::Sending>().asked->id, session});
    }
    void fail(AskId to, const char* code, Problem::Who who = Problem::Who::technician) {
        Problem problem;
        problem.code = code;
        problem.who = who;
        on(Failed{to, problem});
    }
};

TEST_F(LiveFace, NothingIsTickedBeforehandAndTheCameraIsDark) {  // R40
    on(AgreementsLoaded{at<Face::Loading>().asked.id, {{"face", "1", {}, {}, "aa"}}});
    EXPECT_TRUE(at<Face::Consenting>().ticked.empty());
    EXPECT_EQ(effect<WatchPerson>(), nullptr);
    on(Next{});
    EXPECT_TRUE(at<Face::Consenting>().reminded);
}

TEST_F(LiveFace, RefusingLeavesWithoutPenalty) {  // R40
    on(AgreementsLoaded{at<Face::Loading>().asked.id, {{"face", "1", {}, {}, "aa"}}});
    on(Back{});
    EXPECT_EQ(outcome->kind, Kind::left);
    EXPECT_TRUE(effects.empty());
}

TEST_F(LiveFace, TheConsentGoesWithTheTry) {  // R40 R42
    consent();
    ASSERT_NE(effect<OpenFaceTry>(), nullptr);
    EXPECT_EQ(effect<OpenFaceTry>()->consents[0].sha256, "aa");
    EXPECT_TRUE(effect<OpenFaceTry>()->sound);
}

TEST_F(LiveFace, TheCameraRunsOnceChallengesAreDrawn) {  // R40 R42
    watch();
    ASSERT_NE(effect<WatchPerson>(), nullptr);
    EXPECT_EQ(effect<WatchPerson>()->session.id, "f1");
}

TEST_F(LiveFace, OneInstructionIsShownAndSpokenAtATime) {  // R41 R42
    watch();
    see({FaceGuidance::too_far, 0, false, {}});
    EXPECT_EQ(effect<Say>()->key, "face.guide.too_far");
    see({FaceGuidance::too_far, 0, false, {}});
    EXPECT_EQ(effect<Say>(), nullptr);  // said once
    see({FaceGuidance::fine, 1, true, {}});
    EXPECT_EQ(effect<Say>()->key, "face.do.turn_left");
    EXPECT_EQ(Face::instruction(at<Face::Watching>()), "face.do.turn_left");
}

TEST_F(LiveFace, NothingIsSaidWhileDigitsAreRead) {  // R44
    watch();
    see({FaceGuidance::blurred, 0, true, 2});
    EXPECT_EQ(effect<Say>(), nullptr);
}

TEST_F(LiveFace, TheSealedEvidenceIsSentAndThePersonPasses) {  // R45 R46
    send();
    EXPECT_EQ(effect<SendFaceEvidence>()->session, "f1");
    decide(FaceState::passed, 2);
    EXPECT_TRUE(std::holds_alternative<Face::Passed>(state));
    on(Next{});
    EXPECT_EQ(outcome->kind, Kind::passed);
}

TEST_F(LiveFace, PassedGoesOnByItself) {  // R12
    send();
    decide(FaceState::passed, 2);
    draft.now += 5s;
    on(Ticked{});
    EXPECT_EQ(outcome->kind, Kind::passed);
}

TEST_F(LiveFace, ADecisionThatTakesTimeIsWaitedFor) {  // R46
    send();
    decide(FaceState::deciding, 3);
    EXPECT_EQ(effect<WatchFace>()->session, "f1");
}

TEST_F(LiveFace, WithTriesLeftItIsTriedAgainWithoutAskingAgain) {  // R42 R46
    send();
    decide(FaceState::failed, 2);
    EXPECT_EQ(at<Face::NotPassed>().session.tries_left, 2);
    on(Retried{});
    EXPECT_EQ(effect<OpenFaceTry>()->consents.size(), 1U);
}

TEST_F(LiveFace, OutOfTriesOnlyAnotherWayIsLeft) {  // R46
    send();
    decide(FaceState::failed, 0);
    on(Retried{});
    EXPECT_TRUE(std::holds_alternative<Face::NotPassed>(state));
    EXPECT_TRUE(effects.empty());
    on(Face::PhoneWanted{});
    EXPECT_EQ(outcome->kind, Kind::by_phone);
}

TEST_F(LiveFace, TriesUsedUpElsewhereAreTold) {  // R46
    consent();
    fail(at<Face::Opening>().asked.id, "no-tries-left", Problem::Who::customer);
    EXPECT_EQ(at<Face::NotPassed>().session.tries_left, 0);
}

TEST_F(LiveFace, UndecidedCostsNoTry) {  // R46
    send();
    decide(FaceState::undecided, 0);
    on(Retried{});
    EXPECT_NE(effect<OpenFaceTry>(), nullptr);
}

TEST_F(LiveFace, AnUnpluggedCameraIsTheDevicesFault) {  // R43
    watch();
    fail(at<Face::Watching>().watch.id, "camera-absent");
    EXPECT_TRUE(std::holds_alternative<Face::CameraFault>(state));
    EXPECT_EQ(effect<CancelFace>()->session, "f1");  // no try is used up
    ASSERT_NE(effect<AwaitFaceCamera>(), nullptr);
    on(FaceCameraReady{effect<AwaitFaceCamera>()->ask});
    EXPECT_NE(effect<OpenFaceTry>(), nullptr);
}

TEST_F(LiveFace, AFrozenCameraLeavesTheOtherWays) {  // R43
    watch();
    fail(at<Face::Watching>().watch.id, "camera-frozen");
    on(Face::MethodWanted{Method::bank_transfer});
    EXPECT_EQ(outcome->kind, Kind::by_method);
    EXPECT_EQ(outcome->method, Method::bank_transfer);
}

TEST_F(LiveFace, WithoutMicrophoneNoDigitsAreDrawn) {  // R44
    watch();
    fail(at<Face::Watching>().watch.id, "microphone-absent");
    EXPECT_FALSE(effect<OpenFaceTry>()->sound);
}

TEST_F(LiveFace, ABrokenLineKeepsTheEvidenceAndSendsItAgain) {  // R45 R91
    send();
    fail(at<Face::Sending>().asked->id, "offline", Problem::Who::wait);
    EXPECT_TRUE(at<Face::Sending>().problem.has_value());
    draft.now += 6s;
    on(Ticked{});
    EXPECT_EQ(effect<SendFaceEvidence>()->session, "f1");
}

TEST_F(LiveFace, LeavingInTheMiddleStopsTheCameraAndEndsTheTry) {  // R40
    watch();
    on(Back{});
    EXPECT_NE(effect<StopWatchingPerson>(), nullptr);
    EXPECT_NE(effect<CancelFace>(), nullptr);
    EXPECT_EQ(outcome->kind, Kind::left);
}

TEST_F(LiveFace, AnAnswerToAnotherQuestionIsDropped) {
    watch();
    on(FaceSeen{AskId{999}, {FaceGuidance::dark, 0, false, {}}});
    EXPECT_EQ(at<Face::Watching>().progress.guidance, FaceGuidance::no_face);
}

}  // namespace
}  // namespace kiosk::flow
