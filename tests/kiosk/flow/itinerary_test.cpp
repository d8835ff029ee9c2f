#include "tests/kiosk/flow/visiting.hpp"

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;
using enum FieldId;

struct FromStepToStep : Visiting {
    void organisation_verified(bool in_person) {
        at(Organisation::State{Organisation::Checking{asking()}});
        visit.draft.choices.lr_in_person = in_person;
        on(OrganisationChecked{AskId{77}, {OrganisationCheck::State::verified, {}, {}}});
    }
    void duplicate(const Event& wish) {
        at(Organisation::State{Organisation::Duplicate{"139****0001"}});
        visit.draft.service = "new";
        on(wish);
        on(CodeSent{the<OpenIdentification>(effects).ask, {"id-1", "139****0001", 60s, 5}});
        on(Edited{sms_code, "123456"});
        on(Next{});
        on(Identified{the<VerifyIdentification>(effects).ask,
                      {{"order-1", "new", "draft_organisation", {}, {}, {}},
                       {"old", "new", "draft_details", {}, {}, {}}}});
    }
};

TEST_F(FromStepToStep, AsksForTheAgent) {
    organisation_verified(false);
    EXPECT_EQ(page(), "agent.input");  // R11
}

TEST_F(FromStepToStep, SkipsTheAgentWhenTheLegalRepresentativeIsHere) {
    organisation_verified(true);
    EXPECT_EQ(page(), "details.form");  // R11
}

TEST_F(FromStepToStep, PutsTheDocumentsUnderTheCamera) {
    at(Organisation::State{Organisation::ChoosingInput{}});
    on(Organisation::CaptureWanted{});
    EXPECT_EQ(page(), "capture.licence");
    EXPECT_EQ(current_step(visit), StepId::organisation);
    on(Back{});
    EXPECT_EQ(page(), "organisation.form");
    EXPECT_EQ(all<StopPreview>().size(), 1U);  // R9 R90
}

TEST_F(FromStepToStep, ContinuesTheOldOrderOnceTheCustomerIsKnown) {
    duplicate(Organisation::ContinueOld{});
    EXPECT_EQ(page(), "resume.reading");
    ASSERT_EQ(all<ReadOrder>().size(), 1U);
    EXPECT_EQ(all<ReadOrder>()[0].order, "old");
    ASSERT_EQ(all<CancelOrder>().size(), 1U);
    EXPECT_EQ(all<CancelOrder>()[0].order, "order-1");  // R16
}

TEST_F(FromStepToStep, CancelsTheOldOrderAndGoesOnWithTheNew) {
    duplicate(Organisation::CancelOld{});
    Order old;
    old.id = "old";
    old.etag = "\"7\"";
    on(OrderReplied{the<ReadOrder>(effects).ask, old});
    const auto cancelled = the<CancelOrder>(effects);
    EXPECT_EQ(cancelled.etag, "\"7\"");
    on(OrderReplied{cancelled.ask, old});
    EXPECT_TRUE(page().starts_with("organisation.")) << page();
    EXPECT_EQ(visit.draft.order.id, "order-1");  // R16
}

TEST_F(FromStepToStep, AsksTheCustomerOfTheDuplicateOrderWhoHeIs) {
    at(Organisation::State{Organisation::Duplicate{"139****0001"}});
    on(Organisation::ContinueOld{});
    EXPECT_EQ(the<OpenIdentification>(effects).by, "duplicate");
    on(Failed{visit.draft.last_ask, {}});
    on(Back{});
    EXPECT_EQ(page(), "organisation.form");  // R16
}

TEST_F(FromStepToStep, SaysGoodbyeWhenTheReviewTakesADay) {
    at(Pay::State{Pay::Paid{SlipResult::printed, {}, {}}});
    visit.draft.channel.review = Review::one_working_day;
    visit.draft.order.state = "in_review";
    on(Next{});
    EXPECT_EQ(page(), "farewell.review");  // R25
}

struct AtItsPage : FromStepToStep,
                   testing::WithParamInterface<std::pair<const char*, const char*>> {};

TEST_P(AtItsPage, ContinuesAnOrder) {
    at(Resume::State{Resume::Reading{asking(), "order-1"}});
    auto order = visit.draft.order;
    order.state = GetParam().first;
    on(OrderReplied{AskId{77}, order});
    EXPECT_EQ(page(), GetParam().second);  // R15
}

INSTANTIATE_TEST_SUITE_P(Orders, AtItsPage,
                         testing::Values(std::pair{"draft_organisation", "organisation.form"},
                                         std::pair{"face_wait", "organisation.face_way"},
                                         std::pair{"transfer_wait", "organisation.transfer"},
                                         std::pair{"draft_agent", "agent.input"},
                                         std::pair{"draft_details", "details.form"},
                                         std::pair{"draft_materials", "materials.list"},
                                         std::pair{"correction", "materials.list"},
                                         std::pair{"payment_wait", "pay.choosing"},
                                         std::pair{"in_review", "farewell.review"},
                                         std::pair{"approved", "issue.awaiting"},
                                         std::pair{"issue_indeterminate", "issue.awaiting"},
                                         std::pair{"shipped", "farewell.post"}));

}  // namespace
}  // namespace kiosk::flow
