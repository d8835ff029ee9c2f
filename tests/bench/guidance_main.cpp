// guidance: what looking at the document camera costs (R9, R10): a 1080p MJPEG stream decoded,
// shown, judged and told, as the terminal does it, on one thread. Exits with 1 where a picture
// costs more than the tenth of a second it may take on one core.

#include "kiosk/cpu_ms.hpp"
#include "kiosk/document_camera.hpp"
#include "kiosk/mailbox.hpp"
#include "tests/sample_card_holder.hpp"

#include <atomic>
#include <cstdio>
#include <vector>

namespace {

using namespace std::chrono_literals;
namespace flow = kiosk::flow;

/// Gives the same few frames again and again, as fast as they are taken.
class Stream : public drivers::Camera {
public:
    explicit Stream(std::vector<drivers::Bytes> frames) : frames_(std::move(frames)) {}
    drivers::Status status() override { return drivers::Status::online; }
    drivers::Result<void> start() override { return {}; }
    void stop() override {}
    std::string identity() const override { return "stream"; }
    drivers::Result<drivers::Frame> next_frame(std::chrono::milliseconds,
                                               std::stop_token) override {
        drivers::Frame frame;
        frame.jpeg = frames_[static_cast<std::size_t>(given) % frames_.size()];
        auto image = drivers::decode_jpeg(frame.jpeg);
        if (!image) return tl::unexpected(image.error());
        frame.image = std::move(*image);
        ++given;
        return frame;
    }
    std::atomic<int> given = 0;

private:
    std::vector<drivers::Bytes> frames_;
};

/// Four frames of a scene, each moved on by `step` of the frame.
std::vector<drivers::Bytes> frames(const cv::Mat& page, sandbox::Desk desk, double step) {
    std::vector<drivers::Bytes> out;
    for (int i = 0; i < 4; ++i) {
        sandbox::Shot shot;
        shot.frame = {1920, 1080};
        shot.desk_kind = desk;
        shot.desk = {150, 110, 70};
        shot.shift = {step * i, step * i};
        shot.hand = step > 0;
        const cv::Mat photo = photograph(page, shot);
        drivers::Image image{photo.cols, photo.rows,
                             drivers::Bytes(photo.datastart, photo.dataend)};
        out.push_back(drivers::encode_jpeg(image, 88));
    }
    return out;
}

/// CPU of one picture, milliseconds.
double cost(const std::vector<drivers::Bytes>& given) {
    constexpr int looked_at = 60;
    Stream camera(given);
    kiosk::Pictures pictures;
    kiosk::DocumentCamera worker(
        camera, pictures, [](const flow::Event&) {}, [] {});
    const double before = kiosk::cpu_ms();
    worker.look(flow::AskId{1});
    while (camera.given < looked_at) std::this_thread::sleep_for(20ms);
    worker.rest();
    return (kiosk::cpu_ms() - before) / camera.given;
}

bool row(const char* what, double value) {
    constexpr double bound = 100;
    std::printf("| live 1080p picture, %-38s | %9.1f ms       | %9.1f | %s |\n", what, value, bound,
                value <= bound ? "ok" : "MISSED");
    return value <= bound;
}

}  // namespace

int main() {
    const auto front = draw_id_front(sample_card_holder);
    using sandbox::Desk;
    bool met = row("empty desk of wood", cost(frames({}, Desk::wood, 0)));
    met = row("empty plain desk", cost(frames({}, Desk::plain, 0))) && met;
    met = row("a card being put in", cost(frames(front, Desk::marble, 0.04))) && met;
    met = row("a card lying still", cost(frames(front, Desk::plain, 0))) && met;
    return met ? 0 : 1;
}
