#include "kiosk/document_camera.hpp"

#include "kiosk/mailbox.hpp"
#include "tests/sample_card_holder.hpp"

#include <gtest/gtest.h>

namespace kiosk {
namespace {

using flow::AskId;

/// A camera over a dark desk, that can be unplugged.
class DeskCamera : public drivers::Camera {
public:
    std::atomic<bool> absent = false;
    std::atomic<bool> streaming = false;
    Mailbox<bool> switched;  ///< Each start and stop.

    drivers::Status status() override {
        return absent ? drivers::Status::absent : drivers::Status::online;
    }
    drivers::Result<void> start() override {
        if (absent) return tl::unexpected(drivers::Fault{drivers::Failure::not_ready, "no camera"});
        if (!streaming.exchange(true)) switched.post(true);
        return {};
    }
    void stop() override {
        if (streaming.exchange(false)) switched.post(false);
    }
    std::string identity() const override { return "desk"; }
    drivers::Result<drivers::Frame> next_frame(std::chrono::milliseconds,
                                               std::stop_token) override {
        if (absent)
            return tl::unexpected(drivers::Fault{drivers::Failure::hardware_error, "unplugged"});
        drivers::Frame frame;
        frame.image = {320, 240, drivers::Bytes(320 * 240 * 3, 20)};
        frame.jpeg = {1, 2, 3};
        return frame;
    }
};

struct CameraWorker : testing::Test {
    DeskCamera camera;
    Pictures pictures;
    Mailbox<flow::Event> told;
    std::optional<DocumentCamera> worker;

    CameraWorker() {
        worker.emplace(
            camera, pictures, [this](flow::Event event) { told.post(std::move(event)); }, [] {});
    }
    /// The next event of this kind that the worker tells.
    template <class E>
    E hear() {
        for (;;)
            if (const auto event = told.wait({}); std::holds_alternative<E>(*event))
                return std::get<E>(*event);
    }
    bool switched() { return *camera.switched.wait({}); }
};

TEST_F(CameraWorker, RestsUntilItIsAskedToLook) {
    EXPECT_FALSE(camera.streaming);
    worker->look(AskId{1});
    EXPECT_TRUE(switched());  // R40
}

TEST_F(CameraWorker, SaysWhatItSees) {
    worker->look(AskId{1});
    const auto looked = hear<flow::Looked>();
    EXPECT_EQ(looked.to, AskId{1});
    EXPECT_NE(looked.guidance, flow::Guidance::good);  // R10
}

TEST_F(CameraWorker, KeepsThePreviewFresh) {
    worker->look(AskId{1});
    hear<flow::Looked>();
    std::uint64_t revision = 0;
    ASSERT_TRUE(pictures.preview(revision));
    EXPECT_EQ(pictures.preview(revision)->width, 320);  // R10
}

TEST_F(CameraWorker, TakesThePhotoWithTheCamerasOwnBytes) {
    worker->look(AskId{1});
    worker->take(AskId{2});
    const auto taken = hear<flow::PhotoTaken>();
    EXPECT_EQ(taken.to, AskId{2});
    EXPECT_EQ(pictures.find(taken.photo)->jpeg, (std::vector<std::uint8_t>{1, 2, 3}));  // R9
}

TEST_F(CameraWorker, TurnsTheLightOffWhenItRests) {
    worker->look(AskId{1});
    hear<flow::Looked>();
    worker->rest();
    EXPECT_TRUE(switched());
    EXPECT_FALSE(switched());  // R90
}

TEST_F(CameraWorker, LeavesNoPictureBehindAfterTheVisit) {
    worker->look(AskId{1});
    hear<flow::Looked>();
    worker->rest();
    pictures.forget_all();
    EXPECT_TRUE(switched());
    EXPECT_FALSE(switched());
    std::uint64_t revision = 0;
    EXPECT_FALSE(pictures.preview(revision));  // R90
}

TEST_F(CameraWorker, SaysThatItIsNotThere) {
    camera.absent = true;
    worker->look(AskId{1});
    const auto failed = hear<flow::Failed>();
    EXPECT_EQ(failed.to, AskId{1});
    EXPECT_EQ(failed.problem.code, "camera-absent");
    EXPECT_EQ(failed.problem.who, flow::Problem::Who::technician);  // R4 R98
}

TEST_F(CameraWorker, FindsACameraThatCameBack) {
    camera.absent = true;
    worker->look(AskId{1});
    hear<flow::Failed>();
    camera.absent = false;
    worker->look(AskId{2});
    EXPECT_EQ(hear<flow::Looked>().to, AskId{2});  // R4
}

TEST_F(CameraWorker, SaysThatItWasUnplugged) {
    worker->look(AskId{1});
    hear<flow::Looked>();
    camera.absent = true;
    EXPECT_EQ(hear<flow::Failed>().to, AskId{1});
    EXPECT_FALSE(camera.streaming);  // R4
}

TEST_F(CameraWorker, AnswersTheReadinessCheck) {
    Mailbox<bool> answer;
    worker->check([&](bool there) { answer.post(there); });
    EXPECT_TRUE(*answer.wait({}));
    camera.absent = true;
    worker->check([&](bool there) { answer.post(there); });
    EXPECT_FALSE(*answer.wait({}));  // R4
}

/// Shows photographs of documents, one of them at a time.
class PhotoCamera : public drivers::Camera {
public:
    std::vector<drivers::Frame> frames;
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> moves_on = false;

