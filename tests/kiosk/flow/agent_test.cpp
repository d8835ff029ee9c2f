#include "kiosk/flow/agent.hpp"

#include "tests/kiosk/flow/sample_draft.hpp"

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;

struct AgentFlow : testing::Test, Walk<Agent> {
    void fill() {
        draft.fields[FieldId::agent_name].text = "样本甲";
        draft.fields[FieldId::agent_id_number].text = "110101199003070011";
        draft.fields[FieldId::agent_mobile].text = "13900000001";
        draft.fields[FieldId::agent_email].text = "sample@example.cn";
        draft.fields[FieldId::agent_card].text = "6222020000000000008";
        draft.fields[FieldId::agent_card_mobile].text = "13900000001";
    }
    void wait_for_save() { step = {Agent::Saving{draft.ask(30s), AgentMethod::phone}, {}, {}}; }
    void wait_for_code() {
        step = {Agent::SendingCode{draft.ask(30s), AgentMethod::phone}, {}, {}};
    }
    void type_code() {
        wait_for_code();
        on(CodeSent{to(), {"", "139****0001", 60s, 5}});
        on(Edited{FieldId::sms_code, "123456"});
    }
    void verify() {
        type_code();
        on(Next{});
    }
    void reply(Verified agent) {
        auto order = draft.order;
        order.agent = agent;
        on(OrderReplied{to(), order});
    }
};

TEST_F(AgentFlow, IsNotNeededWhenTheRepresentativeIsHereInPerson) {
    draft.choices.lr_in_person = true;
    begin();
    EXPECT_EQ(step.outcome, Agent::Outcome::verified);  // R11
}

TEST_F(AgentFlow, OffersCameraOrKeyboardFirst) {
    begin();
    on(Agent::CaptureWanted{});
    EXPECT_EQ(step.outcome, Agent::Outcome::capture);  // R9
}

TEST_F(AgentFlow, StartsWithTheFirstWayOfTheChannel) {
    begin();
    on(Agent::TypingWanted{});
    EXPECT_EQ(in<Agent::Form>().method, AgentMethod::phone);  // R17
}

TEST_F(AgentFlow, AsksForTheCardOnlyOnTheCardWay) {
    EXPECT_THAT(Agent::fields(AgentMethod::phone),
                testing::Not(testing::Contains(FieldId::agent_card)));
    EXPECT_THAT(Agent::fields(AgentMethod::bank_card),
                testing::Contains(FieldId::agent_card));  // R17
}

TEST_F(AgentFlow, NamesWhatIsMissingAtTheField) {
    step = Agent::form(draft);
    on(Next{});
    EXPECT_TRUE(in<Agent::Form>().faults.contains(FieldId::agent_name));  // R13
}

TEST_F(AgentFlow, CompletesTheEmailWithACommonDomain) {
    step = Agent::form(draft);
    on(Edited{FieldId::agent_email, "sample@x"});
    on(Agent::DomainChosen{"163.com"});
    EXPECT_EQ(draft.text(FieldId::agent_email), "sample@163.com");
}

TEST_F(AgentFlow, TakesTheMobileForTheBanksUntilToldOtherwise) {
    fill();
    draft.fields.erase(FieldId::agent_card_mobile);
    step = Agent::form(draft);
    on(Agent::MethodChosen{AgentMethod::bank_card});
    EXPECT_EQ(draft.text(FieldId::agent_card_mobile), "13900000001");
}

TEST_F(AgentFlow, SavesThenSendsACode) {
    wait_for_save();
    reply(Verified::none);
    EXPECT_EQ(asked<SendAgentCode>().method, AgentMethod::phone);  // R15 R17
}

TEST_F(AgentFlow, NeedsNoSecondCodeForTheSameData) {
    wait_for_save();
    reply(Verified::verified);
    EXPECT_EQ(step.outcome, Agent::Outcome::verified);
}

TEST_F(AgentFlow, VerifiesAgainWhenEditedDataMadeItVoid) {
    wait_for_save();
    reply(Verified::voided);
    EXPECT_TRUE(asks<SendAgentCode>());  // R19
}

