#include "kiosk/flow/capture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;
using enum FieldId;

ReadingResult licence() {
    ReadingResult reading;
    reading.document = "licence";
    reading.page = PictureId{50};
    reading.values = {{"name", "样例（北京）科技有限公司", false, PictureId{51}},
                      {"code", "91350100M000100Y43", false, PictureId{52}},
                      {"person", "样本人", false, PictureId{53}},
                      {"term", "2015年01月02日至2035年01月01日", false, PictureId{54}}};
    return reading;
}

ReadingResult id_front(const std::string& name) {
    ReadingResult reading;
    reading.document = "id_front";
    reading.values = {{"name", name, false, PictureId{61}},
                      {"sex", "女", false, {}},
                      {"birth", "1949年12月31日", false, {}},
                      {"id_number", "11010519491231002X", false, PictureId{62}}};
    return reading;
}

struct CaptureTest : testing::Test {
    Draft draft;
    Capture::State state;
    Effects effects;
    std::optional<Capture::Outcome> outcome;

    CaptureTest() { draft.today = "2026-11-22"; }
    void take(Stepped<Capture::State, Capture::Outcome> step) {
        state = std::move(step.state);
        effects = std::move(step.effects);
        outcome = step.outcome;
    }
    void say(const Capture::Event& event) { take(Capture::next(state, event, draft)); }
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
    bool forgets(PictureId picture) const {
        return std::ranges::any_of(effects, [&](const Effect& effect) {
            const auto* e = std::get_if<ForgetPicture>(&effect);
            return e && e->picture == picture;
        });
    }
    void look(Guidance guidance) {
        Looked looked;
        looked.to = at<Capture::Aiming>()->preview.id;
        looked.guidance = guidance;
        say(looked);
    }
    void aim(std::vector<std::string> materials) {
        take(Capture::begin(draft, std::move(materials)));
    }
    void shoot(PictureId photo = PictureId{9}) {
        say(Capture::PhotoWanted{});
        say(PhotoTaken{at<Capture::Taking>()->asked.id, photo});
    }
    void read(const ReadingResult& reading) {
        say(DocumentRead{at<Capture::Reading>()->asked.id, reading});
    }
};

TEST_F(CaptureTest, ShowsTheLivePictureWithOneInstruction) {
    aim({"licence"});
    EXPECT_TRUE(asked_for<StartPreview>());
    look(Guidance::too_far);
    EXPECT_EQ(at<Capture::Aiming>()->guidance, Guidance::too_far);  // R10
}

TEST_F(CaptureTest, TakesAPhotoAtTheTouchOfTheButton) {
    aim({"licence"});
    look(Guidance::good);
    say(Capture::PhotoWanted{});
    EXPECT_TRUE(asked_for<TakePhoto>());  // R10
}

TEST_F(CaptureTest, WaitsForAMovingPictureToSettle) {
    aim({"licence"});
    look(Guidance::moving);
    say(Capture::PhotoWanted{});
    EXPECT_FALSE(asked_for<TakePhoto>());
    look(Guidance::good);
    EXPECT_TRUE(asked_for<TakePhoto>());
}

TEST_F(CaptureTest, DoesNotWaitForStillnessForEver) {
    aim({"licence"});
    look(Guidance::moving);
    say(Capture::PhotoWanted{});
    draft.now += 3s;
    look(Guidance::moving);
    EXPECT_TRUE(asked_for<TakePhoto>());
}

TEST_F(CaptureTest, ReadsTheDocumentAndStopsThePreviewMeanwhile) {
    aim({"licence"});
    shoot();
    EXPECT_TRUE(asked_for<StopPreview>());
    ASSERT_TRUE(asked_for<ReadDocument>());  // R9
    EXPECT_EQ(asked_for<ReadDocument>()->photo, PictureId{9});
}

