#include "tests/kiosk/flow/visiting.hpp"

namespace kiosk::flow {
namespace {

struct ServiceToService : Visiting {
    void at_services() {
        at(Entry::State{Entry::ChoosingService{}});
        visit.draft.order = {};
        visit.draft.readiness.reader = visit.draft.readiness.backend = true;
        for (const auto* id : {"new", "renewal", "change", "replacement", "unlock", "view"})
            visit.draft.channel.services.push_back({id, true, {}});
    }
    void choose(const char* service) {
        at_services();
        on(Entry::ServiceChosen{service});
    }
    void prove() {
        on(KeyFound{the<AwaitKey>(effects).ask, {KeySeen::State::foreign, "K1", 3, true}});
        for (const char digit : {'1', '4', '7', '2', '5', '8'}) on(DigitTyped{digit});
        on(Next{});
        on(KeyProven{the<ProveKey>(effects).ask, {"K1", "样本单位", {}, {}, true}, {}});
    }
    void order(const char* service) {
        on(AgreementsLoaded{the<LoadAgreements>(effects).ask, {}});
        Order created;
        created.id = "order-2";
        created.service = service;
        created.method = Method::key;
        created.key_serial = "K1";
        on(OrderReplied{the<CreateOrder>(effects).ask, created});
    }
};

TEST_F(ServiceToService, BeginsWithTheKeyOrTheQuestionItNeeds) {
    const std::pair<const char*, const char*> firsts[] = {{"renewal", "prove.awaiting"},
                                                          {"change", "prove.awaiting"},
                                                          {"replacement", "replacement.loss"},
                                                          {"unlock", "unlock.awaiting"},
                                                          {"view", "view.awaiting"}};
    for (const auto& [service, first] : firsts) {
        choose(service);
        EXPECT_EQ(page(), first);  // R3
    }
}

TEST_F(ServiceToService, ShowsTheCertificateThenOrdersForThatKey) {
    choose("renewal");
    prove();
    EXPECT_EQ(page(), "renewal.certificate");
    on(Next{});
    on(AgreementsLoaded{the<LoadAgreements>(effects).ask, {}});
    EXPECT_EQ(the<CreateOrder>(effects).key_serial, "K1");
    EXPECT_EQ(the<CreateOrder>(effects).service, "renewal");  // R35
}

TEST_F(ServiceToService, ARenewalGoesToTheAgentAndAChangeToTheLicence) {
    choose("renewal");
    prove();
    on(Next{});
    order("renewal");
    EXPECT_EQ(page(), "agent.input");  // R35
    choose("change");
    prove();
    on(Next{});
    order("change");
    EXPECT_EQ(page(), "organisation.input");  // R36
    on(Organisation::CaptureWanted{});
    EXPECT_EQ(page(), "capture.licence");
}

TEST_F(ServiceToService, AVerifiedPersonGoesOnToTheNewPin) {
    at(Agent::State{Agent::Coding{AgentMethod::phone, {}, {}, asking(), {}}});
    visit.draft.service = "unlock";
    on(AgentChecked{AskId{77}});
    EXPECT_EQ(page(), "unlock.awaiting_again");  // R38
    EXPECT_FALSE(current_step(visit));
}

TEST_F(ServiceToService, ALockedKeyLeadsFromLookingToUnlocking) {
    choose("view");
    on(KeyFound{the<AwaitKey>(effects).ask, {KeySeen::State::locked, "K1", 0, true}});
    on(View::UnlockWanted{});
    EXPECT_EQ(page(), "unlock.awaiting");  // R38
}

TEST_F(ServiceToService, WhatTheChannelDoesNotOfferIsNotReachedFromAnotherService) {
    choose("view");
    for (auto& offer : visit.draft.channel.services) offer.available = offer.id == "view";
    on(KeyFound{the<AwaitKey>(effects).ask, {KeySeen::State::locked, "K1", 0, true}});
    on(View::UnlockWanted{});
    EXPECT_EQ(page(), "entry.services");  // R2
}

TEST_F(ServiceToService, TheReceiptsOrderIsOpenedAtWhatItWaitsFor) {
    at_services();
    visit.draft.channel.services.push_back({"orders", true, {}});
    on(Entry::ServiceChosen{"orders"});
    on(Identify::SlipWanted{});
    on(CodeScanned{the<ScanCode>(effects).ask, "https://sample/o/1"});
    on(CodeSent{all<OpenIdentification>().at(0).ask, {"id-1", "139****0001", {}, 5}});
    on(Edited{FieldId::sms_code, "123456"});
    on(Next{});
    on(Identified{the<VerifyIdentification>(effects).ask,
                  {{"order-1", "new", "approved", {}, {}, {"collect"}}}});
    Order approved;
    approved.id = "order-1";
    approved.channel = visit.draft.channel.id;
    approved.service = "new";
    approved.state = "approved";
    approved.allowed_actions = {"collect"};
    on(OrderReplied{the<ReadOrder>(effects).ask, approved});
    EXPECT_EQ(page(), "issue.awaiting");  // R28
}

}  // namespace
}  // namespace kiosk::flow
