#include "tests/kiosk/flow/visiting.hpp"

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;
using enum FieldId;

TEST_F(Visiting, BeginsWithATouch) {
    on(Started{});
    EXPECT_EQ(page(), "entry.opening");
    EXPECT_EQ(all<LoadChannels>().size(), 1U);  // R1
}

TEST_F(Visiting, BeginsWithNothingElse) {
    on(Next{});
    on(Touched{});
    EXPECT_EQ(page(), "attract");
    EXPECT_FALSE(wake_at(visit));
}

// --- language and look

TEST_F(Visiting, SwitchesTheLanguageOnAnyPage) {
    at_form();
    on(LanguageToggled{});
    EXPECT_EQ(visit.language, Language::en);
    EXPECT_EQ(page(), "organisation.form");
    on(LanguageToggled{});
    EXPECT_EQ(visit.language, Language::zh_cn);  // R93
}

TEST_F(Visiting, SwitchesTheLanguageUnderADialogue) {
    at_form();
    on(HelpWanted{});
    on(LanguageToggled{});
    EXPECT_EQ(visit.language, Language::en);
    EXPECT_TRUE(shown<HelpShown>());  // R93
}

TEST_F(Visiting, EnlargesAndDarkensForOneVisitor) {
    at_form();
    on(LargeTypeToggled{});
    on(ContrastToggled{});
    EXPECT_TRUE(visit.large_type && visit.high_contrast);
    leave();
    EXPECT_FALSE(visit.large_type || visit.high_contrast);  // R93 R90
}

TEST_F(Visiting, ForgetsALanguageChosenByAPasserBy) {
    on(LanguageToggled{});
    EXPECT_EQ(wake_at(visit), now + 90s);
    after(90s);
    EXPECT_EQ(visit.language, Language::zh_cn);  // R90
}

TEST_F(Visiting, ReturnsToTheTerminalsOwnLanguage) {  // R93
    visit.draft.default_language = visit.language = Language::en;
    on(LanguageToggled{});
    after(91s);
    EXPECT_EQ(visit.language, Language::en);
}

TEST_F(Visiting, ClosesHelpLeftOpenOnTheStartScreen) {
    on(HelpWanted{});
    after(90s);
    EXPECT_FALSE(visit.dialogue);
    EXPECT_FALSE(wake_at(visit));  // R94
}

// --- idle

TEST_F(Visiting, WarnsWhoDoesNothing) {
    at_form();
    after(89s);
    EXPECT_FALSE(visit.dialogue);
    after(1s);
    ASSERT_TRUE(shown<IdleWarning>());
    EXPECT_EQ(shown<IdleWarning>()->leave_at, now + 20s);  // R90
}

TEST_F(Visiting, SavesAndWipesWhenNobodyAnswersTheWarning) {
    at_form();
    visit.draft.fields[lr_name].text = "样本甲";
    after(90s);
    after(20s);
    ASSERT_EQ(all<SaveStep>().size(), 1U);
    EXPECT_EQ(all<SaveStep>()[0].fields.at(lr_name), "样本甲");
    EXPECT_EQ(all<EndVisit>().size(), 1U);
    EXPECT_EQ(page(), "attract");
    EXPECT_TRUE(visit.draft.fields.empty() && visit.draft.order.id.empty());  // R90
}

TEST_F(Visiting, StaysWithWhoTouchesTheWarning) {
    at_form();
    after(90s);
    on(Touched{});
    EXPECT_FALSE(visit.dialogue);
    after(20s);
    EXPECT_EQ(page(), "organisation.form");  // R90
}

TEST_F(Visiting, TakesAChangeOfLanguageForASignOfLife) {
    at_form();
    after(90s);
    on(LanguageToggled{});
    after(20s);
    EXPECT_EQ(page(), "organisation.form");  // R90 R93
}

TEST_F(Visiting, WaitsLongerForWhoWaitsForUs) {
    at(Issuing::State{Issuing::AwaitingKey{asking(1h)}});
    after(599s);
    EXPECT_FALSE(visit.dialogue);
    after(1s);
    EXPECT_TRUE(shown<IdleWarning>());  // R90
}

