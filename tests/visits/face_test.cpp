// A face verified live at the terminal, by touch and before the virtual camera and microphone.

#include "drivers/virtual_camera.hpp"
#include "kiosk/store/audit_log.hpp"
#include "tests/visits/traces.hpp"
#include "tests/visits/visit_fixture.hpp"

namespace visits {
namespace {

namespace flow = kiosk::flow;

struct FaceVisit : Visit {
    bool light() { return drivers::camera_light(visitor_->world().person_folder()); }
    int tries_left() {
        const auto& state = std::get<flow::Face::State>(visitor_->visit().page);
        return std::get<flow::Face::NotPassed>(state).session.tries_left;
    }
    /// The next try is watched by somebody in that mood.
    void again(const std::string& mood) {
        visitor_->world().person(mood);
        visitor_->touch("retry");
        visitor_->await_page("face.live");
    }
};

TEST_F(FaceVisit, TheRepresentativePassesHere) {  // R12 R40 R41 R42 R44 R45 R46
    auto& v = in("gov", {}, {"--face-challenges", "open_mouth,read_digits"});
    organisation_by(v, "lr_face", true);
    v.await_page("organisation.face_way");
    v.touch("organisation.face_way.on_site");
    v.await_page("face.consent");
    EXPECT_FALSE(light());
    v.next();  // nothing is ticked beforehand
    EXPECT_EQ(v.page(), "face.consent");
    v.consent_to_face();
    v.hand().await([&] { return light(); }, "the camera's light");
    v.await_page("face.passed");
    EXPECT_FALSE(light());
    v.next();
    v.await_page("details.form");
}

TEST_F(FaceVisit, TheAgentPassesByFace) {  // R17 R40 R46
    auto& v = in("gov", {}, {"--face-challenges", "turn_right"});
    organisation_by(v, "e_licence", false);
    v.verify_by_e_licence();
    v.verify_agent("face");
    v.await_page("details.form");
    EXPECT_EQ(v.draft().order.agent, flow::Verified::verified);
}

TEST_F(FaceVisit, NothingOfTheEvidenceStaysOnceItIsAcknowledged) {  // R45 R90
    auto& v = in("gov", {}, {"--face-challenges", "open_mouth"});
    organisation_by(v, "lr_face", true);
    v.begin_face_on_site();
    Traces traces;
    int meanwhile = 0;
    const auto look = [&] {
        if (v.page() == "face.live" && light())
            traces.remember(v.world().person_folder() / "live.jpg");
        if (meanwhile == 0 && traces.known() == 4) meanwhile = traces.in_memory();
        return v.page() == "face.passed";
    };
    v.hand().await(look, "the person to pass");
    EXPECT_GT(meanwhile, 0);
    EXPECT_EQ(traces.in_memory(), 0);
    const auto state = v.world().config().parent_path() / "terminal";
    EXPECT_EQ(traces.in_files(state), 0);
    kiosk::store::Database database(state / "kiosk.db");
    const auto audit = kiosk::store::AuditLog(database).rows().value();
    ASSERT_EQ(audit.size(), 1U);
    EXPECT_EQ(audit[0].event, "face-evidence-deleted");
    EXPECT_TRUE(audit[0].detail.starts_with("acknowledged, sha256 ")) << audit[0].detail;
}

TEST_F(FaceVisit, TriesAreUsedUpAndTheLinkBySmsHelps) {  // R12 R42 R43 R46
    auto& v = in("gov", {}, {"--face-challenges", "turn_left,open_mouth"});
    organisation_by(v, "lr_face", true);
    v.world().person("wrong");
    v.begin_face_on_site();
    v.miss_face();
    EXPECT_EQ(tries_left(), 2);
    again("companion");
    v.miss_face();
    EXPECT_EQ(tries_left(), 1);
    again("idle");
    v.miss_face();
    EXPECT_EQ(tries_left(), 0);
    EXPECT_FALSE(v.hand().see("retry"));
    v.touch("face.way.phone");
    v.await_page("organisation.face_wait");
    v.outside("/outer/face", {{"order", v.draft().order.id}, {"result", "pass"}});
    v.await_page("details.form");
}

TEST_F(FaceVisit, RefusalLeadsToTheWaysWithoutAFace) {  // R7 R40
    auto& v = in();
    organisation_by(v, "lr_face", true);
    v.await_page("organisation.face_way");
    v.touch("organisation.face_way.on_site");
    v.await_page("face.consent");
    EXPECT_TRUE(v.hand().see("face.method.e_licence"));
    v.touch("back");
    v.await_page("organisation.face_way");
    EXPECT_FALSE(light());
    v.touch("organisation.face_way.on_site");
    v.await_page("face.consent");
    v.touch("face.method.e_licence");
    v.verify_by_e_licence();
    v.await_page("details.form");
}

TEST_F(FaceVisit, AFaultOfTheCameraIsToldAsSuch) {  // R4 R43
    auto& v = in("gov", {}, {"--face-challenges", "nod,open_mouth"});
    organisation_by(v, "lr_face", true);
    v.world().person("idle");
    v.begin_face_on_site();
    v.hand().await([&] { return light(); }, "the camera's light");
    v.world().break_face_camera("frozen");
    v.await_page("face.camera_fault");
    EXPECT_TRUE(v.hand().see("face.camera_fault"));
    v.world().break_face_camera("");
    v.await_page("face.live");  // by itself
    v.world().break_face_camera("unplugged");
    v.await_page("face.camera_fault");
    v.world().person("honest");
    v.world().break_face_camera("");
    v.await_page("face.live");
    v.pass_face();
    v.await_page("details.form");
}

TEST_F(FaceVisit, TheLinkIsExchangedForTheCameraAndBack) {  // R12
    auto& v = in("gov", {}, {"--face-challenges", "open_mouth"});
    organisation_by(v, "lr_face", true);
    v.await_page("organisation.face_way");
    v.touch("organisation.face_way.sms");
    v.await_page("organisation.face_wait");
    v.touch("organisation.on_site");
    v.world().person("idle");
    v.consent_to_face();
    v.touch("face.phone");
    v.await_page("organisation.face_wait");
    v.hand().await([&] { return !light(); }, "the light to go out");
    v.touch("organisation.on_site");
    v.world().person("honest");
    v.consent_to_face();
    v.pass_face();
    v.await_page("details.form");
}

}  // namespace
}  // namespace visits
