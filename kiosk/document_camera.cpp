#include "kiosk/document_camera.hpp"

#include "kiosk/frame_view.hpp"
#include "ocr/document.hpp"
#include "ocr/qr_code.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace kiosk {

using namespace std::chrono_literals;

namespace {

constexpr int preview_width = 960;
constexpr auto frame_patience = 2s;
constexpr auto preview_period = 66ms;  // fifteen pictures a second are enough to aim by
constexpr auto blur_patience = 2s;     // then the photo is taken as it is
constexpr auto sign_of_life = 3s;      // an unchanged picture is told again
constexpr int best_of = 3;             // fit pictures of which the sharpest is the photo
constexpr double moving = 12;          // mean difference of grey levels between two looks
constexpr double other = 5;            // the same anywhere in the page, against the last photo
const cv::Size small_size(160, 120);
constexpr float tilted = 1.25F;  // opposite edges of the page, longer : shorter

/// What the screen shows of a frame.
std::shared_ptr<Picture> preview_of(const drivers::Frame& frame) {
    const auto full = view_of(frame.image);
    auto picture = std::make_shared<Picture>();
    const double scale = std::min(1.0, static_cast<double>(preview_width) / full.cols);
    picture->width = std::max(1, static_cast<int>(full.cols * scale));
    picture->height = std::max(1, static_cast<int>(full.rows * scale));
    picture->rgb.resize(static_cast<std::size_t>(picture->width) *
                        static_cast<std::size_t>(picture->height) * 3);
    cv::Mat small(picture->height, picture->width, CV_8UC3, picture->rgb.data());
    cv::resize(full, small, small.size(), 0, 0, cv::INTER_AREA);
    return picture;
}

cv::Mat grey_of(const Picture& small) {
    const cv::Mat rgb(small.height, small.width, CV_8UC3,
                      const_cast<std::uint8_t*>(small.rgb.data()));
    cv::Mat grey;
    cv::resize(rgb, grey, small_size, 0, 0, cv::INTER_AREA);
    cv::cvtColor(grey, grey, cv::COLOR_RGB2GRAY);
    return grey;
}

/// Seen askew, one edge of the page is longer than the one across.
bool is_tilted(const ocr::Corners& page) {
    const auto edge = [&](std::size_t i) {
        const auto d = page[(i + 1) % 4] - page[i];
        return std::hypot(d.x, d.y);
    };
    const auto uneven = [&](std::size_t i) {
        return std::max(edge(i), edge(i + 2)) > tilted * std::min(edge(i), edge(i + 2));
    };
    return uneven(0) || uneven(1);
}

/// Whether the page shows something else than the photo, whatever the light does meanwhile.
bool is_other_page(const cv::Mat& grey, const cv::Mat& photo, const ocr::Corners& page,
                   cv::Size full) {
    std::vector<cv::Point2f> corners;
    for (const auto& c : page)
        corners.emplace_back(c.x * static_cast<float>(grey.cols) / static_cast<float>(full.width),
                             c.y * static_cast<float>(grey.rows) / static_cast<float>(full.height));
    const auto part = cv::boundingRect(corners) & cv::Rect({}, grey.size());
    if (part.area() == 0) return false;
    cv::Mat difference;
    cv::subtract(grey(part), photo(part), difference, cv::noArray(), CV_32F);
    // Two cards of a kind differ in a line or two; light differs softly and everywhere.
    cv::Mat soft;
    cv::GaussianBlur(difference, soft, {}, 8);
    difference = cv::abs(difference - soft);
    cv::blur(difference, difference, {5, 5});
    double most = 0;
    cv::minMaxLoc(difference, nullptr, &most);
    return most > other;
}

flow::Guidance guidance_of(const ocr::Quality& quality, bool moved) {
    if (!quality.page)
        return quality.brightness < ocr::Quality::dark ? flow::Guidance::too_dark
                                                       : flow::Guidance::nothing;
    if (quality.cut_off)
        return quality.fill > 0.8 ? flow::Guidance::too_close : flow::Guidance::not_whole;
    if (quality.fill < 0.08) return flow::Guidance::too_far;
    if (quality.brightness < ocr::Quality::dark) return flow::Guidance::too_dark;
    if (is_tilted(*quality.page)) return flow::Guidance::tilted;
    if (quality.glare > 0.03) return flow::Guidance::glare;
    if (moved) return flow::Guidance::moving;
    if (quality.sharpness < ocr::Quality::sharp_enough) return flow::Guidance::blurred;
    return flow::Guidance::good;
}

}  // namespace

