#include "kiosk/flow/renewal.hpp"

#include "kiosk/flow/dates.hpp"
#include "kiosk/flow/replacement.hpp"
#include "tests/kiosk/flow/sample_draft.hpp"

namespace kiosk::flow {
namespace {

struct RenewalFlow : testing::Test, Walk<Renewal> {
    void show(const char* service, bool renewable) {
        draft.service = service;
        draft.holder = {"SAMPLE0001", "样本单位", {}, "2027-01-01", renewable};
        begin();
    }
};

TEST_F(RenewalFlow, AppliesForTheKeyThatProvedItself) {
    show("renewal", true);
    on(Next{});
    EXPECT_EQ(step.outcome, Renewal::Outcome::apply);
    EXPECT_EQ(draft.wanted_key, "SAMPLE0001");  // R35
}

TEST_F(RenewalFlow, DoesNotBeginBeforeItsWindow) {
    show("renewal", false);
    on(Next{});
    EXPECT_FALSE(step.outcome);  // R35
}

TEST_F(RenewalFlow, AChangeIsPossibleAtAnyTime) {
    show("change", false);
    on(Next{});
    EXPECT_EQ(step.outcome, Renewal::Outcome::apply);  // R36
}

TEST_F(RenewalFlow, SaysThatAnExpiredCertificateIsNotRenewed) {
    draft.today = "2027-01-02";
    draft.service = "change";
    draft.holder.certificate.valid_until = "2027-01-01";
    begin();
    on(Next{});
    EXPECT_FALSE(step.outcome);
    EXPECT_EQ(Renewal::window(draft), Renewal::Window::expired);  // R35
}

TEST_F(RenewalFlow, ContinuesWhatIsUnfinished) {
    draft.found = {{"old", "renewal", "payment_wait", {}, {}, {"continue"}}};
    show("renewal", false);
    on(Next{});
    EXPECT_EQ(step.outcome, Renewal::Outcome::continue_order);
    EXPECT_EQ(in<Renewal::Showing>().unfinished, "old");  // R16
}

struct ReplacementFlow : testing::Test, Walk<Replacement> {};

TEST_F(ReplacementFlow, WantsToKnowWhatBecameOfTheKey) {
    begin();
    on(Next{});
    EXPECT_TRUE(in<Replacement::ChoosingLoss>().reminded);
    on(Replacement::LossChosen{KeyLoss::broken});
    on(Next{});
    EXPECT_EQ(step.outcome, Replacement::Outcome::chosen);
    EXPECT_EQ(draft.choices.key_loss, KeyLoss::broken);  // R37
}

TEST(DaysUntil, CountsBySheetsOfTheCalendar) {
    EXPECT_EQ(days_until("2027-01-01", "2026-11-28"), 34);
    EXPECT_EQ(days_until("2026-11-28", "2026-11-28"), 0);
    EXPECT_EQ(days_until("2026-11-27", "2026-11-28"), -1);
    EXPECT_FALSE(days_until("", "2026-11-28"));  // R39
}

}  // namespace
}  // namespace kiosk::flow
