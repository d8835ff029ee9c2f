// Whole visits by touch, through real PC/SC, HTTPS and ESC/POS.

#include "tests/visits/visit_fixture.hpp"
#include "ui/fields.hpp"

#include <algorithm>

namespace visits {
namespace {

namespace flow = kiosk::flow;

TEST_F(Visit, AgentByMobileSignsByPhonePaysByWechatAndTakesTheKey) {
    // R1 R2 R3 R5 R6 R8 R9 R12 R15 R17 R18 R19 R20 R21 R22 R23 R24 R25 R28 R50 R51 R60 R92
    auto& v = in();
    organisation(v, false);
    v.verify_agent("phone");
    v.confirm_details("on_site");
    v.upload_agent_documents();
    v.sign_letter_by_phone();
    v.sign_application();
    v.pay("wechat");
    v.collect("a");
    ASSERT_TRUE(v.ok()) << v.why();
    EXPECT_TRUE(std::filesystem::exists(v.world().printer_folder() / "receipt-001.bin"));
}

TEST_F(Visit, LegalRepresentativeInPersonSkipsTheAgentStep) {  // R11 R21 R23
    auto& v = in();
    organisation(v, true);
    v.confirm_details("on_site");
    v.sign_application();
    v.pay("alipay");
    v.collect("a");
}

TEST_F(Visit, AgentByBankCardWithAStampedLetterGetsTheKeyByPost) {  // R17 R21 R27
    auto& v = in();
    organisation(v, false);
    v.verify_agent("bank_card");
    v.confirm_details("post");
    v.upload_agent_documents();
    v.photograph_letter();
    v.sign_application();
    v.pay("wechat");
    v.next();
    v.await_page("farewell.post");
}

TEST_F(Visit, ASmallTransferProvesTheOrganisation) {  // R7
    auto& v = in();
    organisation_by(v, "bank_transfer", false);
    v.verify_by_transfer();
    v.await_page("agent.input");
}

TEST_F(Visit, TheElectronicLicenceProvesTheOrganisation) {  // R7
    auto& v = in();
    organisation_by(v, "e_licence", true);
    v.verify_by_e_licence();
    v.await_page("details.form");
}

TEST_F(Visit, RefutedDataAreCorrectedAndAccepted) {  // R14 R18
    auto& v = in("gov", "91110000MA00A001XR");       // the register knows another representative
    organisation_by(v, "lr_face", false);
    v.await_page("organisation.refuted");
    v.touch("back");
    v.hand().await(
        [&] { return v.page() == "organisation.person" || v.page() == "organisation.form"; },
        "the form");
    if (v.page() == "organisation.form") v.next();
    v.await_page("organisation.person");
    v.correct_hanzi("lr_name", "yangbenliming", "样本李明");
    v.next();
    v.await_page("organisation.face_way");
}

TEST_F(Visit, AnUnfinishedOrderIsContinuedWhereItStopped) {  // R15 R16 R30 R90
    auto& v = in();
    organisation(v, false);
    v.await_page("agent.input");
    const auto order = v.draft().order.id;
    v.leave();
    v.start();
    v.choose_new_certificate("lr_face");
    v.agree();
    v.photograph_organisation();
    v.next();
    v.await_page("organisation.duplicate");
    EXPECT_FALSE(v.hand().text_of("organisation.duplicate").empty());
    v.touch("organisation.duplicate.continue");
    v.await_page("identify.code");
    v.enter_code(v.people.lr_mobile);
    v.await_page("agent.input");
    EXPECT_EQ(v.draft().order.id, order);
    EXPECT_EQ(v.draft().text(flow::FieldId::lr_mobile), v.people.lr_mobile);
}

TEST_F(Visit, AReviewedOrderIsCollectedLaterFromTheList) {  // R25 R28 R30 R31
    auto& v = in("bank");
    organisation(v, true);
    v.confirm_details("on_site");
    v.photograph_seal();
    v.sign_application();
    v.pay("wechat");
    v.await_page("pay.paid");
    const auto order = v.draft().order.id;
    v.next();
    v.await_page("farewell.review");
    v.next();
    v.await_page("attract");
    v.outside("/outer/review", {{"order", order}, {"decision", "approve"}});
    v.start("bank");
    v.find_orders("310115198503140021", v.people.lr_mobile);
    v.touch("orders." + order + ".collect");
    v.collect("a");
}

TEST_F(Visit, SpeaksEnglishWhenAsked) {  // R93
    auto& v = in();
    v.touch("language");
    EXPECT_TRUE(v.hand().await([&] { return v.hand().text_of("headline").starts_with("Welcome"); },
                               "English"));
    v.choose_new_certificate("lr_face");
    v.agree();
    EXPECT_EQ(v.hand().text_of("staff"), "Call staff");
}

TEST_F(Visit, AnEmptyDeskIsToldAndEverythingCanBeTyped) {  // R9 R10
    auto& v = in();
    v.choose_new_certificate("lr_face");
    v.agree();
    v.world().lay("");
    v.touch("organisation.input.camera");
    v.await_page("capture.licence");
    v.next();
    EXPECT_TRUE(v.hand().await("capture.why"));
    v.touch("capture.by_hand");
    v.await_page("organisation.form");
    v.fill("org_code", "91310115MA1K00000");
    EXPECT_TRUE(v.hand().await("field.org_code.error"));  // R13
}

TEST_F(Visit, DocumentsThatDoNotBelongTogetherAreToldAndPutRight) {  // R9 R10
    auto& v = in();
    v.choose_new_certificate("lr_face");
    v.agree();
    v.touch("organisation.input.camera");
    v.photograph("licence", "licence");
    v.photograph("lr_id_front",
                 "agent_id_front");  // the agent's, where the representative's is due
    v.await_page("capture.differing");
    EXPECT_EQ(v.hand().text_of("capture.differ.read"), "样本强");
    EXPECT_EQ(v.hand().text_of("capture.differ.other"), "样本华");
    v.touch("back");
    v.photograph("lr_id_front", "id_front");
    v.photograph("lr_id_back", "agent_id_back");
    v.await_page("capture.differing");
    EXPECT_EQ(v.hand().text_of("capture.differ.read"), "北京市公安局海淀分局");
    v.touch("back");
    v.photograph("lr_id_back", "id_back");
    v.await_page("organisation.form");
    v.next();
    v.await_page("organisation.person");
    v.correct_hanzi("lr_name", "yangbenqiang", "样本强");
    v.hand().await("field.lr_name.doubt");
    v.correct_hanzi("lr_name", "yangbenhua", "样本华");
    v.hand().await_gone("field.lr_name.doubt");
    v.fill("lr_mobile", v.people.lr_mobile);
    v.touch("organisation.applicant.yes");
    v.next();
    v.verify_by_face();
    v.await_page("details.form");
}

TEST_F(Visit, OneDocumentIsReadWhileTheNextIsPutIn) {  // R9 R10
    auto& v = in();
    v.choose_new_certificate("lr_face");
    v.agree();
    v.touch("organisation.input.camera");
    v.photograph("licence", "licence");
    v.world().lay("id_front");
    const auto both_read = [&] {
        const auto* page = std::get_if<flow::Capturing>(&v.visit().page);
        return page != nullptr && std::ranges::count(flow::Capture::job_of(page->state).sheets,
                                                     flow::Capture::Sheet::Stage::reading,
                                                     &flow::Capture::Sheet::stage) == 2;
    };
    v.hand().await(both_read, "the card to be taken while the licence is read");
    v.world().lay("");
    v.photograph("lr_id_back", "id_back");
    v.await_page("organisation.form");
}

TEST_F(Visit, TheFormFillsWhileTheRestOfTheDocumentIsRead) {  // R9
    auto& v = in();
    v.choose_new_certificate("lr_face");
    v.agree();
    v.touch("organisation.input.camera");
    v.photograph("licence", "licence");
    const auto licence = [&] {
        const auto* page = std::get_if<flow::Capturing>(&v.visit().page);
        return page ? flow::Capture::job_of(page->state).sheets.front() : flow::Capture::Sheet{};
    };
    const auto half_read = [&] {
        return licence().stage == flow::Capture::Sheet::Stage::reading &&
               v.hand().see("capture.read.licence.code");
    };
    v.hand().await(half_read, "the code to be shown while the licence is read");
    EXPECT_TRUE(v.visit().draft.text(flow::FieldId::org_code).empty());
    const auto all_read = [&] { return licence().stage == flow::Capture::Sheet::Stage::kept; };
    v.hand().await(all_read, "the licence to be read");
    EXPECT_EQ(v.hand().text_of("capture.read.licence.code"),
              ui::grouped(v.visit().draft.text(flow::FieldId::org_code), ui::unified_code_groups));
}

TEST_F(Visit, WithoutPrinterTheReceiptIsShownAsACode) {  // R61
    auto& v = in();
    v.world().break_printer("offline");
    organisation(v, true);
    v.confirm_details("on_site");
    v.sign_application();
    v.pay("wechat");
    EXPECT_TRUE(v.hand().await("pay.receipt"));
    v.collect("a");
}

}  // namespace
}  // namespace visits
