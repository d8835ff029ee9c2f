#pragma once

#include "drivers/camera.hpp"
#include "drivers/sound.hpp"
#include "kiosk/face/observer.hpp"
#include "kiosk/face/wiped.hpp"
#include "kiosk/flow/visit.hpp"
#include "kiosk/pictures.hpp"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace kiosk {

/// The worker of the face camera and the microphone. The light is on only while a try is watched
/// (R40); what it brings is packed and sealed here, and nothing but the sealed package outlives the
/// try (R45). Calls come from the UI thread; `tell` and answers are called on the worker.
class FaceStation {
public:
    using Tell = std::function<void(flow::Event)>;
    struct Parts {
        drivers::Camera& camera;
        drivers::Microphone& microphone;
        Pictures& pictures;
        std::filesystem::path models;
        std::filesystem::path certificate, key;  ///< The terminal's own, PEM.
        std::string terminal;
        Tell tell;
        std::function<void()> refresh;  ///< A new preview picture is there.
    };
    explicit FaceStation(Parts parts);

    /// Loads the networks, some 40 MB, kept until `rest`.
    void prepare();
    /// Answers with FaceSeen as things change and at least once a second, at last with FaceWatched,
    /// or Failed: camera-absent, camera-frozen, microphone-absent, face-not-ready.
    void watch(const flow::WatchPerson& wanted);
    /// Answers FaceCameraReady once the camera gives pictures again.
    void await_camera(flow::AskId ask);
    /// The light goes off; an unfinished try and a sealed package are forgotten.
    void stop();
    /// As `stop`, and the networks go too: the visit is over.
    void rest();
    /// Whether camera and microphone are there.
    void check(std::function<void(bool camera, bool microphone)> answer);

    /// What the last try left, sealed to the backend (CMS, DER); null when there is none. Any
    /// thread.
    using Sealed = std::shared_ptr<const face::WipedBytes>;
    [[nodiscard]] Sealed evidence() const;
    /// The backend has it, or nobody wants it any more. True when there was something. Any thread.
    bool forget_evidence();

private:
    struct Wanted {
        std::optional<flow::WatchPerson> watch;
        std::optional<flow::AskId> await;
        bool prepare = false;
        bool unload = false;
        std::function<void(bool, bool)> check;
    };

    void run(const std::stop_token& stop);
    [[nodiscard]] std::optional<Wanted> next_wish(const std::stop_token& stop);
    bool load();
    void try_once(const flow::WatchPerson& wanted, const std::stop_token& stop);
    [[nodiscard]] std::optional<face::Descriptor> portrait(const flow::WatchPerson& wanted);
    bool show(flow::AskId ask, const drivers::Frame& frame);
    void finish(flow::AskId ask, const flow::FaceSession& session, face::WipedBytes package);
    void wait_for_camera(flow::AskId ask, const std::stop_token& stop);
    void fail(flow::AskId ask, std::string_view code);
    void lights_off();
    [[nodiscard]] bool is_watched(flow::AskId ask) const;

    Parts parts_;
    std::optional<face::Observer> observer_;  ///< Made and used on the worker.
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    Wanted wanted_;
    Sealed sealed_;
    std::jthread thread_;  // last: it uses everything above
};

}  // namespace kiosk
