#pragma once

#include "drivers/image.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace drivers {

/// One picture as the camera gave it.
struct Frame {
    Bytes jpeg;  ///< The camera's own bytes (MJPEG), never re-encoded.
    Image image;
    std::chrono::steady_clock::time_point taken;
    std::uint32_t sequence =
        0;  ///< Counts up by one per frame of the device; gaps are lost frames.
};

/// A document or face camera. Owned by one thread.
class Camera : public Device {
public:
    /// Starts streaming; the camera's light goes on. Fails with not_ready when it is absent.
    [[nodiscard]] virtual Result<void> start() = 0;
    /// Stops streaming; the light goes off. Does nothing when stopped.
    virtual void stop() = 0;
    /// Maker, model and place, the same as long as it is the same camera; once it was started.
    [[nodiscard]] virtual std::string identity() const = 0;
    /// The newest frame that no earlier call returned. Fails with timed_out when none comes within
    /// `patience` (the watchdog: a frozen camera is a device fault), cancelled on `stop`,
    /// hardware_error when it was unplugged; after that `start()` finds it again when it is back.
    [[nodiscard]] virtual Result<Frame> next_frame(std::chrono::milliseconds patience,
                                                   std::stop_token stop) = 0;
};

/// For documents: as many pixels as there are. `uri`: "v4l2:/dev/video0" for a camera,
/// "virtual:DIR" for the virtual one; null for anything else.
[[nodiscard]] std::unique_ptr<Camera> open_camera(const std::string& uri);
/// For a face: 640 × 480, up to 25 frames a second.
[[nodiscard]] std::unique_ptr<Camera> open_face_camera(const std::string& uri);

}  // namespace drivers
