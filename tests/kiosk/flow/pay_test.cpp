#include "kiosk/flow/pay.hpp"

#include "tests/kiosk/flow/sample_draft.hpp"

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;

struct PayFlow : testing::Test, Walk<Pay> {
    static Payment payment(PaymentState state, Provider provider = Provider::wechat) {
        return {"pay-1", provider, state, "weixin://pay/1", 20000, 120s};
    }
    void reply(PaymentState state) { on(PaymentReplied{to(), payment(state)}); }
    void pay() {
        begin();
        on(Pay::ProviderChosen{Provider::wechat});
        reply(PaymentState::created);
    }
    void receipt(SlipResult result = SlipResult::printed) {
        pay();
        reply(PaymentState::succeeded);
        on(SlipPrinted{to(), result});
    }
    void order_is(std::string state) {
        auto order = draft.order;
        order.state = std::move(state);
        on(OrderReplied{to(), order});
    }
};

TEST_F(PayFlow, LetsTheCustomerChooseTheProvider) {
    begin();
    on(Pay::ProviderChosen{Provider::alipay});
    EXPECT_EQ(asked<CreatePayment>().provider, Provider::alipay);  // R23
}

TEST_F(PayFlow, DoesNotAskWhereThereIsOneProvider) {
    draft.channel.providers = {Provider::wechat};
    begin();
    EXPECT_TRUE(asks<CreatePayment>());
}

TEST_F(PayFlow, ShowsTheCodeAndWaitsForTheResult) {
    pay();
    EXPECT_EQ(in<Pay::Paying>().expires_at, draft.now + 120s);
    EXPECT_TRUE(asks<WatchPayment>());  // R23
}

TEST_F(PayFlow, AsksAgainWhenNothingHappenedYet) {
    pay();
    reply(PaymentState::paying);
    EXPECT_TRUE(asks<WatchPayment>());
    fails("offline");
    EXPECT_TRUE(is<Pay::Paying>());
    EXPECT_TRUE(asks<WatchPayment>());  // R91
}

TEST_F(PayFlow, ClosesTheFirstBeforeTheOtherProviderOpens) {
    pay();
    on(Pay::ProviderChosen{Provider::alipay});
    EXPECT_TRUE(asks<ClosePayment>());
    reply(PaymentState::closed);
    EXPECT_EQ(asked<CreatePayment>().provider, Provider::alipay);  // R23
}

TEST_F(PayFlow, KeepsThePaymentWhenTheSameProviderIsTouched) {
    pay();
    on(Pay::ProviderChosen{Provider::wechat});
    EXPECT_TRUE(step.effects.empty());
}

TEST_F(PayFlow, TakesThePaymentThatArrivedWhileItWasBeingClosed) {
    pay();
    on(Back{});
    reply(PaymentState::succeeded);
    EXPECT_TRUE(asks<PrintSlip>());  // R24
}

TEST_F(PayFlow, RenewsAnExpiredCodeByItself) {
    pay();
    after(121s);
    EXPECT_TRUE(asks<ClosePayment>());
    reply(PaymentState::closed);
    EXPECT_EQ(asked<CreatePayment>().provider, Provider::wechat);  // R23
}

TEST_F(PayFlow, RenewsTheCodeTheProviderCallsExpired) {
    pay();
    reply(PaymentState::expired);
    EXPECT_TRUE(asks<CreatePayment>());  // R23
}

TEST_F(PayFlow, ClosesBeforeGoingBack) {
    pay();
    on(Back{});
    EXPECT_TRUE(asks<ClosePayment>());
    reply(PaymentState::closed);
    EXPECT_TRUE(is<Pay::Choosing>());
}

TEST_F(PayFlow, NeverOffersASecondPaymentWhileTheFirstIsUnknown) {
    pay();
    reply(PaymentState::unknown);
    on(Pay::ProviderChosen{Provider::alipay});
    on(Back{});
    on(Retried{});
    EXPECT_TRUE(is<Pay::Unknown>());
    EXPECT_TRUE(step.effects.empty());  // R24
}