TEST_F(Visiting, DoesNotTakeAnAnswerForAPerson) {
    at(Issuing::State{Issuing::AwaitingKey{asking(1h)}});
    now += 590s;
    on(Failed{AskId{3}, {}});
    after(10s);
    EXPECT_TRUE(shown<IdleWarning>());  // R90
}

TEST_F(Visiting, GivesTimeToReadAPageThatCameByItself) {
    at(Agent::State{Agent::SendingCode{asking(200s), AgentMethod::phone}});
    now += 80s;
    on(CodeSent{AskId{77}, {}});
    ASSERT_EQ(page(), "agent.code");
    after(89s);
    EXPECT_FALSE(visit.dialogue);
}

TEST_F(Visiting, StaysWhileAKeyIsWritten) {
    at(Issuing::State{Issuing::Working{{}, asking(1h), {}}});
    on(LeaveWanted{});
    after(20min);
    EXPECT_FALSE(visit.dialogue);
    EXPECT_EQ(page(), "issue.working");  // R52
}

TEST_F(Visiting, ThanksAndLeavesByItself) {
    at(Farewell{"farewell.completed", now + 30s});
    EXPECT_EQ(wake_at(visit), now + 1s);
    after(30s);
    EXPECT_EQ(page(), "attract");
    EXPECT_EQ(all<EndVisit>().size(), 1U);  // R90
}

// --- 保存并离开

TEST_F(Visiting, SavesAndSaysHowToContinue) {
    at_form();
    on(LeaveWanted{});
    ASSERT_TRUE(shown<Leaving>() && shown<Leaving>()->saving);
    auto order = visit.draft.order;
    order.etag = "\"2\"";
    on(OrderReplied{the<SaveStep>(effects).ask, order});
    EXPECT_FALSE(shown<Leaving>()->saving);
    EXPECT_EQ(visit.draft.order.etag, "\"2\"");  // R90
}

TEST_F(Visiting, PrintsHowToContinue) {
    at_form();
    on(LeaveWanted{});
    on(LeavePrintWanted{});
    const auto slip = the<PrintSlip>(effects);
    EXPECT_EQ(slip.kind, "continue");
    EXPECT_EQ(slip.qr, "slip-1");
    on(SlipPrinted{slip.ask, SlipResult::printed});
    EXPECT_EQ(shown<Leaving>()->slip, SlipResult::printed);  // R90
}

TEST_F(Visiting, PrintsThatOnceForAnImpatientHand) {
    at_form();
    on(LeaveWanted{});
    on(LeavePrintWanted{});
    on(LeavePrintWanted{});
    EXPECT_TRUE(effects.empty());  // R61
}

TEST_F(Visiting, TellsWhenNothingWasSaved) {
    at_form();
    on(LeaveWanted{});
    Problem problem;
    problem.code = "order-changed";
    on(Failed{the<SaveStep>(effects).ask, problem});
    EXPECT_FALSE(shown<Leaving>()->saving);
    EXPECT_EQ(shown<Leaving>()->problem->code, "order-changed");
}

TEST_F(Visiting, TellsWhenTheSaveIsNotAnswered) {
    at_form();
    on(LeaveWanted{});
    EXPECT_EQ(wake_at(visit), now + 30s);
    after(30s);
    EXPECT_FALSE(shown<Leaving>()->saving);
    EXPECT_EQ(shown<Leaving>()->problem->code, "offline");  // R91
}

TEST_F(Visiting, EndsWhenLeavingIsConfirmed) {
    at_form();
    leave();
    EXPECT_EQ(page(), "attract");
    EXPECT_EQ(all<EndVisit>().size(), 1U);
    EXPECT_TRUE(visit.draft.fields.empty());  // R90
}

TEST_F(Visiting, GoesOnWhenLeavingIsDismissed) {
    at_form();
    on(LeaveWanted{});
    on(Dismissed{});
    EXPECT_FALSE(visit.dialogue);
    EXPECT_EQ(visit.draft.text(org_name), "样本（北京）科技有限公司");
}