TEST_F(CaptureTest, KeepsThePhotoAndGoesOnToTheNextMaterial) {
    aim({"licence", "lr_id_front"});
    shoot();
    read(licence());
    say(Next{});
    ASSERT_TRUE(at<Capture::Aiming>());
    EXPECT_EQ(at<Capture::Aiming>()->job.material(), "lr_id_front");
    EXPECT_EQ(draft.photos["licence"].taken, PictureId{9});
    EXPECT_EQ(draft.text(org_code), "91350100M000100Y43");  // R9
}

TEST_F(CaptureTest, IsDoneAfterTheLastMaterial) {
    aim({"licence"});
    shoot();
    read(licence());
    say(Next{});
    EXPECT_EQ(outcome, Capture::Outcome::done);
}

TEST_F(CaptureTest, RefusesAnotherDocumentThanAskedFor) {
    aim({"licence"});
    shoot();
    read(id_front("样本人"));
    ASSERT_TRUE(at<Capture::Refused>());
    EXPECT_EQ(at<Capture::Refused>()->why, "capture.why.wrong_document");  // R10
}

TEST_F(CaptureTest, TellsTheWrongSideOfACard) {
    aim({"lr_id_back"});
    shoot();
    read(id_front("样本人"));
    ASSERT_TRUE(at<Capture::Refused>());
    EXPECT_EQ(at<Capture::Refused>()->why, "capture.why.wrong_side");  // R10
}

TEST_F(CaptureTest, SaysWhyAPhotoCannotBeRead) {
    aim({"licence"});
    shoot();
    ReadingResult reading;
    reading.reject = "glare";
    read(reading);
    ASSERT_TRUE(at<Capture::Refused>());
    EXPECT_EQ(at<Capture::Refused>()->why, "capture.why.glare");
}

TEST_F(CaptureTest, TellsAnExpiredDocumentAtOnce) {
    aim({"lr_id_back"});
    shoot();
    ReadingResult back;
    back.document = "id_back";
    back.values = {{"validity", "2006.01.02-2026.01.02", false, {}}};
    read(back);
    ASSERT_TRUE(at<Capture::Refused>());
    EXPECT_EQ(at<Capture::Refused>()->why, "capture.why.expired");  // R10
}

TEST_F(CaptureTest, ForgetsThePictureThatIsTakenAgain) {
    aim({"licence"});
    shoot();
    read(licence());
    say(Capture::Retaken{});
    EXPECT_TRUE(forgets(PictureId{9}) && forgets(PictureId{50}) && forgets(PictureId{51}));
    EXPECT_TRUE(asked_for<StartPreview>());
    EXPECT_TRUE(draft.text(org_code).empty());
}

TEST_F(CaptureTest, ForgetsThePhotoThatANewOneReplaces) {
    draft.photos["licence"] = {PictureId{3}, PictureId{4}, Photo::State::sent};
    aim({"licence"});
    shoot();
    read(licence());
    say(Next{});
    EXPECT_TRUE(forgets(PictureId{3}) && forgets(PictureId{4}));
    EXPECT_EQ(draft.photos["licence"].state, Photo::State::kept);
}

TEST_F(CaptureTest, KeepsOnlyTheCropsThatTheFormShows) {
    aim({"licence"});
    shoot();
    auto reading = licence();
    reading.values.push_back({"scope", "技术服务", false, PictureId{77}});
    read(reading);
    say(Next{});
    EXPECT_TRUE(forgets(PictureId{77}));
    EXPECT_FALSE(forgets(PictureId{52}));
}

TEST_F(CaptureTest, TurnsThePhotoAndReadsItAgain) {
    aim({"licence"});
    shoot();
    read(licence());
    say(Capture::Rotated{});
    ASSERT_TRUE(asked_for<RotatePhoto>());
    say(PhotoTaken{at<Capture::Taking>()->asked.id, PictureId{10}});
    EXPECT_TRUE(forgets(PictureId{9}));
    EXPECT_TRUE(asked_for<ReadDocument>());  // R10
}