TEST_F(AgentFlow, ReadsTheOrderAndSavesAgainWhenItChangedMeanwhile) {
    wait_for_save();
    fails("order-changed");
    EXPECT_TRUE(asks<ReadOrder>());
    auto order = draft.order;
    order.etag = "\"2\"";
    on(OrderReplied{to(), order});
    EXPECT_EQ(asked<SaveStep>().etag, "\"2\"");
}

TEST_F(AgentFlow, MarksTheFieldTheBackendRefused) {
    wait_for_save();
    Problem problem;
    problem.code = "field-invalid";
    problem.items = {"agent_mobile"};
    on(Failed{to(), problem});
    EXPECT_TRUE(in<Agent::Form>().faults.contains(FieldId::agent_mobile));  // R14
}

TEST_F(AgentFlow, SendsTheCodeAndForgetsIt) {
    verify();
    EXPECT_EQ(asked<VerifyAgent>().code.view(), "123456");
    EXPECT_EQ(draft.text(FieldId::sms_code), "");
}

TEST_F(AgentFlow, IsDoneWhenTheCodeWasRight) {
    verify();
    on(AgentChecked{to()});
    EXPECT_EQ(step.outcome, Agent::Outcome::verified);  // R17
}

TEST_F(AgentFlow, DropsAnAnswerToAnotherQuestion) {
    verify();
    on(AgentChecked{AskId{999}});
    EXPECT_FALSE(step.outcome);
}

TEST_F(AgentFlow, TellsHowManyTriesAreLeft) {
    verify();
    Problem problem;
    problem.code = "wrong-code";
    problem.tries_left = 4;
    on(Failed{to(), problem});
    EXPECT_EQ(in<Agent::Coding>().ticket.tries_left, 4);  // R17
}

TEST_F(AgentFlow, AsksForAllSixDigits) {
    wait_for_code();
    on(CodeSent{to(), {}});
    on(Edited{FieldId::sms_code, "12"});
    on(Next{});
    EXPECT_EQ(in<Agent::Coding>().problem->code, "code-incomplete");
}

TEST_F(AgentFlow, ResendsOnlyAfterTheCoolDown) {
    type_code();
    on(CodeResent{});
    EXPECT_TRUE(step.effects.empty());
    draft.now += 61s;
    on(CodeResent{});
    EXPECT_TRUE(asks<SendAgentCode>());  // R17
}

TEST_F(AgentFlow, OffersTheOtherWaysAtOnceWhenOneFails) {
    wait_for_code();
    fails("agent-mismatch");
    EXPECT_THAT(in<Agent::FailedWay>().others, testing::ElementsAre(AgentMethod::bank_card));
    on(Agent::MethodChosen{AgentMethod::bank_card});
    EXPECT_EQ(in<Agent::Form>().method, AgentMethod::bank_card);  // R17
}

TEST_F(AgentFlow, SendsANewCodeWhenTheOldOneIsSpent) {
    verify();
    fails("code-spent");
    on(Retried{});
    EXPECT_TRUE(asks<SendAgentCode>());  // R17
}

TEST_F(AgentFlow, UsesTheCodeThatWentOutMomentsAgo) {
    wait_for_code();
    fails("too-soon");
    EXPECT_TRUE(is<Agent::Coding>());
}

TEST_F(AgentFlow, CountsSilenceAsOfflineAndTriesAgainByTouch) {
    wait_for_save();
    after(31s);
    EXPECT_EQ(in<Agent::Unavailable>().problem.code, "offline");
    on(Retried{});
    EXPECT_TRUE(asks<SaveStep>());  // R91
}

TEST_F(AgentFlow, LosesNothingByGoingBack) {
    fill();
    type_code();
    on(Back{});
    EXPECT_TRUE(is<Agent::Form>());
    EXPECT_EQ(draft.text(FieldId::agent_name), "样本甲");
}

}  // namespace
}  // namespace kiosk::flow
