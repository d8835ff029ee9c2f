#include "kiosk/flow/organisation.hpp"

#include "tests/kiosk/flow/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;
using enum FieldId;
using testing::Contains;
using testing::Key;
using testing::Not;

Problem problem(const std::string& code, std::vector<std::string> items = {}) {
    Problem p;
    p.code = code;
    p.items = std::move(items);
    return p;
}

struct OrganisationTest : testing::Test, Table<Organisation> {
    OrganisationTest() {
        draft.today = "2026-11-22";
        draft.order.id = "A1";
        draft.order.etag = "1";
        draft.method = Method::lr_face;
        draft.channel.methods = {{Method::lr_face, true, 2, 0, true, {}, {}},
                                 {Method::bank_transfer, false, 2880, 0, false, {}, {}},
                                 {Method::e_licence, false, 1, 0, true, {}, {}}};
    }
    Order reply() const {
        Order order;
        order.id = "A1";
        order.etag = "2";
        order.method = Method::lr_face;
        return order;
    }
    void type(FieldId field, const std::string& text) { say(Edited{field, text}); }
    void fill_organisation() {
        take(Organisation::form(draft));
        type(org_name, "样例（北京）科技有限公司");
        type(org_code, "91350100m000100y43");
        type(org_type, "有限责任公司");
        type(org_address, "样例市样本区示范路1号");
        type(org_established, "20150102");
    }
    void fill_person() {
        fill_organisation();
        say(Next{});
        say(OrderReplied{at<Organisation::Saving>()->asked.id, reply()});
        type(lr_name, "样本人");
        type(lr_id_number, "11010519491231002X");
        type(lr_id_expiry, "长期");
        type(lr_mobile, "13900000001");
        say(Organisation::ApplicantChosen{false});
    }
    void check() {
        fill_person();
        say(Next{});
        say(OrderReplied{at<Organisation::Saving>()->asked.id, reply()});
    }
    void checked(OrganisationCheck::State to) {
        say(OrganisationChecked{at<Organisation::Checking>()->asked.id, {to, "QR", "**** 5678"}});
    }
    FaceSession session(FaceState face) const {
        return {"F1", face, "139****0001", 60s, 600s, 2, {}, {}};
    }
    void wait_for_face() {
        check();
        checked(OrganisationCheck::State::matched);
        say(Organisation::SmsWayChosen{});
        say(FaceReplied{at<Organisation::SendingLink>()->asked.id, session(FaceState::waiting)});
    }
};

TEST_F(OrganisationTest, OffersTheCameraAndTheKeyboard) {
    take(Organisation::begin(draft));
    EXPECT_TRUE(at<Organisation::ChoosingInput>());
    say(Organisation::CaptureWanted{});
    EXPECT_EQ(outcome, Organisation::Outcome::capture);  // R9
}

TEST_F(OrganisationTest, NamesWhatIsMissingAtTheField) {
    take(Organisation::form(draft));
    type(org_code, "91350100M000100Y44");
    say(Next{});
    ASSERT_TRUE(at<Organisation::Form>());
    EXPECT_EQ(at<Organisation::Form>()->faults.at(org_name), "invalid.missing");  // R13
    EXPECT_EQ(at<Organisation::Form>()->faults.at(org_code), "invalid.org_code_check");
}

TEST_F(OrganisationTest, TakesAFaultBackWhenItIsMended) {
    take(Organisation::form(draft));
    say(Next{});
    type(org_name, "样例科技");
    EXPECT_THAT(at<Organisation::Form>()->faults, Not(Contains(Key(org_name))));
}

TEST_F(OrganisationTest, AsksForTheAccountOnlyForABankTransfer) {
    EXPECT_THAT(Organisation::fields(0, draft), Not(Contains(org_account)));
    draft.method = Method::bank_transfer;
    EXPECT_THAT(Organisation::fields(0, draft), Contains(org_account));  // R7
}

TEST_F(OrganisationTest, SavesTheOrganisationBeforeThePersonIsAsked) {
    fill_organisation();
    say(Next{});
    ASSERT_TRUE(asked_for<SaveStep>());  // R15
    EXPECT_EQ(asked_for<SaveStep>()->step, "organisation");
    EXPECT_EQ(asked_for<SaveStep>()->fields.at(org_code), "91350100M000100Y43");
    EXPECT_EQ(asked_for<SaveStep>()->fields.at(org_established), "2015-01-02");
    say(OrderReplied{at<Organisation::Saving>()->asked.id, reply()});
    ASSERT_TRUE(at<Organisation::Form>());
    EXPECT_EQ(at<Organisation::Form>()->part, 1);
}

TEST_F(OrganisationTest, DoesNotSendAHalfTypedNumber) {
    fill_person();
    type(lr_mobile, "139");
    say(Back{});
    say(Next{});
    EXPECT_THAT(asked_for<SaveStep>()->fields, Not(Contains(Key(lr_mobile))));
    EXPECT_EQ(draft.text(lr_mobile), "139");
}

