#pragma once

#include "drivers/camera.hpp"
#include "kiosk/flow/visit.hpp"
#include "kiosk/pictures.hpp"
#include "ocr/document.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace kiosk {

/// The camera's worker: between `look` and `rest` it keeps the preview fresh, says what it sees
/// (R10) and takes photos. The light is on only meanwhile. Calls come from the UI thread; `tell` is
/// called on the worker.
class DocumentCamera {
public:
    using Tell = std::function<void(flow::Event)>;

    /// Borrows all three for its lifetime. `refresh` is called when a new preview picture is there.
    DocumentCamera(drivers::Camera& camera, Pictures& pictures, Tell tell,
                   std::function<void()> refresh);
    ~DocumentCamera();

    void look(flow::AskId ask);
    /// The same, but looks for a QR code instead of a document and tells its text.
    void scan(flow::AskId ask);
    void rest();
    /// The visit is over: what lay there last is not remembered any more (R90).
    void forget();
    /// The sharpest of the next few still pictures is the photo; a blurred one after two seconds.
    /// Looks on afterwards.
    void take(flow::AskId ask);
    /// Whether the camera is there; answers on the worker.
    void check(std::function<void(bool)> answer);

private:
    struct Wanted {
        std::optional<flow::AskId> look;
        bool scan = false;
        std::optional<flow::AskId> take;
        std::function<void(bool)> check;
    };
    struct Watching;
    struct Small;  ///< A picture small enough to compare one with the next.

    void run(const std::stop_token& stop);
    void watch(flow::AskId ask, const std::stop_token& stop);
    bool one_frame(Watching& watching, const std::stop_token& stop);
    bool choose(Watching& watching, drivers::Frame frame);
    bool show(flow::AskId ask, std::shared_ptr<const Picture> picture);
    std::optional<flow::PictureId> keep(flow::AskId ask, drivers::Frame frame,
                                        const Watching& watching);
    void guide(Watching& watching, const drivers::Frame& frame, const Picture& small);
    bool shows_other_page(const Watching& watching, const ocr::Corners& page, cv::Size full);
    void find_code(Watching& watching, const drivers::Frame& frame);
    bool scans();
    void fail(flow::AskId ask);
    std::optional<flow::AskId> wanted_photo();
    std::optional<flow::AskId> looking();

    drivers::Camera& camera_;
    Pictures& pictures_;
    Tell tell_;
    std::function<void()> refresh_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    Wanted wanted_;
    std::unique_ptr<Small> taken_;  ///< What the last photo of this visit showed.
    std::jthread thread_;           // last: it uses everything above
};

}  // namespace kiosk
