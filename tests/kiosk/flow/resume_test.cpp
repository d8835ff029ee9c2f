#include "kiosk/flow/resume.hpp"

#include "tests/kiosk/flow/sample_draft.hpp"

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;

struct ResumeFlow : testing::Test, Walk<Resume> {
    static Order old_order() {
        Order order;
        order.id = "old";
        order.etag = "\"5\"";
        order.channel = "hall";
        order.service = "new";
        order.state = "draft_details";
        order.fields[FieldId::lr_name] = "样本甲";
        order.materials = {{"licence", MaterialState::received, {}, false},
                           {"lr_id_front", MaterialState::accepted, {}, true},
                           {"seal_sample", MaterialState::missing, {}, false}};
        return order;
    }
    void begin() { step = Resume::begin(draft, "old"); }
    void read(const Order& order = old_order()) {
        begin();
        on(OrderReplied{to(), order});
    }
    void cancel_old() { step = Resume::cancel_old(draft, "old"); }
};

TEST_F(ResumeFlow, GivesUpWhatThisVisitHadBegun) {
    begin();
    ASSERT_EQ(step.effects.size(), 2U);
    EXPECT_EQ(std::get<CancelOrder>(step.effects[0]).order, "order-1");
    EXPECT_EQ(std::get<ReadOrder>(step.effects[1]).order, "old");  // R16
}

TEST_F(ResumeFlow, ForgetsTheNewOrdersPhotosAndFields) {
    draft.photos["licence"] = {PictureId{7}, PictureId{8}, Photo::State::kept};
    begin();
    EXPECT_EQ(std::get<ForgetPicture>(step.effects.front()).picture, PictureId{7});
    EXPECT_TRUE(draft.photos.empty() && draft.fields.empty());  // R90
}

TEST_F(ResumeFlow, BringsBackTheFields) {
    read();
    EXPECT_EQ(draft.order.id, "old");
    EXPECT_EQ(draft.text(FieldId::lr_name), "样本甲");  // R15
}

TEST_F(ResumeFlow, BringsBackThePhotosOneByOne) {
    read();
    EXPECT_EQ(asked<FetchMaterial>().kind, "licence");
    on(PhotoFetched{to(), "licence", PictureId{11}});
    EXPECT_EQ(asked<FetchMaterial>().kind, "lr_id_front");
    on(PhotoFetched{to(), "lr_id_front", PictureId{12}});
    EXPECT_EQ(step.outcome, Resume::Outcome::ready);
    EXPECT_EQ(draft.photos.at("licence").taken, PictureId{11});  // R15
}

TEST_F(ResumeFlow, LoadsTheChannelOfTheOrder) {
    auto order = old_order();
    order.channel = "bank";
    order.materials.clear();
    read(order);
    EXPECT_EQ(asked<LoadChannel>().id, "bank");
    auto channel = sample_channel();
    channel.id = "bank";
    on(ChannelLoaded{to(), channel});
    EXPECT_EQ(draft.channel.id, "bank");
    EXPECT_EQ(step.outcome, Resume::Outcome::ready);  // R2
}

TEST_F(ResumeFlow, GoesOnWithoutAPhotoThatCannotBeShown) {
    read();
    fails("not-found");
    EXPECT_EQ(asked<FetchMaterial>().kind, "lr_id_front");
    after(30s);
    EXPECT_EQ(step.outcome, Resume::Outcome::ready);
}

TEST_F(ResumeFlow, TriesTheSameOrderAgain) {
    begin();
    after(30s);
    EXPECT_EQ(in<Resume::Unavailable>().problem.code, "offline");
    on(Retried{});
    EXPECT_EQ(asked<ReadOrder>().order, "old");  // R91
}

TEST_F(ResumeFlow, CancelsTheOldOrderAsItNowIs) {
    cancel_old();
    EXPECT_EQ(asked<ReadOrder>().order, "old");
    on(OrderReplied{to(), old_order()});
    EXPECT_EQ(asked<CancelOrder>().etag, "\"5\"");
    on(OrderReplied{to(), old_order()});
    EXPECT_EQ(step.outcome, Resume::Outcome::cancelled);
    EXPECT_EQ(draft.order.id, "order-1");  // R16
}

TEST_F(ResumeFlow, ReadsAgainBeforeItCancelsAgain) {
    cancel_old();
    on(OrderReplied{to(), old_order()});
    fails("order-changed");
    on(Retried{});
    EXPECT_EQ(asked<ReadOrder>().order, "old");
    EXPECT_TRUE(is<Resume::ReadingOld>());  // R91
}

TEST_F(ResumeFlow, LeavesWhenItCannot) {
    begin();
    fails("offline");
    on(Back{});
    EXPECT_EQ(step.outcome, Resume::Outcome::left);
}

TEST_F(ResumeFlow, DropsAnAnswerToAnotherQuestion) {
    begin();
    on(OrderReplied{AskId{999}, old_order()});
    EXPECT_TRUE(is<Resume::Reading>());
}

}  // namespace
}  // namespace kiosk::flow