TEST_F(Visiting, EndsAtOnceWhereThereIsNothingToSave) {
    on(Started{});
    on(LeaveWanted{});
    EXPECT_EQ(page(), "attract");
    EXPECT_TRUE(all<SaveStep>().empty());
}

// --- nothing of one visitor reaches the next

TEST_F(Visiting, KeepsALateAnswerFromTheNextVisitor) {
    on(Started{});
    const auto late = all<LoadChannels>()[0].ask;
    leave();
    on(Started{});
    EXPECT_NE(all<LoadChannels>()[0].ask, late);
    on(ChannelsLoaded{late, {{"gov", {}}}});
    EXPECT_TRUE(visit.draft.channels.empty());  // R90
}

TEST_F(Visiting, ForgetsAPhotoThatComesTooLate) {
    on(PhotoTaken{AskId{9}, PictureId{4}});
    EXPECT_EQ(the<ForgetPicture>(effects).picture, PictureId{4});  // R90
}

TEST_F(Visiting, ForgetsWhatWasReadTooLate) {
    at_form();
    on(DocumentRead{AskId{9},
                    {"licence", {}, {{"name", "样本", false, PictureId{5}}}, PictureId{4}}});
    EXPECT_EQ(all<ForgetPicture>().size(), 2U);  // R90
}

// --- help and staff

TEST_F(Visiting, LaysHelpOverThePage) {
    at_form();
    on(HelpWanted{});
    EXPECT_TRUE(shown<HelpShown>());
    on(Next{});
    EXPECT_FALSE(visit.dialogue);
    EXPECT_EQ(page(), "organisation.form");
    EXPECT_TRUE(effects.empty());  // R94
}

TEST_F(Visiting, CallsStaffToThePage) {
    at_form();
    on(StaffWanted{});
    EXPECT_TRUE(shown<StaffCalled>());
    EXPECT_EQ(the<CallStaff>(effects).page, "organisation.form");  // R94
}

TEST_F(Visiting, LetsAnswersReachThePageBelow) {
    at(Agent::State{Agent::SendingCode{asking(), AgentMethod::phone}});
    on(HelpWanted{});
    on(CodeSent{AskId{77}, {}});
    EXPECT_EQ(page(), "agent.code");
    EXPECT_TRUE(shown<HelpShown>());
}

// --- deadlines and the step bar

TEST_F(Visiting, WakesForTheFirstDeadline) {
    at_form();
    EXPECT_EQ(wake_at(visit), now + 90s);
    at(Organisation::State{Organisation::Saving{asking(), 0, false}});
    EXPECT_EQ(wake_at(visit), now + 30s);
    at(Pay::State{Pay::Paying{{}, asking(60s), now + 120s}});
    EXPECT_EQ(wake_at(visit), now + 1s);
}

TEST_F(Visiting, DoesNotSpinOnADeadlineThatPassed) {
    at(Issuing::State{Issuing::AwaitingKey{asking(1s)}});
    now += 5s;
    visit.draft.now = now;
    EXPECT_GT(wake_at(visit), now);
}

TEST_F(Visiting, ShowsTheStepOfThePage) {
    const std::vector<std::pair<Page, std::optional<StepId>>> steps{
        {Attract{}, std::nullopt},
        {Entry::State{}, std::nullopt},
        {Identify::State{}, std::nullopt},
        {Orders::State{}, std::nullopt},
        {Organisation::State{}, StepId::organisation},
        {Capturing{StepId::agent, {}}, StepId::agent},
        {Agent::State{}, StepId::agent},
        {Details::State{}, StepId::details},
        {Materials::State{}, StepId::materials},
        {Pay::State{}, StepId::payment},
        {Issuing::State{}, StepId::collect}};
    for (const auto& [page, step] : steps) {
        visit.page = page;
        EXPECT_EQ(current_step(visit), step) << name_of(page);
    }
}

}  // namespace
}  // namespace kiosk::flow
