#include "kiosk/flow/details.hpp"

#include "tests/kiosk/flow/sample_draft.hpp"

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::Not;

struct DetailsFlow : testing::Test, Walk<Details> {
    void review() { step = {Details::Reviewing{}, {}, {}}; }
    void save() {
        review();
        on(Next{});
    }
};

TEST_F(DetailsFlow, FillsInWhatIsKnown) {
    draft.fields[FieldId::agent_name].text = "样本甲";
    draft.fields[FieldId::agent_email].text = "sample@example.cn";
    begin();
    EXPECT_EQ(draft.text(FieldId::invoice_title), draft.text(FieldId::org_name));
    EXPECT_EQ(draft.text(FieldId::invoice_tax_number), draft.text(FieldId::org_code));
    EXPECT_EQ(draft.text(FieldId::invoice_email), "sample@example.cn");
    EXPECT_EQ(draft.text(FieldId::mail_name), "样本甲");  // R18
}

TEST_F(DetailsFlow, SendsTheKeyToTheRepresentativeWhoCameInPerson) {
    draft.choices.lr_in_person = true;
    draft.fields[FieldId::lr_name].text = "样本乙";
    begin();
    EXPECT_EQ(draft.text(FieldId::mail_name), "样本乙");  // R18
}

TEST_F(DetailsFlow, KeepsWhatTheCustomerHadTyped) {
    draft.fields[FieldId::agent_email].text = "sample@example.cn";
    draft.fields[FieldId::invoice_email].text = "books@example.cn";
    begin();
    EXPECT_EQ(draft.text(FieldId::invoice_email), "books@example.cn");
}

TEST_F(DetailsFlow, FollowsAnEditedCompanyNameInTheInvoiceTitle) {
    begin();
    draft.fields[FieldId::org_name].text = "样本（上海）贸易有限公司";
    begin();
    EXPECT_EQ(draft.text(FieldId::invoice_title), "样本（上海）贸易有限公司");
}

TEST_F(DetailsFlow, ChoosesTheFirstProductAndTheGeneralInvoice) {
    begin();
    EXPECT_EQ(draft.choices.product, "one");
    EXPECT_EQ(draft.choices.invoice_kind, InvoiceKind::general);  // R18
}

TEST_F(DetailsFlow, ChoosesTheOnlyDelivery) {
    draft.choices.delivery.reset();
    draft.channel.deliveries = {Delivery::post};
    begin();
    EXPECT_EQ(draft.choices.delivery, Delivery::post);
}

TEST_F(DetailsFlow, DoesNotLetTheTitleBeEdited) {
    begin();
    on(Edited{FieldId::invoice_title, "另一家"});
    EXPECT_EQ(draft.text(FieldId::invoice_title), draft.text(FieldId::org_name));
}

TEST_F(DetailsFlow, HidesTheMailingGroupForCollectionOnTheSpot) {
    begin();
    on(Details::DeliveryChosen{Delivery::post});
    EXPECT_THAT(Details::fields(draft), Contains(FieldId::mail_address));
    on(Details::DeliveryChosen{Delivery::on_site});
    EXPECT_THAT(Details::fields(draft), Not(Contains(FieldId::mail_address)));  // R18
}

TEST_F(DetailsFlow, AsksForTheBankOnlyForASpecialInvoice) {
    begin();
    EXPECT_THAT(Details::fields(draft), Not(Contains(FieldId::invoice_bank)));
    on(Details::InvoiceChosen{InvoiceKind::special});
    EXPECT_THAT(Details::fields(draft), Contains(FieldId::invoice_bank));
}

TEST_F(DetailsFlow, AsksHowTheKeyShallBeDelivered) {
    draft.choices.delivery.reset();
    begin();
    on(Next{});
    EXPECT_TRUE(in<Details::Form>().delivery_missing);
}

TEST_F(DetailsFlow, NamesTheMissingEmail) {
    begin();
    on(Next{});
    EXPECT_TRUE(in<Details::Form>().faults.contains(FieldId::invoice_email));  // R13
}

TEST_F(DetailsFlow, ShowsTheSameReadOnlyAndKeepsTheEditsOnTheWayBack) {
    begin();
    on(Edited{FieldId::invoice_email, "books@example.cn"});
    on(Next{});
    ASSERT_TRUE(is<Details::Reviewing>());
    on(Back{});
    EXPECT_TRUE(is<Details::Form>());
    EXPECT_EQ(draft.text(FieldId::invoice_email), "books@example.cn");  // R19
}

TEST_F(DetailsFlow, SavesAndContinuesAtTheMaterials) {
    save();
    EXPECT_EQ(asked<SaveStep>().page, "materials");  // R15
    on(OrderReplied{to(), draft.order});
    EXPECT_EQ(step.outcome, Details::Outcome::confirmed);  // R19
}

TEST_F(DetailsFlow, SavesAgainWhenTheOrderChangedMeanwhile) {
    save();
    fails("order-changed");
    EXPECT_TRUE(asks<ReadOrder>());
    on(OrderReplied{to(), draft.order});
    EXPECT_TRUE(asks<SaveStep>());
}

TEST_F(DetailsFlow, GoesBackToTheFieldTheBackendRefused) {
    save();
    Problem problem;
    problem.code = "field-invalid";
    problem.items = {"invoice_email"};
    on(Failed{to(), problem});
    EXPECT_TRUE(in<Details::Form>().faults.contains(FieldId::invoice_email));
}

TEST_F(DetailsFlow, CanBeTriedAgainAfterSilence) {
    save();
    after(31s);
    on(Retried{});
    EXPECT_TRUE(asks<SaveStep>());  // R91
}

TEST_F(DetailsFlow, GoesBackWithoutSaving) {
    begin();
    on(Back{});
    EXPECT_EQ(step.outcome, Details::Outcome::left);
}

}  // namespace
}  // namespace kiosk::flow