TEST_F(OrganisationTest, HasNoAnswerBeforehandToWhoApplies) {
    fill_person();
    draft.choices.lr_in_person.reset();
    say(Next{});
    ASSERT_TRUE(at<Organisation::Form>());
    EXPECT_TRUE(at<Organisation::Form>()->applicant_missing);  // R11
}

TEST_F(OrganisationTest, AsksTheRegisterWhenBothPartsAreSaved) {
    check();
    ASSERT_TRUE(asked_for<VerifyOrganisation>());  // R14
    EXPECT_EQ(asked_for<VerifyOrganisation>()->method, Method::lr_face);
}

TEST_F(OrganisationTest, AsksNothingAgainThatIsVerifiedAlready) {
    fill_person();
    say(Next{});
    auto order = reply();
    order.organisation = Verified::verified;
    say(OrderReplied{at<Organisation::Saving>()->asked.id, order});
    EXPECT_EQ(outcome, Organisation::Outcome::verified);
}

TEST_F(OrganisationTest, ReadsTheOrderOnceWhenItChangedElsewhere) {
    fill_organisation();
    say(Next{});
    say(Failed{at<Organisation::Saving>()->asked.id, problem("order-changed")});
    EXPECT_TRUE(asked_for<ReadOrder>());
    say(OrderReplied{at<Organisation::Saving>()->asked.id, reply()});
    ASSERT_TRUE(asked_for<SaveStep>());
    EXPECT_EQ(asked_for<SaveStep>()->etag, "2");
}

TEST_F(OrganisationTest, ShowsOfADuplicateOnlyThatItExists) {
    fill_organisation();
    say(Next{});
    auto refused = problem("duplicate-open-order");
    refused.masked_mobile = "138****0002";
    say(Failed{at<Organisation::Saving>()->asked.id, refused});
    ASSERT_TRUE(at<Organisation::Duplicate>());  // R16
    EXPECT_EQ(at<Organisation::Duplicate>()->masked_mobile, "138****0002");
    say(Organisation::ContinueOld{});
    EXPECT_EQ(outcome, Organisation::Outcome::continue_old);
}

TEST_F(OrganisationTest, NamesWhatTheRegisterRefutes) {
    check();
    say(Failed{at<Organisation::Checking>()->asked.id,
               problem("organisation-mismatch", {"lr_name"})});
    ASSERT_TRUE(at<Organisation::Refuted>());  // R14
    say(Back{});
    ASSERT_TRUE(at<Organisation::Form>());
    EXPECT_EQ(at<Organisation::Form>()->part, 1);
    EXPECT_EQ(at<Organisation::Form>()->faults.at(lr_name), "invalid.mismatch");
}

TEST_F(OrganisationTest, LetsAnotherMethodAskForWhatItNeeds) {
    check();
    say(Failed{at<Organisation::Checking>()->asked.id, problem("organisation-mismatch")});
    say(Organisation::OtherMethodWanted{Method::bank_transfer});
    ASSERT_TRUE(at<Organisation::Form>());  // R14
    EXPECT_EQ(at<Organisation::Form>()->faults.at(org_account), "invalid.missing");
    type(org_bank, "样例银行北京分行");
    type(org_account, "12345678");
    say(Next{});
    say(OrderReplied{at<Organisation::Saving>()->asked.id, reply()});
    EXPECT_EQ(draft.method, Method::bank_transfer) << "the order hears of it with the check";
}

TEST_F(OrganisationTest, SendsTheLinkToTheLegalRepresentativesPhone) {
    check();
    checked(OrganisationCheck::State::matched);
    ASSERT_TRUE(at<Organisation::ChoosingFaceWay>());
    say(Organisation::SmsWayChosen{});
    ASSERT_TRUE(asked_for<SendFaceLink>());  // R12
    EXPECT_EQ(asked_for<SendFaceLink>()->mobile, "13900000001");
}

TEST_F(OrganisationTest, MovesOnByItselfWhenTheFacePassed) {
    wait_for_face();
    ASSERT_TRUE(asked_for<WatchFace>());
    say(FaceReplied{at<Organisation::WaitingForFace>()->watch.id, session(FaceState::passed)});
    EXPECT_EQ(outcome, Organisation::Outcome::verified);  // R12
}

TEST_F(OrganisationTest, KeepsWatchingWhileThePhoneIsBusy) {
    wait_for_face();
    say(FaceReplied{at<Organisation::WaitingForFace>()->watch.id, session(FaceState::opened)});
    EXPECT_TRUE(asked_for<WatchFace>());
    say(Failed{at<Organisation::WaitingForFace>()->watch.id, problem("offline")});
    EXPECT_TRUE(asked_for<WatchFace>());
}

TEST_F(OrganisationTest, SendsTheLinkAgainOnlyAfterTheCoolDown) {
    wait_for_face();
    say(CodeResent{});
    EXPECT_FALSE(asked_for<ResendFaceLink>());
    draft.now += 60s;
    say(CodeResent{});
    EXPECT_TRUE(asked_for<ResendFaceLink>());  // R12
}