TEST_F(CaptureTest, DoesNotReadALetter) {
    aim({"authorisation_letter"});
    shoot();
    EXPECT_TRUE(at<Capture::Checking>());
    EXPECT_FALSE(asked_for<ReadDocument>());
}

TEST_F(CaptureTest, GoesOnWithoutTheCameraByHand) {
    aim({"licence"});
    say(Failed{at<Capture::Aiming>()->preview.id, {}});
    ASSERT_TRUE(at<Capture::NoCamera>());
    say(Capture::ByHandWanted{});
    EXPECT_EQ(outcome, Capture::Outcome::by_hand);  // R9
}

TEST_F(CaptureTest, NoticesACameraThatFellSilent) {
    aim({"licence"});
    draft.now = at<Capture::Aiming>()->preview.deadline;
    say(Ticked{});
    EXPECT_TRUE(at<Capture::NoCamera>());
}

TEST_F(CaptureTest, KeepsAPhotoThatNobodyCouldRead) {
    aim({"licence"});
    shoot();
    say(Failed{at<Capture::Reading>()->asked.id, {}});
    ASSERT_TRUE(at<Capture::Checking>());
    say(Next{});
    EXPECT_TRUE(draft.photos.contains("licence"));
}

struct FillTest : testing::Test {
    Draft draft;
    FillTest() { draft.today = "2026-11-22"; }
};

TEST_F(FillTest, LeavesWhatTheCustomerTypedHimself) {
    draft.fields[org_name].text = "样例科技";
    fill_from(licence(), "licence", draft);
    EXPECT_EQ(draft.text(org_name), "样例科技");
    EXPECT_TRUE(draft.fields[org_name].doubtful);  // R9: typed and read are held against each other
}

TEST_F(FillTest, PutsTheCropBesideTheValue) {
    fill_from(licence(), "licence", draft);
    EXPECT_EQ(draft.fields[org_code].crop, PictureId{52});  // R9
    EXPECT_EQ(draft.text(org_term), "2015-01-02至2035-01-01");
}

TEST_F(FillTest, MarksANumberWhoseCheckDigitIsWrong) {
    auto reading = licence();
    reading.values[1].text = "91350100M000100Y44";
    fill_from(reading, "licence", draft);
    EXPECT_TRUE(draft.fields[org_code].doubtful);  // R9
}

TEST_F(FillTest, TakesTheNameFromTheCardAndMarksADifference) {
    fill_from(licence(), "licence", draft);
    EXPECT_FALSE(draft.fields[lr_name].doubtful);
    fill_from(id_front("样本乙"), "lr_id_front", draft);
    EXPECT_EQ(draft.text(lr_name), "样本乙");
    EXPECT_TRUE(draft.fields[lr_name].doubtful);  // R9
}

TEST_F(FillTest, IsContentWhenLicenceAndCardAgree) {
    fill_from(licence(), "licence", draft);
    fill_from(id_front("样本人"), "lr_id_front", draft);
    EXPECT_FALSE(draft.fields[lr_name].doubtful);
    EXPECT_FALSE(draft.fields[lr_id_number].doubtful);
    EXPECT_EQ(draft.text(lr_id_type), "id_card");
}

TEST_F(FillTest, MarksANumberThatTellsAnotherBirthdayThanTheCard) {
    auto card = id_front("样本人");
    card.values[2].text = "1950年1月1日";
    fill_from(card, "lr_id_front", draft);
    EXPECT_TRUE(draft.fields[lr_id_number].doubtful);
}

TEST_F(FillTest, ReadsHowLongTheCardIsGood) {
    ReadingResult back;
    back.document = "id_back";
    back.values = {{"validity", "2015.01.02-长期", false, {}}};
    fill_from(back, "lr_id_back", draft);
    EXPECT_EQ(draft.text(lr_id_expiry), "长期");
}

}  // namespace
}  // namespace kiosk::flow
