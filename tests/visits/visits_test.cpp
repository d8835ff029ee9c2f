// Whole visits by touch, through real PC/SC, HTTPS and ESC/POS.

#include "tests/visits/visitor.hpp"

#include <gtest/gtest.h>

namespace visits {
namespace {

namespace flow = kiosk::flow;

class Visit : public testing::Test {
protected:
    Visitor& in(std::string_view channel = "gov") {
        visitor_ = std::make_unique<Visitor>(test_world(SOURCE_DIR, BINARY_DIR));
        visitor_->start(channel);
        return *visitor_;
    }
    void TearDown() override {
        if (!visitor_) return;
        EXPECT_TRUE(visitor_->ok()) << visitor_->why();
        const auto state = test_world(SOURCE_DIR, BINARY_DIR).state;
        visitor_.reset();
        std::filesystem::remove_all(state);
    }

    /// ① by camera, the LR's face by SMS link.
    static void organisation(Visitor& v, bool lr_in_person) {
        v.choose_new_certificate("lr_face");
        v.agree();
        v.photograph_organisation();
        v.fill_organisation(lr_in_person);
        v.verify_by_face();
    }

    std::unique_ptr<Visitor> visitor_;
};

TEST_F(Visit, AgentByMobileSignsByPhonePaysByWechatAndTakesTheKey) {  // R1–R9 R11 R12 R15 R17–R28
                                                                      // R50 R51 R60 R92
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

}  // namespace
}  // namespace visits