/// What one stretch of looking remembers.
struct DocumentCamera::Watching {
    flow::AskId ask{};
    bool scans = false;
    std::string code;  ///< Told already.
    cv::Mat last;      ///< Small and grey, to notice movement.
    flow::Looked told;
    bool told_once = false;
    std::chrono::steady_clock::time_point told_at;
    std::optional<std::chrono::steady_clock::time_point> wanted_since;
    flow::Guidance guidance{};
    double sharpness = 0;
    std::optional<drivers::Frame> best;  ///< Of the fit ones since a photo is wanted.
    double best_sharpness = 0;
    int fit = 0;
};

struct DocumentCamera::Small {
    cv::Mat grey;
};

DocumentCamera::DocumentCamera(drivers::Camera& camera, Pictures& pictures, Tell tell,
                               std::function<void()> refresh)
    : camera_(camera),
      pictures_(pictures),
      tell_(std::move(tell)),
      refresh_(std::move(refresh)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

DocumentCamera::~DocumentCamera() = default;

void DocumentCamera::look(flow::AskId ask) {
    const std::lock_guard lock(mutex_);
    wanted_.look = ask;
    wanted_.scan = false;
    changed_.notify_all();
}

void DocumentCamera::scan(flow::AskId ask) {
    const std::lock_guard lock(mutex_);
    wanted_.look = ask;
    wanted_.scan = true;
    changed_.notify_all();
}

void DocumentCamera::rest() {
    const std::lock_guard lock(mutex_);
    wanted_.look.reset();
    wanted_.take.reset();
    changed_.notify_all();
}

void DocumentCamera::forget() {
    const std::lock_guard lock(mutex_);
    taken_.reset();
}

void DocumentCamera::take(flow::AskId ask) {
    const std::lock_guard lock(mutex_);
    wanted_.take = ask;
    if (!wanted_.look) wanted_.look = ask;
    changed_.notify_all();
}

void DocumentCamera::check(std::function<void(bool)> answer) {
    const std::lock_guard lock(mutex_);
    wanted_.check = std::move(answer);
    changed_.notify_all();
}

std::optional<flow::AskId> DocumentCamera::looking() {
    const std::lock_guard lock(mutex_);
    return wanted_.look;
}

bool DocumentCamera::scans() {
    const std::lock_guard lock(mutex_);
    return wanted_.scan;
}

std::optional<flow::AskId> DocumentCamera::wanted_photo() {
    const std::lock_guard lock(mutex_);
    return wanted_.take;
}

void DocumentCamera::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::function<void(bool)> check;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, stop, [&] { return wanted_.look || wanted_.check; });
            check = std::exchange(wanted_.check, nullptr);
        }
        if (check) check(camera_.status() == drivers::Status::online);
        if (const auto ask = looking()) watch(*ask, stop);
    }
}

void DocumentCamera::watch(flow::AskId ask, const std::stop_token& stop) {
    if (const auto started = camera_.start(); !started) {
        fail(ask);
        return;
    }
    Watching watching;
    watching.ask = ask;
    watching.scans = scans();
    auto due = std::chrono::steady_clock::now();
    while (!stop.stop_requested() && looking() == ask && one_frame(watching, stop)) {
        due = std::max(due + preview_period, std::chrono::steady_clock::now());
        std::unique_lock lock(mutex_);
        changed_.wait_until(lock, stop, due,
                            [&] { return wanted_.look != ask || wanted_.take.has_value(); });
    }
    if (stop.stop_requested() || !looking()) camera_.stop();
}

/// False when the camera failed.
bool DocumentCamera::one_frame(Watching& watching, const std::stop_token& stop) {
    auto frame = camera_.next_frame(frame_patience, stop);
    if (!frame) {
        camera_.stop();
        if (!stop.stop_requested()) fail(watching.ask);
        return false;
    }
    const auto small = preview_of(*frame);
    if (!show(watching.ask, small)) return true;
    if (watching.scans) {
        find_code(watching, *frame);
        return true;
    }
    guide(watching, *frame, *small);
    const auto ask = wanted_photo();
    if (!ask) return true;
    if (!choose(watching, std::move(*frame))) return true;
    auto chosen = std::exchange(watching.best, std::nullopt);
    watching.wanted_since.reset();
    watching.fit = 0;
    if (const auto photo = keep(*ask, std::move(*chosen), watching))
        tell_(flow::PhotoTaken{*ask, *photo});
    return true;
}

