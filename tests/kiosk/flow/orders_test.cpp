#include "kiosk/flow/orders.hpp"

#include "tests/kiosk/flow/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kiosk::flow {
namespace {

using testing::SizeIs;

OrderSummary summary(const std::string& id, const std::string& state) {
    return {id, "new", state, "样例*", "2026-11-22T10:00:00+08:00", {}};
}

struct OrdersTest : testing::Test, Table<Orders> {
    OrdersTest() { draft.found = {summary("A1", "draft_agent"), summary("A2", "completed")}; }
    void show(std::set<std::string> actions) {
        take(Orders::begin(draft));
        say(Orders::OrderOpened{"A1"});
        Order order;
        order.id = "A1";
        order.etag = "7";
        order.allowed_actions = std::move(actions);
        say(OrderReplied{at<Orders::Loading>()->asked.id, order});
    }
};

TEST_F(OrdersTest, ShowsWhatIsKnownWhileTheRestIsAskedFor) {
    take(Orders::begin(draft));
    EXPECT_THAT(at<Orders::Listing>()->orders, SizeIs(1));  // R30: 未完成订单
    ASSERT_TRUE(asked_for<ListOrders>());
    EXPECT_TRUE(asked_for<ListOrders>()->open);
}

TEST_F(OrdersTest, HasASecondListOfFinishedOnes) {
    take(Orders::begin(draft));
    say(Orders::TabChosen{false});
    ASSERT_TRUE(asked_for<ListOrders>());
    EXPECT_FALSE(asked_for<ListOrders>()->open);  // R30: 已完成订单
    say(OrdersListed{at<Orders::Listing>()->asked->id, {summary("A2", "completed")}});
    EXPECT_THAT(at<Orders::Listing>()->orders, SizeIs(1));
}

TEST_F(OrdersTest, AllowsOnlyWhatTheBackendAllows) {
    show({"view"});
    say(Orders::ContinueWanted{});
    EXPECT_FALSE(outcome);  // R31
    say(Orders::CollectWanted{});
    EXPECT_FALSE(outcome);
    say(Orders::CancelWanted{});
    EXPECT_FALSE(at<Orders::Showing>()->cancelling);
}

TEST_F(OrdersTest, ContinuesOrCollects) {
    show({"continue", "collect"});
    say(Orders::ContinueWanted{});
    EXPECT_EQ(outcome, Orders::Outcome::continue_order);  // R31
    say(Orders::CollectWanted{});
    EXPECT_EQ(outcome, Orders::Outcome::collect);
    EXPECT_EQ(draft.order.id, "A1");
}

TEST_F(OrdersTest, ContinuesStraightFromTheList) {
    take(Orders::begin(draft));
    say(Orders::OrderOpened{"A1", "continue"});
    Order order;
    order.id = "A1";
    order.allowed_actions = {"continue"};
    say(OrderReplied{at<Orders::Loading>()->asked.id, order});
    EXPECT_EQ(outcome, Orders::Outcome::continue_order);  // R31
}

TEST_F(OrdersTest, AsksOnceMoreBeforeItCancels) {
    show({"cancel"});
    say(Orders::CancelConfirmed{});
    EXPECT_FALSE(asked_for<CancelOrder>());
    say(Orders::CancelWanted{});
    say(Orders::CancelConfirmed{});
    ASSERT_TRUE(asked_for<CancelOrder>());  // R32
    EXPECT_EQ(asked_for<CancelOrder>()->etag, "7");
}

TEST_F(OrdersTest, PrintsASlipAndForgetsACancelledOrder) {
    show({"cancel"});
    draft.fields[FieldId::org_name].text = "样例";
    say(Orders::CancelWanted{});
    say(Orders::CancelConfirmed{});
    Order gone;
    gone.id = "A1";
    gone.state = "cancelled";
    say(OrderReplied{at<Orders::Showing>()->asked->id, gone});
    ASSERT_TRUE(asked_for<PrintSlip>());  // R32
    EXPECT_EQ(asked_for<PrintSlip>()->kind, "cancelled");
    EXPECT_TRUE(draft.fields.empty() && draft.order.id.empty());
    EXPECT_TRUE(at<Orders::Listing>()->orders.empty());
}

TEST_F(OrdersTest, KeepsTheOrderWhenTheCustomerThinksBetter) {
    show({"cancel"});
    say(Orders::CancelWanted{});
    say(Dismissed{});
    EXPECT_FALSE(at<Orders::Showing>()->cancelling);
}

TEST_F(OrdersTest, TriesAgainAfterAFailure) {
    take(Orders::begin(draft));
    draft.now = at<Orders::Listing>()->asked->deadline;
    say(Ticked{});
    ASSERT_TRUE(at<Orders::Unavailable>());
    say(Retried{});
    EXPECT_TRUE(asked_for<ListOrders>());
}

}  // namespace
}  // namespace kiosk::flow
