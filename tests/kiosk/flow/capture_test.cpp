#include "tests/kiosk/flow/capturing.hpp"

namespace kiosk::flow {
namespace {

using namespace std::chrono_literals;
using enum FieldId;

TEST_F(CaptureTest, ShowsTheLivePictureWithOneInstruction) {
    aim({"licence"});
    EXPECT_TRUE(asked_for<StartPreview>());
    look(Guidance::too_far);
    EXPECT_EQ(at<Capture::Aiming>()->guidance, Guidance::too_far);  // R10
}

TEST_F(CaptureTest, TakesAGoodStillPictureByItself) {
    aim({"licence"});
    look(Guidance::good);
    EXPECT_FALSE(asked_for<TakePhoto>());
    after(700ms);
    EXPECT_TRUE(asked_for<TakePhoto>());  // R10
}

TEST_F(CaptureTest, DoesNotTakeAPictureThatDidNotStayGood) {
    aim({"licence"});
    look(Guidance::good);
    look(Guidance::glare);
    after(1s);
    EXPECT_FALSE(asked_for<TakePhoto>());  // R10
}

TEST_F(CaptureTest, DoesNotTakeTheSameDocumentTwice) {
    aim({"licence", "lr_id_front"});
    shoot();
    look(Guidance::good);
    after(1s);
    EXPECT_FALSE(asked_for<TakePhoto>());
    look(Guidance::moving);
    look(Guidance::good);
    after(1s);
    EXPECT_TRUE(asked_for<TakePhoto>());  // R10: only after a hand was there
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

TEST_F(CaptureTest, ReadsWhileTheNextDocumentIsPutIn) {
    aim({"licence", "lr_id_front"});
    shoot();
    ASSERT_TRUE(asked_for<ReadDocument>());  // R9
    EXPECT_EQ(asked_for<ReadDocument>()->photo, PictureId{9});
    EXPECT_FALSE(asked_for<StopPreview>());
    EXPECT_EQ(at<Capture::Aiming>()->job.material(), "lr_id_front");
    read("licence", licence());
    EXPECT_EQ(draft.photos["licence"].taken, PictureId{9});
    EXPECT_EQ(draft.text(org_code), "91350100M000100Y43");  // R9
}

TEST_F(CaptureTest, ShowsEachFieldAsSoonAsItIsRead) {  // R9
    aim({"licence", "lr_id_front"});
    shoot();
    tell("licence", so_far({{"code", "91350100M000100Y43"}}));
    EXPECT_EQ(stage_of("licence"), Stage::reading);
    EXPECT_EQ(shown("licence"), (std::vector<std::string>{"code"}));
    tell("licence", so_far({{"code", "91350100M000100Y43"}, {"name", "样例公司"}}));
    EXPECT_EQ(shown("licence"), (std::vector<std::string>{"code", "name"}));
    EXPECT_TRUE(draft.text(org_code).empty());  // until the document is accepted
}

TEST_F(CaptureTest, TakesBackFieldsThatDoNotHold) {  // R9
    aim({"licence", "lr_id_front"});
    shoot();
    tell("licence", so_far({{"code", "91350100M000100Y43"}}));
    tell("licence", {});
    EXPECT_TRUE(shown("licence").empty());
}

TEST_F(CaptureTest, LeavesNothingOfARefusedPhotosFields) {  // R9 R10
    aim({"licence", "lr_id_front"});
    shoot();
    tell("licence", so_far({{"code", "91350100M000100Y43"}}));
    ReadingResult glare;
    glare.reject = "glare";
    read("licence", glare);
    EXPECT_TRUE(shown("licence").empty());
    EXPECT_TRUE(draft.text(org_code).empty());
}

TEST_F(CaptureTest, PutsTheFinalValueInThePlaceOfAnEarlierOne) {  // R9
    aim({"licence", "lr_id_front"});
    shoot();
    tell("licence", so_far({{"name", "样列（北京）科技有限公司"}}));
    read("licence", licence());
    EXPECT_EQ(draft.text(org_name), "样例（北京）科技有限公司");
    EXPECT_EQ(shown("licence").size(), licence().values.size());
}

TEST_F(CaptureTest, DropsFieldsOfAPhotoThatWasReplaced) {  // R9
    aim({"licence", "lr_id_front"});
    shoot();
    const auto old = asked_of("licence");
    read("licence", licence());
    say(Capture::SheetOpened{"licence"});
    say(Capture::Rotated{});
    say(PhotoTaken{at<Capture::Taking>()->asked.id, PictureId{10}});
    EXPECT_TRUE(shown("licence").empty());
    say(FieldsRead{old, so_far({{"code", "91350100M000100Y43"}})});
    EXPECT_TRUE(shown("licence").empty());
}

TEST_F(CaptureTest, DropsFieldsThatComeAfterTheReading) {  // R9
    aim({"licence", "lr_id_front"});
    shoot();
    const auto asked = asked_of("licence");
    read("licence", licence());
    say(FieldsRead{asked, {}});
    EXPECT_EQ(shown("licence").size(), licence().values.size());
}

TEST_F(CaptureTest, ForgetsFieldsOfAReadingThatNeverEnds) {  // R9
    aim({"licence"});
    shoot();
    tell("licence", so_far({{"code", "91350100M000100Y43"}}));
    after(30s);
    EXPECT_EQ(outcome, Capture::Outcome::done);
    EXPECT_TRUE(draft.text(org_code).empty());
}

TEST_F(CaptureTest, ShowsNoFieldsOfAnotherDocumentAsThisOnes) {  // R9 R10
    aim({"licence", "lr_id_front"});
    shoot();
    auto card = so_far({{"id_number", "11010519491231002X"}});
    card.document = "id_front";
    tell("licence", card);
    EXPECT_TRUE(shown("licence").empty());
}

TEST_F(CaptureTest, KeepsWhatTheCustomerTypedWhileFieldsCome) {  // R9
    draft.fields[org_name].text = "样例自填公司";
    aim({"licence"});
    shoot();
    tell("licence", so_far({{"name", "样例（北京）科技有限公司"}}));
    EXPECT_EQ(draft.text(org_name), "样例自填公司");
    read("licence", licence());
    EXPECT_EQ(draft.text(org_name), "样例自填公司");
    EXPECT_TRUE(draft.fields[org_name].doubtful);
}

TEST_F(CaptureTest, IsDoneWhenTheLastOneIsRead) {
    aim({"licence"});
    shoot();
    EXPECT_TRUE(asked_for<StopPreview>());
    EXPECT_FALSE(outcome);
    read("licence", licence());
    EXPECT_EQ(outcome, Capture::Outcome::done);
}

TEST_F(CaptureTest, TakesDocumentsInAnyOrder) {
    aim({"licence", "lr_id_front"});
    shoot();
    read("licence", id_front("样本人"));
    EXPECT_EQ(stage_of("lr_id_front"), Stage::kept);
    EXPECT_EQ(draft.photos["lr_id_front"].taken, PictureId{9});
    ASSERT_TRUE(at<Capture::Aiming>());
    EXPECT_EQ(at<Capture::Aiming>()->job.material(), "licence");
}

TEST_F(CaptureTest, SaysThatADocumentWasTakenAlready) {
    aim({"licence", "lr_id_front"});
    shoot();
    read("licence", licence());
    shoot(PictureId{10});
    read("lr_id_front", licence());
    EXPECT_EQ(why(), "capture.why.again");
    EXPECT_TRUE(forgets(PictureId{10}));
}

TEST_F(CaptureTest, RefusesAnotherDocumentThanAskedFor) {
    aim({"licence"});
    shoot();
    read("licence", id_front("样本人"));
    ASSERT_TRUE(at<Capture::Aiming>());
    EXPECT_EQ(why(), "capture.why.wrong_document");  // R10
    EXPECT_TRUE(forgets(PictureId{9}));
}

TEST_F(CaptureTest, TellsTheWrongSideOfACard) {
    aim({"lr_id_back"});
    shoot();
    read("lr_id_back", id_front("样本人"));
    EXPECT_EQ(why(), "capture.why.wrong_side");  // R10
}

TEST_F(CaptureTest, SaysWhyAPhotoCannotBeRead) {
    aim({"licence"});
    shoot();
    ReadingResult reading;
    reading.reject = "glare";
    read("licence", reading);
    EXPECT_EQ(why(), "capture.why.glare");
}

TEST_F(CaptureTest, TellsAnExpiredDocumentAtOnce) {
    aim({"lr_id_back"});
    shoot();
    ReadingResult back;
    back.document = "id_back";
    back.values = {{"validity", "2006.01.02-2026.01.02", false, {}}};
    read("lr_id_back", back);
    EXPECT_EQ(why(), "capture.why.expired");  // R10
}

TEST_F(CaptureTest, NamesTheLastDayOfAnExpiredLicence) {
    aim({"licence"});
    shoot();
    auto reading = licence();
    reading.values.back().text = "2005年01月02日至2025年01月01日";
    read("licence", reading);
    EXPECT_EQ(job().sheets.front().until, "2025-01-01");  // R10
    EXPECT_EQ(why(), "capture.why.term_over");
}

TEST_F(CaptureTest, DoesNotSendAwayForAnExpiryItIsNotSureOf) {
    aim({"licence"});
    shoot();
    auto reading = licence();
    reading.values.back() = {"term", "2005年01月02日至2025年01月01日", true, {}};
    read("licence", reading);
    EXPECT_EQ(stage_of("licence"), Stage::kept);  // R9 R10
}

TEST_F(CaptureTest, ComesBackToWhatWasRefused) {
    aim({"licence", "lr_id_front"});
    shoot();
    ReadingResult blurred;
    blurred.reject = "heavy_blur";
    read("licence", blurred);
    EXPECT_EQ(at<Capture::Aiming>()->job.material(), "lr_id_front");
    shoot(PictureId{10});
    EXPECT_EQ(at<Capture::Aiming>()->job.material(), "licence");
}

TEST_F(CaptureTest, RetakesAPhotoThatWasLookedAt) {
    aim({"licence", "lr_id_front"});
    shoot();
    read("licence", licence());
    say(Capture::SheetOpened{"licence"});
    ASSERT_TRUE(at<Capture::Checking>());
    say(Capture::Retaken{});
    EXPECT_TRUE(asked_for<StartPreview>());
    EXPECT_EQ(at<Capture::Aiming>()->job.material(), "licence");  // R10
}

TEST_F(CaptureTest, ForgetsThePhotoThatANewOneReplaces) {
    draft.photos["licence"] = {PictureId{3}, PictureId{4}, Photo::State::sent};
    aim({"licence"});
    shoot();
    read("licence", licence());
    EXPECT_TRUE(forgets(PictureId{3}) && forgets(PictureId{4}));
    EXPECT_EQ(draft.photos["licence"].state, Photo::State::kept);
}

TEST_F(CaptureTest, KeepsOnlyTheCropsThatTheFormShows) {
    aim({"licence"});
    shoot();
    auto reading = licence();
    reading.values.push_back({"scope", "技术服务", false, PictureId{77}});
    read("licence", reading);
    EXPECT_TRUE(forgets(PictureId{77}));
    EXPECT_FALSE(forgets(PictureId{52}));
}

TEST_F(CaptureTest, TurnsThePhotoAndReadsItAgain) {
    aim({"licence", "lr_id_front"});
    shoot();
    read("licence", licence());
    say(Capture::SheetOpened{"licence"});
    say(Capture::Rotated{});
    ASSERT_TRUE(asked_for<RotatePhoto>());
    say(PhotoTaken{at<Capture::Taking>()->asked.id, PictureId{10}});
    EXPECT_TRUE(asked_for<ReadDocument>());  // R10
    read("licence", licence());
    EXPECT_TRUE(forgets(PictureId{9}));
}

TEST_F(CaptureTest, ShowsALetterInsteadOfReadingIt) {
    aim({"authorisation_letter"});
    shoot();
    EXPECT_TRUE(at<Capture::Checking>());
    EXPECT_FALSE(asked_for<ReadDocument>());
    say(Next{});
    EXPECT_EQ(outcome, Capture::Outcome::done);
    EXPECT_EQ(draft.photos["authorisation_letter"].taken, PictureId{9});
}

TEST_F(CaptureTest, ForgetsALetterThatIsTakenAgain) {
    aim({"authorisation_letter"});
    shoot();
    say(Capture::Retaken{});
    EXPECT_TRUE(forgets(PictureId{9}));
    EXPECT_TRUE(asked_for<StartPreview>());
}

TEST_F(CaptureTest, GoesOnWithoutTheCameraByHand) {
    aim({"licence"});
    say(Failed{at<Capture::Aiming>()->preview.id, {}});
    ASSERT_TRUE(at<Capture::NoCamera>());
    say(Capture::ByHandWanted{});
    EXPECT_EQ(outcome, Capture::Outcome::by_hand);  // R9
}

TEST_F(CaptureTest, FinishesReadingBeforeTheRestIsTyped) {
    aim({"licence", "lr_id_front"});
    shoot();
    say(Capture::ByHandWanted{});
    EXPECT_FALSE(outcome);
    read("licence", licence());
    EXPECT_EQ(outcome, Capture::Outcome::by_hand);
    EXPECT_TRUE(draft.photos.contains("licence"));  // R9
}

TEST_F(CaptureTest, ForgetsAPhotoNobodyWaitsForAnyMore) {
    aim({"licence", "lr_id_front"});
    shoot();
    say(Back{});
    EXPECT_EQ(outcome, Capture::Outcome::left);
    EXPECT_TRUE(forgets(PictureId{9}));
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
    say(Failed{asked_of("licence"), {}});
    EXPECT_EQ(outcome, Capture::Outcome::done);
    EXPECT_TRUE(draft.photos.contains("licence"));
}

TEST_F(CaptureTest, DoesNotWaitForAReadingForEver) {
    aim({"licence"});
    shoot();
    after(30s);
    EXPECT_EQ(outcome, Capture::Outcome::done);
}

}  // namespace
}  // namespace kiosk::flow
