#include "kiosk/flow/entry.hpp"

#include "tests/kiosk/flow/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kiosk::flow {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

Channel gov() {
    Channel channel;
    channel.id = "gov";
    channel.services = {{"new", true, {}}, {"renewal", true, {}}, {"orders", true, {}}};
    channel.methods = {
        {Method::lr_face, true, 2, 20000, true, {"licence", "lr_id_front"}, {}},
        {Method::bank_transfer, false, 2880, 20000, false, {"licence"}, {}},
    };
    channel.materials = {{"licence", true, false}, {"authorisation_letter", true, true}};
    return channel;
}

struct EntryTest : testing::Test, Table<Entry> {
    EntryTest() { draft.default_channel = "gov"; }
    void open() {
        take(Entry::begin(draft));
        const auto opening = *at<Entry::Opening>();
        say(ChannelsLoaded{opening.channels.id, {{"gov", {}}, {"bank", {}}}});
        say(ChannelLoaded{opening.channel.id, gov()});
        Readiness ready;
        ready.backend = true;
        say(ReadinessChecked{opening.readiness.id, ready});
    }
    void choose_service() {
        open();
        say(Entry::ChannelConfirmed{});
        say(Entry::ServiceChosen{"new"});
    }
    void agree_with(std::vector<Agreement> agreements) {
        choose_service();
        say(Entry::MethodChosen{Method::lr_face});
        say(Next{});
        say(AgreementsLoaded{at<Entry::LoadingAgreements>()->asked.id, std::move(agreements)});
    }
    std::vector<Agreement> two() {
        return {{"service", "3", {}, {}, "aa"}, {"privacy", "1", {}, {}, "bb"}};
    }
};

TEST_F(EntryTest, ShowsTheCurrentChannelBeforeAnythingElse) {
    open();
    ASSERT_TRUE(at<Entry::ConfirmingChannel>());  // R1
    EXPECT_THAT(at<Entry::ConfirmingChannel>()->known, SizeIs(2));
    EXPECT_EQ(draft.channel.id, "gov");
}

TEST_F(EntryTest, LoadsAnotherChannelAndItsServices) {
    open();
    say(Entry::OtherChannelWanted{});
    say(Entry::ChannelChosen{"bank"});
    ASSERT_TRUE(asked_for<LoadChannel>());  // R2
    auto bank = gov();
    bank.id = "bank";
    say(ChannelLoaded{at<Entry::LoadingChannel>()->asked.id, bank});
    EXPECT_TRUE(at<Entry::ChoosingService>());
    EXPECT_EQ(draft.channel.id, "bank");
}

TEST_F(EntryTest, ComesUpWithoutDeviceStates) {
    take(Entry::begin(draft));
    const auto opening = *at<Entry::Opening>();
    say(ChannelsLoaded{opening.channels.id, {}});
    say(ChannelLoaded{opening.channel.id, gov()});
    say(Failed{opening.readiness.id, {}});
    EXPECT_TRUE(at<Entry::ConfirmingChannel>());
}

TEST_F(EntryTest, SaysSoWhenTheBackendIsNotThereAndTriesAgain) {
    take(Entry::begin(draft));
    Problem offline;
    offline.code = "offline";
    say(Failed{at<Entry::Opening>()->channel.id, offline});
    ASSERT_TRUE(at<Entry::Unavailable>());
    say(Retried{});
    EXPECT_TRUE(at<Entry::Opening>());
    EXPECT_TRUE(asked_for<LoadChannels>());
}

TEST_F(EntryTest, GivesUpWaitingAfterTheDeadline) {
    take(Entry::begin(draft));
    draft.now = at<Entry::Opening>()->channel.deadline;
    say(Ticked{});
    ASSERT_TRUE(at<Entry::Unavailable>());
    EXPECT_EQ(at<Entry::Unavailable>()->problem.code, "offline");
}

TEST_F(EntryTest, DoesNotStartAServiceOfKeysWithoutTheirReader) {
    open();
    say(Entry::ChannelConfirmed{});
    draft.readiness.reader = false;
    say(Entry::ServiceChosen{"renewal"});  // R4
    EXPECT_TRUE(at<Entry::ChoosingService>());
    EXPECT_EQ(Entry::hindrance({"renewal", true, {}}, draft), "entry.services.reader");
    EXPECT_FALSE(Entry::hindrance({"replacement", true, {}}, draft));
}

