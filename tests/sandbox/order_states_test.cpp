#include "deploy/sandbox/order_states.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sandbox {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto first_state = OrderState::draft_organisation;
constexpr auto last_state = OrderState::expired;

template <class Check>
void for_each_state(Check check) {
    for (int i = static_cast<int>(first_state); i <= static_cast<int>(last_state); ++i)
        check(static_cast<OrderState>(i));
}

TEST(OrderStates, HaveTheContractsWords) {
    for_each_state([](OrderState state) { EXPECT_EQ(order_state(to_text(state)), state); });
    EXPECT_EQ(to_text(OrderState::issue_indeterminate), "issue_indeterminate");
}

TEST(OrderStates, ReturnToTheFirstOpenThingFromEveryDraft) {  // R19
    for_each_state([](OrderState state) {
        EXPECT_EQ(after(state, OrderEvent::organisation_open).has_value(), is_draft(state))
            << to_text(state);
    });
}

TEST(OrderStates, GoFromPaymentToReviewOrToTheKey) {  // R25
    EXPECT_EQ(after(OrderState::payment_wait, OrderEvent::paid_for_review), OrderState::in_review);
    EXPECT_EQ(after(OrderState::payment_wait, OrderEvent::paid_and_approved_on_site),
              OrderState::approved);
    EXPECT_EQ(after(OrderState::payment_unknown, OrderEvent::paid_and_approved_for_post),
              OrderState::production);
}

TEST(OrderStates, KeepDoubtUntilTheProviderSpeaks) {  // R24
    EXPECT_EQ(after(OrderState::payment_wait, OrderEvent::payment_silent),
              OrderState::payment_unknown);
    EXPECT_EQ(after(OrderState::payment_unknown, OrderEvent::payment_closed),
              OrderState::payment_wait);
}

TEST(OrderStates, GiveMoneyBackThatCameAfterCancelling) {  // R24
    EXPECT_EQ(after(OrderState::cancelled, OrderEvent::cancelled_paid), OrderState::refunding);
    EXPECT_EQ(after(OrderState::refunding, OrderEvent::money_returned), OrderState::refunded);
}

TEST(OrderStates, NeverCancelWhatIsUnderReview) {  // R31
    EXPECT_FALSE(after(OrderState::in_review, OrderEvent::cancelled_unpaid));
    EXPECT_THAT(actions_of(OrderState::in_review), ElementsAre("view"));
}

TEST(OrderStates, ResumeAnIssueFromEveryPlaceItMayStop) {  // R52
    for (const auto state : {OrderState::approved, OrderState::issue_wait, OrderState::issuing,
                             OrderState::issue_indeterminate})
        EXPECT_EQ(after(state, OrderEvent::key_reserved), OrderState::issuing) << to_text(state);
    EXPECT_EQ(after(OrderState::issuing, OrderEvent::issue_aborted), OrderState::issue_wait);
    for (const auto state :
         {OrderState::issuing, OrderState::issue_wait, OrderState::issue_indeterminate})
        EXPECT_EQ(after(state, OrderEvent::issue_confirmed), OrderState::completed);
}

TEST(OrderStates, LeadNowhereOnceClosed) {
    for (int event = 0; event <= static_cast<int>(OrderEvent::lapsed); ++event)
        for (const auto state : {OrderState::completed, OrderState::refunded, OrderState::rejected,
                                 OrderState::expired})
            EXPECT_FALSE(after(state, static_cast<OrderEvent>(event)))
                << to_text(state) << ' ' << event;
}

TEST(OrderStates, AllowOnOpenOrdersWhatTheCustomerIsShown) {  // R31
    EXPECT_THAT(actions_of(OrderState::draft_agent), ElementsAre("view", "continue", "cancel"));
    EXPECT_THAT(actions_of(OrderState::correction), ElementsAre("view", "continue"));
    EXPECT_THAT(actions_of(OrderState::approved), ElementsAre("view", "collect"));
    EXPECT_THAT(actions_of(OrderState::cancelled), IsEmpty());
}

TEST(OrderStates, AreOpenClosedOrGone) {
    EXPECT_EQ(group_of(OrderState::shipped), OrderGroup::open);
    EXPECT_EQ(group_of(OrderState::rejected), OrderGroup::closed);
    EXPECT_EQ(group_of(OrderState::expired), OrderGroup::gone);
}

}  // namespace
}  // namespace sandbox
