#include "kiosk/face_station.hpp"

#include "kiosk/face/seal.hpp"
#include "kiosk/face_try.hpp"
#include "kiosk/photo.hpp"

#include <algorithm>
#include <fstream>
#include <malloc.h>
#include <opencv2/imgproc.hpp>
#include <spdlog/spdlog.h>

namespace kiosk {

using namespace std::chrono_literals;

namespace {

constexpr auto face_patience = 1500ms;  // a camera silent for so long is frozen
constexpr auto guidance_repeat = 1s;
constexpr auto face_preview_period = 80ms;  // a dozen pictures a second are enough to aim by
constexpr auto probe_pause = 500ms;
constexpr int preview_side = 480;
const cv::Scalar outside(0x10, 0x18, 0x22);

std::string contents(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Once a frame has been looked at, nothing of it stays.
void wipe(drivers::Frame& frame) {
    OPENSSL_cleanse(frame.jpeg.data(), frame.jpeg.size());
    OPENSSL_cleanse(frame.image.rgb.data(), frame.image.rgb.size());
}

const cv::Mat& oval() {
    static const cv::Mat mask = [] {
        cv::Mat made(preview_side, preview_side, CV_8UC1, cv::Scalar(255));
        const auto part = [](float share) { return cvRound(share * preview_side); };
        cv::ellipse(made, {part(FaceOval::centre_x), part(FaceOval::centre_y)},
                    {part(FaceOval::half_width), part(FaceOval::half_height)}, 0, 0, 360, {0},
                    cv::FILLED);
        return made;
    }();
    return mask;
}

/// As in a mirror, and square.
void draw_preview(const drivers::Image& image, Picture& picture) {
    const cv::Mat full(image.height, image.width, CV_8UC3,
                       const_cast<std::uint8_t*>(image.rgb.data()));  // read only
    const int side = std::min(full.cols, full.rows);
    const cv::Rect middle((full.cols - side) / 2, (full.rows - side) / 2, side, side);
    picture.width = picture.height = preview_side;
    picture.rgb.resize(std::size_t{3} * preview_side * preview_side);
    cv::Mat out(preview_side, preview_side, CV_8UC3, picture.rgb.data());
    cv::resize(full(middle), out, out.size(), 0, 0, cv::INTER_LINEAR);
    cv::flip(out, out, 1);
    out.setTo(outside, oval());
}

std::string_view code_of(const drivers::Fault& fault) {
    return fault.failure == drivers::Failure::timed_out ? "camera-frozen" : "camera-absent";
}

}  // namespace

FaceStation::FaceStation(Parts parts)
    : parts_(std::move(parts)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

void FaceStation::prepare() {
    const std::lock_guard lock(mutex_);
    wanted_.prepare = true;
    wanted_.unload = false;
    changed_.notify_all();
}

void FaceStation::watch(const flow::WatchPerson& wanted) {
    const std::lock_guard lock(mutex_);
    sealed_.reset();
    wanted_.watch = wanted;
    wanted_.await.reset();
    changed_.notify_all();
}

void FaceStation::await_camera(flow::AskId ask) {
    const std::lock_guard lock(mutex_);
    wanted_.watch.reset();
    wanted_.await = ask;
    changed_.notify_all();
}

void FaceStation::stop() {
    const std::lock_guard lock(mutex_);
    wanted_.watch.reset();
    wanted_.await.reset();
    sealed_.reset();
    changed_.notify_all();
}

void FaceStation::rest() {
    stop();
    const std::lock_guard lock(mutex_);
    wanted_.prepare = false;
    wanted_.unload = true;
    changed_.notify_all();
}

void FaceStation::check(std::function<void(bool, bool)> answer) {
    const std::lock_guard lock(mutex_);
    wanted_.check = std::move(answer);
    changed_.notify_all();
}

FaceStation::Sealed FaceStation::evidence() const {
    const std::lock_guard lock(mutex_);
    return sealed_;
}

bool FaceStation::forget_evidence() {
    const std::lock_guard lock(mutex_);
    return std::exchange(sealed_, nullptr) != nullptr;
}

bool FaceStation::is_watched(flow::AskId ask) const {
    const std::lock_guard lock(mutex_);
    return wanted_.watch && wanted_.watch->ask == ask;
}

std::optional<FaceStation::Wanted> FaceStation::next_wish(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop, [&] {
        return wanted_.watch || wanted_.await || wanted_.prepare || wanted_.unload || wanted_.check;
    });
    if (stop.stop_requested()) return std::nullopt;
    auto wish = wanted_;
    wanted_.prepare = wanted_.unload = false;
    wanted_.check = nullptr;
    return wish;
}

void FaceStation::run(const std::stop_token& stop) {
    while (const auto wish = next_wish(stop)) {
        if (wish->check)
            wish->check(parts_.camera.status() == drivers::Status::online,
                        parts_.microphone.status() == drivers::Status::online);
        if (wish->unload && observer_) {
            observer_.reset();
            malloc_trim(0);
        }
        if (wish->prepare) (void)load();
        if (wish->await) wait_for_camera(*wish->await, stop);
        if (wish->watch) try_once(*wish->watch, stop);
    }
    lights_off();
}

bool FaceStation::load() {
    if (observer_) return true;
    auto models = face::load_models(parts_.models);
    auto built =
        models ? face::Observer::build(std::move(*models)) : tl::unexpected(models.error());
    if (!built) {
        spdlog::error("face: model {}: {}", to_string(built.error().error), built.error().detail);
        return false;
    }
    observer_.emplace(std::move(*built));
    return true;
}

void FaceStation::lights_off() {
    parts_.camera.stop();
    parts_.microphone.stop();
    parts_.pictures.show_preview(nullptr);
}

/// Nothing where no face is found: a drawn card, an unreadable photo.
std::optional<face::Descriptor> FaceStation::portrait(const flow::WatchPerson& wanted) {
    const auto card = wanted.portrait ? parts_.pictures.find(*wanted.portrait) : nullptr;
    if (!card) return std::nullopt;
    const auto all = matrix_of(*card);
    // GA 448: the portrait is at the right of the card; alone it is large enough to be found.
    const cv::Rect right(all.cols * 3 / 5, 0, all.cols - all.cols * 3 / 5, all.rows * 4 / 5);
    return observer_->describe_still(all(right).clone());
}

void FaceStation::try_once(const flow::WatchPerson& wanted, const std::stop_token& stop) {
    const auto ask = wanted.ask;
    if (!load()) return fail(ask, "face-not-ready");
    const auto card = portrait(wanted);
    if (const auto started = parts_.camera.start(); !started)
        return fail(ask, code_of(started.error()));
    const bool needs_sound = std::ranges::any_of(
        wanted.session.drawing->challenges,
        [](const auto& challenge) { return challenge.action == flow::FaceAction::read_digits; });
    const bool hears = parts_.microphone.start().has_value();
    if (needs_sound && !hears) return fail(ask, "microphone-absent");
    FaceTry run(*observer_, wanted.session, parts_.camera.identity(), card);
    std::optional<flow::FaceProgress> told;
    std::chrono::steady_clock::time_point shown_at;
    auto told_at = std::chrono::steady_clock::now();
    while (!stop.stop_requested() && is_watched(ask) && !run.over()) {
        auto frame = parts_.camera.next_frame(face_patience, stop);
        if (!frame) return stop.stop_requested() ? lights_off() : fail(ask, code_of(frame.error()));
        if (frame->taken >= shown_at + face_preview_period) {
            if (!show(ask, *frame)) break;
            shown_at = frame->taken;
        }
        if (hears) {
            const auto block = parts_.microphone.take();
            if (block) run.hear(*block);
            if (!block && needs_sound) return fail(ask, "microphone-absent");
        }
        run.see(*frame);
        wipe(*frame);
        const auto now = std::chrono::steady_clock::now();
        if (told == run.progress() && now < told_at + guidance_repeat) continue;
        told = run.progress();
        told_at = now;
        parts_.tell(flow::FaceSeen{ask, *told});
    }
    lights_off();
    spdlog::info("face: {}", run.summary());
    if (run.over()) finish(ask, wanted.session, run.package(parts_.terminal));
}

/// False when nobody looks any more.
bool FaceStation::show(flow::AskId ask, const drivers::Frame& frame) {
    Picture picture;
    draw_preview(frame.image, picture);
    {
        const std::lock_guard lock(mutex_);
        if (!wanted_.watch || wanted_.watch->ask != ask) return false;
        parts_.pictures.show_preview(guarded(std::move(picture)));
    }
    parts_.refresh();
    return true;
}

void FaceStation::finish(flow::AskId ask, const flow::FaceSession& session,
                         face::WipedBytes package) {
    auto sealed = face::seal(package, {session.drawing->seal_certificate,
                                       contents(parts_.certificate), contents(parts_.key)});
    if (!sealed) {
        spdlog::error("face: evidence cannot be sealed: {}", sealed.error().detail);
        return fail(ask, "face-not-ready");
    }
    {
        const std::lock_guard lock(mutex_);
        if (!wanted_.watch || wanted_.watch->ask != ask) return;
        wanted_.watch.reset();
        sealed_ = std::make_shared<const face::WipedBytes>(sealed->begin(), sealed->end());
    }
    parts_.tell(flow::FaceWatched{ask});
}

void FaceStation::wait_for_camera(flow::AskId ask, const std::stop_token& stop) {
    for (;;) {
        if (parts_.camera.start()) {
            auto frame = parts_.camera.next_frame(face_patience, stop);
            parts_.camera.stop();
            if (frame) wipe(*frame);
            if (frame) break;
        }
        std::unique_lock lock(mutex_);
        const auto over = [&] { return wanted_.await != ask; };
        changed_.wait_for(lock, stop, probe_pause, over);
        if (over() || stop.stop_requested()) return;
    }
    {
        const std::lock_guard lock(mutex_);
        if (wanted_.await != ask) return;
        wanted_.await.reset();
    }
    parts_.tell(flow::FaceCameraReady{ask});
}

void FaceStation::fail(flow::AskId ask, std::string_view code) {
    lights_off();
    spdlog::warn("face: {}", code);
    {
        const std::lock_guard lock(mutex_);
        if (!wanted_.watch || wanted_.watch->ask != ask) return;
        wanted_.watch.reset();
    }
    flow::Problem problem;
    problem.who = flow::Problem::Who::technician;
    problem.code = code;
    parts_.tell(flow::Failed{ask, problem});
}

}  // namespace kiosk