    void add(const cv::Mat& page, double blur_px) {
        sandbox::Shot shot;
        shot.frame = {800, 600};
        shot.blur_px = blur_px;
        const cv::Mat photo = photograph(page, shot);
        drivers::Frame frame;
        frame.image = {photo.cols, photo.rows, drivers::Bytes(photo.datastart, photo.dataend)};
        frame.jpeg = {static_cast<std::uint8_t>(frames.size())};
        frames.push_back(std::move(frame));
    }
    drivers::Status status() override { return drivers::Status::online; }
    drivers::Result<void> start() override { return {}; }
    void stop() override {}
    std::string identity() const override { return "photos"; }
    drivers::Result<drivers::Frame> next_frame(std::chrono::milliseconds,
                                               std::stop_token) override {
        return frames.at(moves_on ? next++ % frames.size() : next.load());
    }
};

struct Photographing : testing::Test {
    PhotoCamera camera;
    Pictures pictures;
    Mailbox<flow::Event> told;
    std::optional<DocumentCamera> worker;

    void start() {
        worker.emplace(
            camera, pictures, [this](flow::Event event) { told.post(std::move(event)); }, [] {});
    }
    template <class E>
    E hear() {
        for (;;)
            if (const auto event = told.wait({}); std::holds_alternative<E>(*event))
                return std::get<E>(*event);
    }
    flow::Looked look(std::uint64_t ask) {
        worker->look(AskId{ask});
        for (;;)
            if (const auto looked = hear<flow::Looked>(); looked.to == AskId{ask}) return looked;
    }
};

TEST_F(Photographing, KeepsTheSharpestOfSeveralPictures) {
    for (const double blur : {1.2, 0.3, 0.9}) camera.add(draw_id_front(sample_card_holder), blur);
    camera.moves_on = true;
    start();
    EXPECT_EQ(look(1).guidance, flow::Guidance::good);
    worker->take(AskId{2});
    EXPECT_EQ(pictures.find(hear<flow::PhotoTaken>().photo)->jpeg.front(), 1);  // R10
}

TEST_F(Photographing, KnowsAnotherDocumentAgainAfterAPause) {
    camera.add(draw_id_front(sample_card_holder), 0.4);
    camera.add(draw_id_back(sample_card_holder), 0.4);
    start();
    EXPECT_FALSE(look(1).other_page);
    worker->take(AskId{2});
    hear<flow::PhotoTaken>();
    worker->rest();
    EXPECT_FALSE(look(3).other_page);  // still the same
    worker->rest();
    camera.next = 1;
    EXPECT_TRUE(look(4).other_page);  // R10
    worker->rest();
    worker->forget();
    EXPECT_FALSE(look(5).other_page);  // R90
}

TEST_F(CameraWorker, StopsTheCameraWhenItEnds) {
    worker->look(AskId{1});
    hear<flow::Looked>();
    worker.reset();
    EXPECT_FALSE(camera.streaming);
}

}  // namespace
}  // namespace kiosk
