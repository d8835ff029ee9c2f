#include "drivers/v4l2_camera.hpp"

#include <cerrno>
#include <cstring>
#include <deque>
#include <gtest/gtest.h>
#include <linux/videodev2.h>

namespace drivers {
namespace {

using namespace std::chrono_literals;

struct FakeFrame {
    std::uint32_t sequence;
    Bytes jpeg;
    std::chrono::milliseconds age{0};
};

struct FakeMode {
    std::uint32_t width, height, rate;
};

/// What the test and the fake kernel share: the one camera there is, or is not.
struct Plugged {
    std::string node = "/dev/video0";  ///< Empty: unplugged.
    bool busy = false;
    std::vector<FakeMode> modes{
        {640, 480, 30}, {1600, 1200, 15}, {2592, 1944, 10}, {4000, 3000, 5}};
    std::deque<FakeFrame> frames;
    PictureSize set{};
    bool streaming = false;
    int opened = 0;
};

Bytes photo(std::uint8_t grey) { return encode_jpeg({16, 16, Bytes(768, grey)}, 90); }

template <std::size_t size>
void name(unsigned char (&field)[size], const char* text) {
    std::memcpy(field, text, std::strlen(text));
}

/// A kernel with one camera behind it.
class FakeKernel final : public V4l2Kernel {
public:
    explicit FakeKernel(Plugged& plugged) : plugged_(plugged) {}

    std::vector<std::string> nodes() override { return {"/dev/video0", "/dev/video1"}; }
    int open(const std::string& node) override {
        if (node != plugged_.node) return -ENOENT;
        ++plugged_.opened;
        return plugged_.busy ? -EBUSY : 7;
    }
    void close(int) override { --plugged_.opened; }
    void* map(int, std::size_t, std::uint32_t offset) override { return buffers_[offset].data(); }
    void unmap(void*, std::size_t) override {}
    int wait(int, int, std::chrono::milliseconds) override {
        return plugged_.node.empty() ? -ENODEV : plugged_.frames.empty() ? 0 : 1;
    }

    int ioctl(int, unsigned long request, void* argument) override {
        if (plugged_.node.empty()) return -ENODEV;
        switch (request) {
            case VIDIOC_QUERYCAP: return describe(*static_cast<v4l2_capability*>(argument));
            case VIDIOC_ENUM_FRAMESIZES: return size(*static_cast<v4l2_frmsizeenum*>(argument));
            case VIDIOC_ENUM_FRAMEINTERVALS: return pace(*static_cast<v4l2_frmivalenum*>(argument));
            case VIDIOC_S_FMT: return set(*static_cast<v4l2_format*>(argument));
            case VIDIOC_QUERYBUF: return locate(*static_cast<v4l2_buffer*>(argument));
            case VIDIOC_DQBUF: return fill(*static_cast<v4l2_buffer*>(argument));
            case VIDIOC_STREAMON: plugged_.streaming = true; return 0;
            case VIDIOC_STREAMOFF: plugged_.streaming = false; return 0;
            default: return 0;
        }
    }

private:
    static constexpr std::size_t capacity = 4096;

    static int describe(v4l2_capability& has) {
        name(has.card, "Fake Camera");
        name(has.bus_info, "usb-1");
        has.capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
        return 0;
    }
    int size(v4l2_frmsizeenum& entry) const {
        if (entry.index >= plugged_.modes.size()) return -EINVAL;
        entry.type = V4L2_FRMSIZE_TYPE_DISCRETE;
        entry.discrete = {plugged_.modes[entry.index].width, plugged_.modes[entry.index].height};
        return 0;
    }
    int pace(v4l2_frmivalenum& entry) const {
        if (entry.index > 0) return -EINVAL;
        entry.type = V4L2_FRMIVAL_TYPE_DISCRETE;
        for (const auto& mode : plugged_.modes)
            if (mode.width == entry.width) entry.discrete = {1, mode.rate};
        return 0;
    }
    int set(const v4l2_format& format) {
        plugged_.set = {format.fmt.pix.width, format.fmt.pix.height};
        return 0;
    }
    static int locate(v4l2_buffer& buffer) {
        buffer.length = capacity;
        buffer.m.offset = buffer.index;
        return 0;
    }
    int fill(v4l2_buffer& buffer) {
        if (plugged_.frames.empty()) return -EAGAIN;
        const auto frame = plugged_.frames.front();
        plugged_.frames.pop_front();
        std::copy(frame.jpeg.begin(), frame.jpeg.end(), buffers_[0].begin());
        buffer.index = 0;
        buffer.bytesused = static_cast<std::uint32_t>(frame.jpeg.size());
        buffer.sequence = frame.sequence;
        buffer.flags = V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC;
        const auto taken = std::chrono::steady_clock::now().time_since_epoch() - frame.age;
        const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(taken).count();
        buffer.timestamp = {micros / 1'000'000, micros % 1'000'000};
        return 0;
    }

