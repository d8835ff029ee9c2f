// What is said for what stands in front of the camera (R41).

#include "tests/kiosk/face/clips/film.hpp"

namespace {

using kiosk::face::Guidance;

Guidance said(const sandbox::View& view, const sandbox::Gesture& gesture = {}) {
    static const auto person = film::person();
    kiosk::face::FaceSession session(film::observer(), {});
    return session.see(film::frame(person.picture(gesture, view), 0)).guidance;
}

sandbox::View view_with(void (*change)(sandbox::View&)) {
    sandbox::View view;
    change(view);
    return view;
}

TEST(GuidanceClips, AGoodPictureNeedsNoWords) { EXPECT_EQ(said({}), Guidance::fine); }  // R41

TEST(GuidanceClips, AnEmptyPictureHasNoFace) {  // R41
    kiosk::face::FaceSession session(film::observer(), {});
    const cv::Mat wall(480, 640, CV_8UC3, cv::Scalar(120, 118, 110));
    EXPECT_EQ(session.see(film::frame(wall, 0)).guidance, Guidance::no_face);
}

TEST(GuidanceClips, DistanceIsSaid) {  // R41
    sandbox::Gesture far;
    far.distance_cm = 80;
    EXPECT_EQ(said({}, far), Guidance::too_far);
    sandbox::Gesture near;
    near.distance_cm = 27;
    EXPECT_EQ(said({}, near), Guidance::too_close);
}

TEST(GuidanceClips, PlaceAndTurnAreSaid) {  // R41
    sandbox::Gesture aside;
    aside.shift_cm.x = 14;
    EXPECT_EQ(said({}, aside), Guidance::off_centre);
    sandbox::Gesture turned;
    turned.yaw = 24;
    EXPECT_EQ(said({}, turned), Guidance::turned);
}

TEST(GuidanceClips, LightIsSaid) {  // R41
    EXPECT_EQ(said(view_with([](auto& v) { v.light = 0.2; })), Guidance::dark);
    EXPECT_EQ(said(view_with([](auto& v) { v.light = 2; })), Guidance::bright);
    EXPECT_EQ(said(view_with([](auto& v) { v.side_light = 0.7; })), Guidance::uneven_light);
    EXPECT_EQ(said(view_with([](auto& v) { v.blur_px = 4; })), Guidance::blurred);
}

TEST(GuidanceClips, ACoveredMouthIsCoveredThoughTheMeshSeesNothingOfIt) {  // R41
    EXPECT_EQ(said(view_with([](auto& v) { v.cover = sandbox::Cover::mask; })), Guidance::covered);
    EXPECT_EQ(said(view_with([](auto& v) { v.cover = sandbox::Cover::hand; })), Guidance::covered);
}

TEST(GuidanceClips, DarkGlassesCoverTheEyes) {  // R41
    EXPECT_EQ(said(view_with([](auto& v) { v.cover = sandbox::Cover::sunglasses; })),
              Guidance::covered);
}

TEST(GuidanceClips, ABlinkIsNotClosedEyesButLongOnesAre) {  // R41
    const auto person = film::person();
    const sandbox::Script script{*sandbox::answer_to("blink", 0.5),
                                 {sandbox::Act::Kind::blink, 1.5, 2, 1}};
    const auto seen = film::watch(film::camera(person, script), 3);
    EXPECT_EQ(seen.frames[20].guidance, Guidance::fine);
    EXPECT_EQ(seen.frames[56].guidance, Guidance::eyes_closed);
}

}  // namespace
