// Whole visits with keys that are in use: by touch, through real PC/SC, HTTPS and ESC/POS.

#include "tests/visits/visit_fixture.hpp"

namespace visits {
namespace {

constexpr int soon = 30;  // days that the certificate in the key "old" is still valid
constexpr const char* new_pin = "903172";

class KeyVisit : public Visit {
protected:
    Visitor& in(int days = soon) {
        auto& v = Visit::in();
        serial_ = v.world().issue_key("old", days, v.people.pin);
        return v;
    }
    std::string serial_;
};

/// 新办 up to the key, the representative in person.
void order_for_key(Visitor& v) {
    organisation(v, true);
    v.confirm_details("on_site");
    v.sign_application();
    v.pay("wechat");
    v.go_on_when_approved();
    v.await_page("issue.awaiting");
}

TEST_F(KeyVisit, ACertificateIsRenewedInTheSameKey) {  // R35
    auto& v = in();
    v.begin_renewal("renewal", "old");
    const auto before = v.draft().holder.certificate;
    v.order_renewal();
    EXPECT_FALSE(v.is_revoked(before.serial));
    v.write_kept_key();
    ASSERT_TRUE(v.ok()) << v.why();
    EXPECT_TRUE(v.is_revoked(before.serial));
    v.next();
    v.start();
    v.choose_service("view");
    v.insert("old");
    v.await_page("view.key");
    EXPECT_FALSE(v.hand().see("view.certificate.1"));  // the former one is gone
    EXPECT_NE(v.hand().text_of("view.certificate.0.serial"), before.serial);
}

TEST_F(KeyVisit, ItIsToldWhenARenewalIsTooEarly) {  // R35
    auto& v = in(200);
    v.choose_service("renewal");
    v.prove_key("old");
    v.await_page("renewal.certificate");
    EXPECT_TRUE(v.hand().await("renewal.early"));
    EXPECT_FALSE(v.hand().see("next"));
    v.touch("back");
    v.await_page("entry.services");
}

TEST_F(KeyVisit, ChangedDataAreReadFromTheLicence) {  // R36
    auto& v = in();
    v.begin_renewal("change", "old");
    v.await_page("organisation.input");
    v.touch("organisation.input.camera");
    v.photograph("licence", "licence");
    v.fill_organisation(false);
    v.await_page("agent.input");
    v.verify_agent("phone");
    v.await_page("details.form");
    v.next();
    v.await_page("details.review");
    v.next();
    v.sign_application();
    v.pay("wechat");
    v.write_kept_key();
}

TEST_F(KeyVisit, ALostKeyIsRevokedAndReplaced) {  // R37
    auto& v = in();
    v.choose_service("replacement");
    v.await_page("replacement.loss");
    v.touch("replacement.lost");
    v.next();
    v.await_page("entry.method");
    v.touch("entry.method.lr_face");
    v.next();
    v.await_page("entry.agreements");
    v.agree();
    v.photograph_organisation();
    v.fill_organisation(true);
    v.verify_by_face();
    v.confirm_details("on_site");
    v.sign_application();
    const auto keys = v.world().get("/outer/keys");
    ASSERT_TRUE(v.ok() && keys) << v.why();
    EXPECT_EQ(keys->at("revoked").size(), 1U);  // at once, not only with the new key
    v.pay("wechat");
    v.collect("a");
    v.next();
    v.start();
    v.choose_service("view");
    v.insert("old");
    v.await_page("view.key");
    EXPECT_FALSE(v.hand().see("view.change_pin"));  // nobody's any more
}

TEST_F(KeyVisit, ABlockedPinIsSetAnewAndOpensTheOrders) {  // R30 R38 R50
    auto& v = in();
    v.choose_service("renewal");
    v.await_page("prove.awaiting");
    v.insert("old");
    v.block_pin("prove.pin");
    v.await_page("prove.wrong_key");
    v.touch("prove.unlock");
    v.unlock(new_pin);
    v.next();
    v.start();
    v.choose_service("orders");
    v.await_page("identify.asking");
    v.touch("identify.key");
    v.prove_key("old");
    v.await_page("orders.list");
}

TEST_F(KeyVisit, AnotherPersonDoesNotUnlockTheKey) {  // R38
    auto& v = in();
    v.choose_service("unlock");
    v.await_page("unlock.awaiting");
    v.insert("old");
    v.await_page("unlock.explaining");
    v.next();
    v.agree_for_key();
    v.await_page("agent.input");
    v.touch("agent.input.typing");
    v.fill_hanzi("agent_name", "yangbenming", "样本明");
    v.fill("agent_id_number", v.people.agent_id);
    v.fill("agent_mobile", v.people.agent_mobile);
    v.fill("agent_email", v.people.email);
    v.next();
    v.hand().await(
        [&] {
            return v.page() != "agent.form" && v.page() != "agent.saving" &&
                   v.page() != "agent.sending";
        },
        "the refusal");
    EXPECT_EQ(v.page(), "agent.failed");
}

TEST_F(KeyVisit, AnyKeyIsLookedAtAndItsOwnerChangesThePin) {  // R39 R50
    auto& v = in();
    v.choose_service("view");
    v.await_page("view.awaiting");
    v.insert("blank");
    v.await_page("view.key");
    EXPECT_FALSE(v.hand().see("view.change_pin"));
    v.pull();
    v.await_page("view.awaiting");
    v.insert("old");
    v.await_page("view.key");
    EXPECT_EQ(v.hand().text_of("view.card.tries"), "3");
    EXPECT_TRUE(v.hand().see("view.renew"));
    v.change_pin(new_pin);
    v.touch("back");
    v.await_page("view.removing");
    v.pull();
    v.await_page("entry.services");
}

TEST_F(KeyVisit, TheReceiptLeadsStraightToTheKey) {  // R28 R30 R31
    auto& v = in();
    order_for_key(v);
    v.leave();
    v.start();
    v.choose_service("orders");
    v.await_page("identify.asking");
    v.world().lay_slip(1);
    v.touch("identify.slip");
    v.await_page("identify.code");
    v.world().lay("");
    v.enter_code(v.people.lr_mobile);
    v.collect("a");
}

TEST_F(KeyVisit, AKeyPulledInTheMiddleGoesOnWhenItIsBack) {  // R52
    auto& v = in();
    order_for_key(v);
    v.insert("a");
    v.world().keys().set_fault("die_after_ins 47");  // pulled while the pair is made
    v.choose_pin("issue.pin", v.people.pin);
    v.await_page("issue.interrupted");
    v.insert("a");
    v.choose_pin("issue.pin", v.people.pin);
    v.await_page("issue.done");
    v.pull();
    v.await_page("farewell.completed");
}

TEST_F(KeyVisit, AnotherKeyPutBackIsLeftAlone) {  // R50 R52
    auto& v = in();
    v.begin_renewal("renewal", "old");
    v.order_renewal();
    v.go_on_when_approved();
    v.await_page("issue.own_pin");
    v.world().keys().set_fault("die_after_ins 47");
    v.enter_pin(v.people.pin);
    v.await_page("issue.interrupted");
    v.insert("other");
    v.await_page("issue.wrong_key");
    v.pull();
    v.await_page("issue.awaiting");
    v.insert("old");
    v.write_kept_key();
}

}  // namespace
}  // namespace visits