    Plugged& plugged_;
    std::array<std::array<std::uint8_t, capacity>, 4> buffers_{};
};

class V4l2CameraOnAFakeKernel : public testing::Test {
protected:
    Failure failure() { return camera_.next_frame(1s, {}).error().failure; }

    Plugged plugged_;
    V4l2Camera camera_{"/dev/video0", {2592, 1944}, 15, std::make_unique<FakeKernel>(plugged_)};
};

TEST_F(V4l2CameraOnAFakeKernel, TakesTheLargestPictureWithinWhatIsWanted) {
    ASSERT_TRUE(camera_.start());
    EXPECT_EQ(plugged_.set.width, 2592U);
    EXPECT_EQ(plugged_.set.height, 1944U);
}

TEST_F(V4l2CameraOnAFakeKernel, PrefersALivelyPictureToALargerSlowOne) {
    plugged_.modes[2].rate = 2;
    ASSERT_TRUE(camera_.start());
    EXPECT_EQ(plugged_.set.width, 1600U);
}

TEST_F(V4l2CameraOnAFakeKernel, TakesTheSmallestWhenAllAreTooLarge) {
    plugged_.modes = {{5000, 4000, 15}, {4000, 3000, 15}};
    ASSERT_TRUE(camera_.start());
    EXPECT_EQ(plugged_.set.width, 4000U);
}

TEST_F(V4l2CameraOnAFakeKernel, GivesTheNewestFrameAsTheCameraSentIt) {
    ASSERT_TRUE(camera_.start());
    plugged_.frames = {{1, photo(10)}, {2, photo(20)}, {5, photo(200)}};
    const auto frame = camera_.next_frame(1s, {}).value();
    EXPECT_EQ(frame.sequence, 5U);
    EXPECT_EQ(frame.jpeg, photo(200));
    EXPECT_EQ(frame.image.rgb[0], 200);
}

TEST_F(V4l2CameraOnAFakeKernel, NeverShowsAPictureFromBeforeTheCall) {
    ASSERT_TRUE(camera_.start());
    plugged_.frames = {{1, photo(10), 2s}};
    EXPECT_EQ(failure(), Failure::timed_out);  // R90
}

TEST_F(V4l2CameraOnAFakeKernel, SkipsDamagedFrames) {
    ASSERT_TRUE(camera_.start());
    auto half = photo(10);
    half.resize(half.size() / 2);
    plugged_.frames = {{1, photo(30)}};
    ASSERT_TRUE(camera_.next_frame(1s, {}));
    plugged_.frames = {{2, half}, {3, {}}, {4, Bytes(50, 0)}};
    EXPECT_EQ(failure(), Failure::timed_out);
}

TEST_F(V4l2CameraOnAFakeKernel, IsAFaultWhenTheSameFrameComesAgainAndAgain) {
    ASSERT_TRUE(camera_.start());
    plugged_.frames = {{1, photo(10)}};
    ASSERT_TRUE(camera_.next_frame(1s, {}));
    plugged_.frames = {{1, photo(20)}, {2, photo(20)}, {3, photo(20)}};
    EXPECT_EQ(failure(), Failure::timed_out);
    EXPECT_EQ(camera_.status(), Status::hardware_error);
}

TEST_F(V4l2CameraOnAFakeKernel, FailsWhenUnpluggedAndIsFoundAgainUnderAnotherNode) {
    ASSERT_TRUE(camera_.start());
    plugged_.node.clear();
    EXPECT_EQ(failure(), Failure::hardware_error);
    EXPECT_EQ(camera_.status(), Status::absent);
    EXPECT_EQ(camera_.start().error().failure, Failure::not_ready);
    plugged_.node = "/dev/video1";
    ASSERT_TRUE(camera_.start());
    plugged_.frames = {{0, photo(90)}};
    EXPECT_TRUE(camera_.next_frame(1s, {}));
}

TEST_F(V4l2CameraOnAFakeKernel, WaitsForItsTurnWhenAnotherProgramHasIt) {
    plugged_.busy = true;
    EXPECT_EQ(camera_.start().error().failure, Failure::not_ready);
    EXPECT_EQ(camera_.status(), Status::busy);
}

TEST_F(V4l2CameraOnAFakeKernel, StopsWhenAsked) {
    ASSERT_TRUE(camera_.start());
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(camera_.next_frame(1s, stop.get_token()).error().failure, Failure::cancelled);
}

TEST_F(V4l2CameraOnAFakeKernel, TurnsItsLightOffAndLetsTheDeviceGo) {
    ASSERT_TRUE(camera_.start());
    EXPECT_TRUE(plugged_.streaming);
    camera_.stop();
    EXPECT_FALSE(plugged_.streaming);
    EXPECT_EQ(plugged_.opened, 0);
}

TEST(V4l2Camera, IsAbsentWhereNoneIs) {
    const auto camera = open_camera("v4l2:/dev/no-such-camera");
    EXPECT_EQ(camera->status(), Status::absent);
    EXPECT_EQ(camera->start().error().failure, Failure::not_ready);
}

}  // namespace
}  // namespace drivers