TEST_F(OrganisationTest, CorrectsTheMobileNumberWhileWaiting) {
    wait_for_face();
    say(Organisation::MobileCorrecting{});
    type(lr_mobile, "139");
    say(Next{});
    EXPECT_EQ(at<Organisation::WaitingForFace>()->fault, "invalid.mobile_length");
    type(lr_mobile, "13900000003");
    say(Next{});
    ASSERT_TRUE(asked_for<ResendFaceLink>());  // R12
    EXPECT_EQ(asked_for<ResendFaceLink>()->mobile, "13900000003");
}

TEST_F(OrganisationTest, BringsTheOldNumberBackWhenTheCorrectionIsGivenUp) {
    wait_for_face();
    say(Organisation::MobileCorrecting{});
    type(lr_mobile, "139");
    say(Back{});
    EXPECT_EQ(draft.text(lr_mobile), "13900000001");
    EXPECT_FALSE(at<Organisation::WaitingForFace>()->correcting);
}

TEST_F(OrganisationTest, EndsTheLinkWhenTheCustomerGoesBack) {
    wait_for_face();
    say(Back{});
    EXPECT_TRUE(asked_for<CancelFace>());
    EXPECT_TRUE(at<Organisation::Form>());
}

TEST_F(OrganisationTest, OffersAnotherTryWhenTheLinkExpired) {
    wait_for_face();
    draft.now = at<Organisation::WaitingForFace>()->expires_at;
    say(Ticked{});
    ASSERT_TRUE(at<Organisation::FaceEnded>());
    say(Retried{});
    EXPECT_TRUE(asked_for<SendFaceLink>());
}

TEST_F(OrganisationTest, OffersNoTryThatTheBackendWouldNotTake) {
    wait_for_face();
    auto failed = session(FaceState::failed);
    failed.tries_left = 0;
    say(FaceReplied{at<Organisation::WaitingForFace>()->watch.id, failed});
    say(Retried{});
    EXPECT_FALSE(asked_for<SendFaceLink>());
}

TEST_F(OrganisationTest, TakesTheCodeOfTheSmallTransfer) {
    check();
    draft.method = Method::bank_transfer;
    checked(OrganisationCheck::State::pending);
    ASSERT_TRUE(at<Organisation::Transfer>());
    type(transfer_code, "123456");
    say(Next{});
    ASSERT_TRUE(asked_for<SubmitTransferCode>());  // R7
    say(OrganisationChecked{at<Organisation::Transfer>()->asked->id,
                            {OrganisationCheck::State::verified, {}, {}}});
    EXPECT_EQ(outcome, Organisation::Outcome::verified);
    EXPECT_TRUE(draft.text(transfer_code).empty());
}

TEST_F(OrganisationTest, AsksForTheTransferCodeAgainWhenItIsWrong) {
    check();
    draft.method = Method::bank_transfer;
    checked(OrganisationCheck::State::pending);
    type(transfer_code, "123456");
    say(Next{});
    say(Failed{at<Organisation::Transfer>()->asked->id, problem("wrong-code")});
    EXPECT_EQ(at<Organisation::Transfer>()->problem->code, "wrong-code");
    EXPECT_TRUE(draft.text(transfer_code).empty());
}

TEST_F(OrganisationTest, WaitsForTheElectronicLicenceAndRenewsItsCode) {
    check();
    draft.method = Method::e_licence;
    checked(OrganisationCheck::State::pending);
    ASSERT_TRUE(at<Organisation::ELicence>());  // R7
    EXPECT_EQ(at<Organisation::ELicence>()->check.qr_payload, "QR");
    say(OrganisationChecked{at<Organisation::ELicence>()->watch.id,
                            {OrganisationCheck::State::expired, {}, {}}});
    EXPECT_TRUE(asked_for<VerifyOrganisation>());
}

TEST_F(OrganisationTest, ContinuesAtWhatTheOrderWaitsFor) {
    draft.order.state = "transfer_wait";
    draft.fields[org_account].text = "12345678";
    take(Organisation::resume(draft));
    ASSERT_TRUE(at<Organisation::Transfer>());  // R15
    EXPECT_EQ(at<Organisation::Transfer>()->check.account_masked, "**** 5678");
    draft.order.state = "face_wait";
    take(Organisation::resume(draft));
    EXPECT_TRUE(at<Organisation::ChoosingFaceWay>());
}

TEST_F(OrganisationTest, LosesNothingWhenTheNetworkIsDown) {
    fill_person();
    say(Next{});
    draft.now = at<Organisation::Saving>()->asked.deadline;
    say(Ticked{});
    ASSERT_TRUE(at<Organisation::Unavailable>());
    say(Retried{});
    ASSERT_TRUE(asked_for<SaveStep>());
    EXPECT_EQ(asked_for<SaveStep>()->fields.at(lr_name), "样本人");
}

}  // namespace
}  // namespace kiosk::flow
