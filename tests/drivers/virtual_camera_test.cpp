#include "drivers/virtual_camera.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

namespace drivers {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

class VirtualCameraOnADesk : public testing::Test {
protected:
    VirtualCameraOnADesk() {
        fs::create_directories(folder_);
        write("rate", "100");
    }
    ~VirtualCameraOnADesk() override { fs::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }
    void paint(const std::string& name, std::uint8_t grey) const {
        const auto jpeg = encode_jpeg({16, 16, Bytes(768, grey)}, 95);
        write(name, {jpeg.begin(), jpeg.end()});
    }
    int shade() { return camera_.next_frame(5s, {}).value().image.rgb[0]; }

    fs::path folder_ = fs::temp_directory_path() / ("desk-" + std::to_string(::getpid()));
    VirtualCamera camera_{folder_};
};

TEST_F(VirtualCameraOnADesk, ShowsAPlainGreyDeskWhenNothingIsThere) {
    ASSERT_TRUE(camera_.start());
    EXPECT_EQ(shade(), 128);
}

TEST_F(VirtualCameraOnADesk, ShowsWhatIsLaidUnderItWhileItRuns) {
    paint("desk.jpg", 50);
    paint("card.jpg", 200);
    ASSERT_TRUE(camera_.start());
    EXPECT_EQ(shade(), 50);
    ASSERT_TRUE(lay_under_camera(folder_, "card"));
    EXPECT_EQ(shade(), 200);
    ASSERT_TRUE(lay_under_camera(folder_, ""));
    EXPECT_EQ(shade(), 50);
}

TEST_F(VirtualCameraOnADesk, PlaysAClipInOrderAndAgain) {
    fs::create_directories(folder_ / "turn");
    for (const int frame : {0, 1, 2})
        paint("turn/" + std::to_string(frame) + ".jpg", static_cast<std::uint8_t>(40 * frame));
    ASSERT_TRUE(lay_under_camera(folder_, "turn"));
    ASSERT_TRUE(camera_.start());
    const auto first = camera_.next_frame(5s, {}).value();
    const auto second = camera_.next_frame(5s, {}).value();
    const auto passed = second.sequence - first.sequence;
    EXPECT_EQ(first.image.rgb[0], 0);
    EXPECT_EQ(second.image.rgb[0], 40 * (passed % 3));
}

TEST_F(VirtualCameraOnADesk, CountsFramesAtItsPaceEvenWhenNobodyLooks) {
    ASSERT_TRUE(camera_.start());
    const auto first = camera_.next_frame(5s, {}).value();
    const auto second = camera_.next_frame(5s, {}).value();
    EXPECT_EQ(second.taken - first.taken, (second.sequence - first.sequence) * 10ms);
    EXPECT_GE(second.taken - first.taken, 10ms);
}

TEST_F(VirtualCameraOnADesk, DecodesAStillPhotoOnlyOnce) {
    paint("card.jpg", 200);
    ASSERT_TRUE(lay_under_camera(folder_, "card.jpg"));
    ASSERT_TRUE(camera_.start());
    EXPECT_EQ(shade(), 200);
    const auto unchanged = fs::last_write_time(folder_ / "card.jpg");
    write("card.jpg", "no longer a photo");
    fs::last_write_time(folder_ / "card.jpg", unchanged);
    EXPECT_EQ(shade(), 200);
}

TEST_F(VirtualCameraOnADesk, FailsWhenUnpluggedAndStartsAgainWhenBack) {
    ASSERT_TRUE(camera_.start());
    ASSERT_TRUE(set_camera_fault(folder_, CameraFault::unplugged));
    EXPECT_EQ(camera_.next_frame(5s, {}).error().failure, Failure::hardware_error);
    EXPECT_EQ(camera_.start().error().failure, Failure::not_ready);
    EXPECT_EQ(camera_.status(), Status::absent);
    ASSERT_TRUE(set_camera_fault(folder_, CameraFault::none));
    ASSERT_TRUE(camera_.start());
    EXPECT_TRUE(camera_.next_frame(5s, {}));
}

TEST_F(VirtualCameraOnADesk, IsADeviceFaultWhenFrozen) {
    ASSERT_TRUE(camera_.start());
    ASSERT_TRUE(set_camera_fault(folder_, CameraFault::frozen));
    EXPECT_EQ(camera_.next_frame(30ms, {}).error().failure, Failure::timed_out);
    EXPECT_EQ(camera_.status(), Status::hardware_error);
}

TEST_F(VirtualCameraOnADesk, StopsWaitingWhenAsked) {
    write("rate", "0.01");
    ASSERT_TRUE(camera_.start());
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(camera_.next_frame(60s, stop.get_token()).error().failure, Failure::cancelled);
}

TEST_F(VirtualCameraOnADesk, SaysWhenNothingOfThatNameExists) {
    ASSERT_TRUE(lay_under_camera(folder_, "nowhere"));
    ASSERT_TRUE(camera_.start());
    EXPECT_EQ(camera_.next_frame(5s, {}).error().failure, Failure::hardware_error);
}

TEST(VirtualCamera, IsAbsentWithoutItsFolder) {
    const auto camera = open_camera("virtual:/nonexistent");
    EXPECT_EQ(camera->status(), Status::absent);
    EXPECT_EQ(camera->start().error().failure, Failure::not_ready);
}

TEST(Camera, OfAnUnknownKindIsNone) { EXPECT_EQ(open_camera("film:35mm"), nullptr); }

}  // namespace
}  // namespace drivers
