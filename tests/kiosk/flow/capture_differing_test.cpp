// Documents that do not belong together (R9).

#include "tests/kiosk/flow/capturing.hpp"

namespace kiosk::flow {
namespace {

using enum FieldId;

ReadingResult id_back(const std::string& authority) {
    ReadingResult reading;
    reading.document = "id_back";
    reading.values = {{"authority", authority, false, {}},
                      {"validity", "2006.01.02-长期", false, {}}};
    return reading;
}

struct Differing : CaptureTest {};

struct TwoSides : CaptureTest {
    TwoSides() {
        aim({"lr_id_front", "lr_id_back"});
        shoot();
        auto front = id_front("样本人");
        front.values.push_back({"address", "样例省样例市", false, {}});
        read("lr_id_front", front);
        shoot(PictureId{10});
        read("lr_id_back", id_back("别处县公安局"));
    }
};

TEST_F(TwoSides, OfTwoCardsAreToldAtOnce) {
    ASSERT_TRUE(at<Capture::Differing>());
    EXPECT_EQ(job().material(), "lr_id_back");
    EXPECT_EQ(job().sheets.back().odd->key, "check.sides.place");  // R9
    EXPECT_TRUE(asked_for<StopPreview>());
}

TEST_F(TwoSides, AskForTheOneThatIsWrong) {
    say(Capture::Retaken{});
    ASSERT_TRUE(at<Capture::Aiming>());
    EXPECT_EQ(job().material(), "lr_id_back");
    EXPECT_EQ(stage_of("lr_id_front"), Stage::kept);
    shoot(PictureId{11});
    read("lr_id_back", id_back("样例市公安局"));
    EXPECT_EQ(outcome, Capture::Outcome::done);  // R9
    EXPECT_TRUE(forgets(PictureId{10}));
}

TEST_F(TwoSides, StopNobodyWhereTheReadingMayBeWrong) {
    say(Next{});
    EXPECT_EQ(outcome, Capture::Outcome::done);  // R9
    EXPECT_TRUE(draft.photos.contains("lr_id_back"));
}

TEST_F(Differing, TellsThatTheCardIsNotThePersonsOnTheLicence) {
    aim({"licence", "lr_id_front", "lr_id_back"});
    shoot();
    read("licence", licence());
    shoot(PictureId{10});
    read("lr_id_front", id_front("样本乙"));
    ASSERT_TRUE(at<Capture::Differing>());
    EXPECT_EQ(job().sheets[1].odd->other, "样本人");  // R9
    say(Next{});
    EXPECT_EQ(job().material(), "lr_id_back");
}

TEST_F(Differing, KeepsWhatAVerificationRestsOn) {
    draft.order.organisation = Verified::verified;
    draft.fields[org_code] = {"91310115MA1K000003", PictureId{3}, false};
    aim({"licence"});
    shoot();
    read("licence", licence());
    ASSERT_TRUE(at<Capture::Differing>());
    EXPECT_EQ(job().sheets[0].odd->key, "check.other_licence");  // R9 R19
    EXPECT_EQ(draft.text(org_code), "91310115MA1K000003");
}

}  // namespace
}  // namespace kiosk::flow