TEST_F(EntryTest, StartsNothingWithoutTheBackend) {
    EXPECT_EQ(Entry::hindrance({"new", true, {}}, draft), "entry.services.offline");  // R4
}

TEST_F(EntryTest, LeadsToTheOrders) {
    open();
    say(Entry::ChannelConfirmed{});
    say(Entry::ServiceChosen{"orders"});
    EXPECT_EQ(outcome, Entry::Outcome::orders);  // R30
}

TEST_F(EntryTest, ListsWhatToTakeAlongForAMethod) {
    open();
    const auto list = Entry::checklist(draft.channel.methods[0], draft);
    std::vector<std::string> ids;
    for (const auto& rule : list) ids.push_back(rule.id);
    EXPECT_THAT(ids, ElementsAre("licence", "lr_id_front", "authorisation_letter"));  // R5
    EXPECT_TRUE(list.back().agent_only);
}

TEST_F(EntryTest, PrintsTheListOfTheChosenMethod) {
    choose_service();
    say(Entry::MethodChosen{Method::bank_transfer});
    say(Entry::ListWanted{});
    say(Entry::ListPrintWanted{});
    ASSERT_TRUE(asked_for<PrintSlip>());  // R5
    EXPECT_THAT(asked_for<PrintSlip>()->lines,
                ElementsAre("entry.method.bank_transfer.title", "materials.name.licence",
                            "materials.name.authorisation_letter"));
    say(SlipPrinted{asked_for<PrintSlip>()->ask, SlipResult::printed});
    EXPECT_EQ(at<Entry::ChoosingMethod>()->list_printed, SlipResult::printed);
}

TEST_F(EntryTest, TicksNoBoxBeforehand) {
    agree_with(two());
    ASSERT_TRUE(at<Entry::Agreeing>());
    EXPECT_TRUE(at<Entry::Agreeing>()->ticked.empty());  // R6
    say(Next{});
    EXPECT_TRUE(at<Entry::Agreeing>()->reminded);
}

TEST_F(EntryTest, AgreesToATextReadToItsEnd) {
    agree_with(two());
    say(Entry::AgreementOpened{"privacy"});
    say(Next{});
    EXPECT_FALSE(at<Entry::Agreeing>()->reading);
    EXPECT_THAT(at<Entry::Agreeing>()->ticked, ElementsAre("privacy"));  // R6
}

TEST_F(EntryTest, SendsVersionAndHashOfEveryAgreementWithTheOrder) {
    agree_with(two());
    say(Entry::AgreementTicked{"service"});
    say(Entry::AgreementTicked{"privacy"});
    say(Next{});
    ASSERT_TRUE(asked_for<CreateOrder>());  // R6
    EXPECT_THAT(asked_for<CreateOrder>()->consents,
                ElementsAre(Consent{"service", "3", "aa"}, Consent{"privacy", "1", "bb"}));
}

TEST_F(EntryTest, GoesOnWithTheOrderTheBackendMade) {
    agree_with({});
    Order order;
    order.id = "A1";
    say(OrderReplied{AskId{999}, order});
    EXPECT_FALSE(outcome) << "an answer to another question";
    say(OrderReplied{
        asked_for<CreateOrder>() ? asked_for<CreateOrder>()->ask : at<Entry::Creating>()->asked.id,
        order});
    EXPECT_EQ(outcome, Entry::Outcome::created);
    EXPECT_EQ(draft.order.id, "A1");
}

TEST_F(EntryTest, AsksForTheSameOrderAgainAfterAFailure) {
    agree_with(two());
    say(Entry::AgreementTicked{"service"});
    say(Entry::AgreementTicked{"privacy"});
    say(Next{});
    say(Failed{at<Entry::Creating>()->asked.id, {}});
    say(Retried{});
    EXPECT_TRUE(asked_for<CreateOrder>());  // nothing is ticked twice
}

TEST_F(EntryTest, ForgetsTheOrderLookedAtBefore) {
    draft.order.id = "OLD";
    draft.fields[FieldId::org_name].text = "样例";
    draft.photos["licence"] = {PictureId{7}, {}, {}};
    take(Entry::begin(draft));
    EXPECT_TRUE(draft.order.id.empty() && draft.fields.empty() && draft.photos.empty());
    ASSERT_TRUE(asked_for<ForgetPicture>());
    EXPECT_EQ(asked_for<ForgetPicture>()->picture, PictureId{7});
}

}  // namespace
}  // namespace kiosk::flow
