#include "kiosk/face_station.hpp"

#include "kiosk/mailbox.hpp"

#include <gtest/gtest.h>

namespace kiosk {
namespace {

using flow::AskId;
using namespace std::chrono_literals;

/// Sees a grey wall, fifty times a second; can be unplugged and frozen.
class WallCamera : public drivers::Camera {
public:
    std::atomic<bool> absent = false, frozen = false, streaming = false;
    std::atomic<int> starts = 0;

    drivers::Status status() override {
        return absent ? drivers::Status::absent : drivers::Status::online;
    }
    drivers::Result<void> start() override {
        if (absent) return tl::unexpected(drivers::Fault{drivers::Failure::not_ready, "none"});
        if (!streaming.exchange(true)) ++starts;
        return {};
    }
    void stop() override { streaming = false; }
    std::string identity() const override { return "wall"; }
    drivers::Result<drivers::Frame> next_frame(std::chrono::milliseconds,
                                               std::stop_token) override {
        using drivers::Failure;
        if (absent) return tl::unexpected(drivers::Fault{Failure::hardware_error, "unplugged"});
        if (frozen) return tl::unexpected(drivers::Fault{Failure::timed_out, "frozen"});
        drivers::Frame frame;
        frame.image = {320, 240, drivers::Bytes(320 * 240 * 3, 128)};
        frame.jpeg = {1, 2, 3};
        frame.sequence = ++sequence_;
        frame.taken = std::chrono::steady_clock::time_point(sequence_ * 20ms);
        return frame;
    }

private:
    std::uint32_t sequence_ = 0;
};

class DeafMicrophone : public drivers::Microphone {
public:
    drivers::Status status() override { return drivers::Status::absent; }
    drivers::Result<void> start() override {
        return tl::unexpected(drivers::Fault{drivers::Failure::not_ready, "none"});
    }
    void stop() override {}
    drivers::Result<drivers::SoundBlock> take() override { return drivers::SoundBlock{}; }
};

struct FaceWorker : testing::Test {
    WallCamera camera;
    DeafMicrophone microphone;
    Pictures pictures;
    Mailbox<flow::Event> told;
    std::optional<FaceStation> station;

    explicit FaceWorker(const char* models = SOURCE_DIR "/.deps/models") {
        station.emplace(
            FaceStation::Parts{camera,
                               microphone,
                               pictures,
                               models,
                               {},
                               {},
                               "A-1",
                               [this](flow::Event event) { told.post(std::move(event)); },
                               [] {}});
    }
    void watch(AskId ask, flow::FaceAction action = flow::FaceAction::blink) {
        flow::FaceSession session;
        session.drawing = flow::FaceDrawing{"nonce", {{action, 8s, "1234"}}, 30s, {}, 1};
        station->watch({ask, session, std::nullopt});
    }
    template <class E>
    E hear() {
        for (;;)
            if (const auto event = told.wait({}); std::holds_alternative<E>(*event))
                return std::get<E>(*event);
    }
};

TEST_F(FaceWorker, TheLightIsOffUntilATryIsWatchedAndAfterIt) {  // R40
    station->prepare();
    EXPECT_EQ(camera.starts, 0);
    watch(AskId{1});
    EXPECT_EQ(hear<flow::FaceSeen>().progress.guidance, flow::FaceGuidance::no_face);
    EXPECT_TRUE(camera.streaming);
    station->stop();
    std::promise<void> idle;
    station->check([&](bool, bool) { idle.set_value(); });
    idle.get_future().wait();
    EXPECT_FALSE(camera.streaming);
    std::uint64_t revision = 0;
    EXPECT_EQ(pictures.preview(revision), nullptr);
}

TEST_F(FaceWorker, AnAbsentAndAFrozenCameraAreTold) {  // R43
    camera.absent = true;
    watch(AskId{1});
    EXPECT_EQ(hear<flow::Failed>().problem.code, "camera-absent");
    camera.absent = false;
    camera.frozen = true;
    watch(AskId{2});
    EXPECT_EQ(hear<flow::Failed>().problem.code, "camera-frozen");
    EXPECT_FALSE(camera.streaming);
}

TEST_F(FaceWorker, ACameraThatIsBackIsFound) {  // R43
    camera.absent = true;
    station->await_camera(AskId{7});
    camera.absent = false;
    EXPECT_EQ(hear<flow::FaceCameraReady>().to, AskId{7});
    EXPECT_FALSE(camera.streaming);
}

TEST_F(FaceWorker, DigitsNeedAMicrophone) {  // R44
    watch(AskId{1}, flow::FaceAction::read_digits);
    EXPECT_EQ(hear<flow::Failed>().problem.code, "microphone-absent");
}

struct FaceWorkerWithoutModels : FaceWorker {
    FaceWorkerWithoutModels() : FaceWorker("/nowhere") {}
};

TEST_F(FaceWorkerWithoutModels, SaysThatATechnicianIsNeeded) {  // R81
    watch(AskId{1});
    const auto failed = hear<flow::Failed>();
    EXPECT_EQ(failed.problem.code, "face-not-ready");
    EXPECT_EQ(failed.problem.who, flow::Problem::Who::technician);
    EXPECT_EQ(camera.starts, 0);
}

}  // namespace
}  // namespace kiosk