/// True when the best of the pictures since the photo was wanted is good enough to be it.
bool DocumentCamera::choose(Watching& watching, drivers::Frame frame) {
    const auto now = std::chrono::steady_clock::now();
    if (!watching.wanted_since) watching.wanted_since = now;
    const bool late = now - *watching.wanted_since >= blur_patience;
    const bool fit =
        watching.guidance != flow::Guidance::moving && watching.guidance != flow::Guidance::blurred;
    if (!fit && !late) return false;
    if (!watching.best || watching.sharpness > watching.best_sharpness) {
        watching.best = std::move(frame);
        watching.best_sharpness = watching.sharpness;
    }
    return ++watching.fit >= best_of || late;
}

/// Nothing, when `rest` came between: the visit is over and its pictures are forgotten (R90).
std::optional<flow::PictureId> DocumentCamera::keep(flow::AskId ask, drivers::Frame frame,
                                                    const Watching& watching) {
    const std::lock_guard lock(mutex_);
    if (wanted_.take != ask) return std::nullopt;
    wanted_.take.reset();
    taken_ = std::make_unique<Small>(Small{watching.last});
    return pictures_.put(
        {frame.image.width, frame.image.height, std::move(frame.image.rgb), std::move(frame.jpeg)});
}

/// False when nobody looks any more: a late picture must not outlive the visit.
bool DocumentCamera::show(flow::AskId ask, std::shared_ptr<const Picture> picture) {
    {
        const std::lock_guard lock(mutex_);
        if (wanted_.look != ask) return false;
        pictures_.show_preview(std::move(picture));
    }
    refresh_();
    return true;
}

void DocumentCamera::guide(Watching& watching, const drivers::Frame& frame, const Picture& small) {
    const auto full = view_of(frame.image);
    const auto grey = grey_of(small);
    const bool moved = !watching.last.empty() &&
                       cv::norm(grey, watching.last, cv::NORM_L1) / small_size.area() > moving;
    watching.last = grey;
    const auto quality = ocr::assess(full);
    flow::Looked looked;
    looked.to = watching.ask;
    looked.guidance = watching.guidance = guidance_of(quality, moved);
    watching.sharpness = quality.sharpness;
    if (quality.page) {
        looked.other_page = shows_other_page(watching, *quality.page, full.size());
        looked.has_outline = true;
        for (std::size_t i = 0; i < 4; ++i)
            looked.outline[i] = {(*quality.page)[i].x / static_cast<float>(full.cols),
                                 (*quality.page)[i].y / static_cast<float>(full.rows)};
    }
    const bool same = watching.told_once && looked.guidance == watching.told.guidance &&
                      looked.has_outline == watching.told.has_outline &&
                      looked.other_page == watching.told.other_page &&
                      std::ranges::equal(looked.outline, watching.told.outline, [](auto a, auto b) {
                          return std::abs(a.x - b.x) < 0.01F && std::abs(a.y - b.y) < 0.01F;
                      });
    const auto now = std::chrono::steady_clock::now();
    if (same && now < watching.told_at + sign_of_life) return;
    watching.told_at = now;
    watching.told = looked;
    watching.told_once = true;
    tell_(looked);
}

bool DocumentCamera::shows_other_page(const Watching& watching, const ocr::Corners& page,
                                      cv::Size full) {
    const std::lock_guard lock(mutex_);
    return taken_ && is_other_page(watching.last, taken_->grey, page, full);
}

/// The same code is told once: it goes on lying there.
void DocumentCamera::find_code(Watching& watching, const drivers::Frame& frame) {
    auto code = ocr::read_qr_code(view_of(frame.image));
    if (!code || *code == watching.code) return;
    watching.code = *code;
    tell_(flow::CodeScanned{watching.ask, std::move(*code)});
}

void DocumentCamera::fail(flow::AskId ask) {
    std::optional<flow::AskId> photo;
    {
        const std::lock_guard lock(mutex_);
        photo = std::exchange(wanted_.take, std::nullopt);
        if (wanted_.look == ask) wanted_.look.reset();
    }
    flow::Problem absent;
    absent.who = flow::Problem::Who::technician;
    absent.code = "camera-absent";
    if (photo && *photo != ask) tell_(flow::Failed{*photo, absent});
    tell_(flow::Failed{ask, absent});
}

}  // namespace kiosk
