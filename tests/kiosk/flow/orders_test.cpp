#include "kiosk/flow/orders.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kiosk::flow {
namespace {

using O = Orders;
using testing::SizeIs;

OrderSummary summary(const std::string& id, const std::string& state) {
    return {id, "new", state, "样例*", "2026-11-22T10:00:00+08:00", {}};
}

struct OrdersTest : testing::Test {
    Draft draft;
    O::State state;
    Effects effects;
    std::optional<O::Outcome> outcome;

    OrdersTest() { draft.found = {summary("A1", "draft_agent"), summary("A2", "completed")}; }
    void take(Stepped<O::State, O::Outcome> step) {
        state = std::move(step.state);
        effects = std::move(step.effects);
        outcome = step.outcome;
    }
    void say(const O::Event& event) { take(O::next(state, event, draft)); }
    template <class S>
    const S* at() const {
        return std::get_if<S>(&state);
    }
    template <class E>
    const E* asked_for() const {
        for (const auto& effect : effects)
            if (const auto* e = std::get_if<E>(&effect)) return e;
        return nullptr;
    }
    void show(std::set<std::string> actions) {
        take(O::begin(draft));
        say(O::OrderOpened{"A1"});
        Order order;
        order.id = "A1";
        order.etag = "7";
        order.allowed_actions = std::move(actions);
        say(OrderReplied{at<O::Loading>()->asked.id, order});
    }
};

TEST_F(OrdersTest, ShowsWhatIsKnownWhileTheRestIsAskedFor) {
    take(O::begin(draft));
    EXPECT_THAT(at<O::Listing>()->orders, SizeIs(1));  // R30: 未完成订单
    ASSERT_TRUE(asked_for<ListOrders>());
    EXPECT_TRUE(asked_for<ListOrders>()->open);
}

TEST_F(OrdersTest, HasASecondListOfFinishedOnes) {
    take(O::begin(draft));
    say(O::TabChosen{false});
    ASSERT_TRUE(asked_for<ListOrders>());
    EXPECT_FALSE(asked_for<ListOrders>()->open);  // R30: 已完成订单
    say(OrdersListed{at<O::Listing>()->asked->id, {summary("A2", "completed")}});
    EXPECT_THAT(at<O::Listing>()->orders, SizeIs(1));
}

TEST_F(OrdersTest, AllowsOnlyWhatTheBackendAllows) {
    show({"view"});
    say(O::ContinueWanted{});
    EXPECT_FALSE(outcome);  // R31
    say(O::CollectWanted{});
    EXPECT_FALSE(outcome);
    say(O::CancelWanted{});
    EXPECT_FALSE(at<O::Showing>()->cancelling);
}

TEST_F(OrdersTest, ContinuesOrCollects) {
    show({"continue", "collect"});
    say(O::ContinueWanted{});
    EXPECT_EQ(outcome, O::Outcome::continue_order);  // R31
    say(O::CollectWanted{});
    EXPECT_EQ(outcome, O::Outcome::collect);
    EXPECT_EQ(draft.order.id, "A1");
}

TEST_F(OrdersTest, ContinuesStraightFromTheList) {
    take(O::begin(draft));
    say(O::OrderOpened{"A1", "continue"});
    Order order;
    order.id = "A1";
    order.allowed_actions = {"continue"};
    say(OrderReplied{at<O::Loading>()->asked.id, order});
    EXPECT_EQ(outcome, O::Outcome::continue_order);  // R31
}

TEST_F(OrdersTest, AsksOnceMoreBeforeItCancels) {
    show({"cancel"});
    say(O::CancelConfirmed{});
    EXPECT_FALSE(asked_for<CancelOrder>());
    say(O::CancelWanted{});
    say(O::CancelConfirmed{});
    ASSERT_TRUE(asked_for<CancelOrder>());  // R32
    EXPECT_EQ(asked_for<CancelOrder>()->etag, "7");
}

TEST_F(OrdersTest, PrintsASlipAndForgetsACancelledOrder) {
    show({"cancel"});
    draft.fields[FieldId::org_name].text = "样例";
    say(O::CancelWanted{});
    say(O::CancelConfirmed{});
    Order gone;
    gone.id = "A1";
    gone.state = "cancelled";
    say(OrderReplied{at<O::Showing>()->asked->id, gone});
    ASSERT_TRUE(asked_for<PrintSlip>());  // R32
    EXPECT_EQ(asked_for<PrintSlip>()->kind, "cancelled");
    EXPECT_TRUE(draft.fields.empty() && draft.order.id.empty());
    EXPECT_TRUE(at<O::Listing>()->orders.empty());
}

TEST_F(OrdersTest, KeepsTheOrderWhenTheCustomerThinksBetter) {
    show({"cancel"});
    say(O::CancelWanted{});
    say(Dismissed{});
    EXPECT_FALSE(at<O::Showing>()->cancelling);
}

TEST_F(OrdersTest, TriesAgainAfterAFailure) {
    take(O::begin(draft));
    draft.now = at<O::Listing>()->asked->deadline;
    say(Ticked{});
    ASSERT_TRUE(at<O::Unavailable>());
    say(Retried{});
    EXPECT_TRUE(asked_for<ListOrders>());
}

}  // namespace
}  // namespace kiosk::flow