TEST_F(PayFlow, IsInDoubtWhenTheClosingWasNotAnswered) {
    pay();
    on(Pay::ProviderChosen{Provider::alipay});
    after(31s);
    EXPECT_TRUE(is<Pay::Unknown>());
    EXPECT_TRUE(asks<WatchPayment>());  // R24
}

TEST_F(PayFlow, OffersPaymentAgainOnceTheFirstIsKnownToBeClosed) {
    pay();
    reply(PaymentState::unknown);
    reply(PaymentState::closed);
    EXPECT_TRUE(is<Pay::Choosing>());  // R24
}

TEST_F(PayFlow, AsksAboutThePaymentAContinuedOrderLeftOpen) {
    draft.order.payment = payment(PaymentState::paying);
    begin();
    EXPECT_TRUE(asks<WatchPayment>());
    reply(PaymentState::paying);
    EXPECT_TRUE(is<Pay::Paying>());  // R24
}

TEST_F(PayFlow, ClosesTheOneThatWasOpenFromBefore) {
    begin();
    on(Pay::ProviderChosen{Provider::alipay});
    fails("payment-open");
    EXPECT_TRUE(asks<ReadOrder>());
    auto order = draft.order;
    order.payment = payment(PaymentState::paying);
    on(OrderReplied{to(), order});
    EXPECT_TRUE(asks<ClosePayment>());  // R23
}

TEST_F(PayFlow, AsksForTheSamePaymentAgainAfterSilence) {
    begin();
    on(Pay::ProviderChosen{Provider::alipay});
    after(31s);
    on(Retried{});
    EXPECT_EQ(asked<CreatePayment>().provider, Provider::alipay);  // R91
}

TEST_F(PayFlow, PrintsTheReceiptWhenItIsPaid) {
    pay();
    reply(PaymentState::succeeded);
    const auto slip = asked<PrintSlip>();
    EXPECT_EQ(slip.kind, "receipt");
    EXPECT_EQ(slip.qr, "slip-1");  // R25
}

TEST_F(PayFlow, GoesOnWithoutAPrinter) {
    pay();
    reply(PaymentState::succeeded);
    fails("printer-absent");
    EXPECT_EQ(in<Pay::Paid>().slip, SlipResult::not_printed);  // R61
}

TEST_F(PayFlow, WaitsForTheReviewThatIsDoneAtOnce) {
    receipt();
    order_is("in_review");
    EXPECT_TRUE(asks<WatchOrder>());
    order_is("approved");
    EXPECT_FALSE(step.outcome);
    after(9s);
    EXPECT_EQ(step.outcome, Pay::Outcome::approved);  // R25 R28
}

TEST_F(PayFlow, DoesNotRunAwayFromTheCodeThatCouldNotBePrinted) {
    receipt(SlipResult::not_printed);
    order_is("approved");
    after(60s);
    EXPECT_FALSE(step.outcome);
    on(Next{});
    EXPECT_EQ(step.outcome, Pay::Outcome::approved);  // R61
}

TEST_F(PayFlow, DoesNotLetGoBeforeAnApprovalThatTakesSeconds) {
    receipt();
    on(Next{});
    EXPECT_FALSE(step.outcome);  // R25
}

TEST_F(PayFlow, EndsHereWhenTheReviewTakesADay) {
    draft.channel.review = Review::one_working_day;
    receipt();
    order_is("in_review");
    on(Next{});
    EXPECT_EQ(step.outcome, Pay::Outcome::done);  // R25
}

TEST_F(PayFlow, EndsHereWhenTheKeyGoesByPost) {
    draft.choices.delivery = Delivery::post;
    receipt();
    order_is("production");
    EXPECT_FALSE(in<Pay::Paid>().watch);
    on(Next{});
    EXPECT_EQ(step.outcome, Pay::Outcome::done);  // R27
}

TEST_F(PayFlow, DropsAnAnswerToAnotherQuestion) {
    pay();
    on(PaymentReplied{AskId{999}, payment(PaymentState::succeeded)});
    EXPECT_TRUE(is<Pay::Paying>());
}

}  // namespace
}  // namespace kiosk::flow
