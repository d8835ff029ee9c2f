#pragma once

#include "drivers/camera.hpp"
#include "drivers/virtual_camera_desk.hpp"

namespace drivers {

/// Lays a photo or a clip under the virtual camera in `folder`; an empty name clears the desk. The
/// name is relative to `folder`, or absolute. Callable from any thread or process. False when the
/// folder cannot be written.
[[nodiscard]] bool lay_under_camera(const std::filesystem::path& folder, const std::string& name);
/// Shows the camera this picture from now on, as a person who moves in front of it does frame by
/// frame: NAME `live`. Until the next such picture there is no frame. Callable from any thread or
/// process, one at a time.
[[nodiscard]] bool show_to_camera(const std::filesystem::path& folder, const Image& picture);
/// Whether the camera's light is on.
[[nodiscard]] bool camera_light(const std::filesystem::path& folder);
[[nodiscard]] bool set_camera_fault(const std::filesystem::path& folder, CameraFault fault);

/// A camera without hardware, for demonstration, training and tests. Its folder holds photos
/// (NAME.jpg), clips (folders of JPEG frames, played in the order of their names, again and again)
/// and what the outer world says, read before every frame:
///   now    the name of the photo or clip under the camera (".jpg" may be left out); missing or
///          empty is the empty desk: desk.jpg, or plain grey
///   fault  "unplugged" or "frozen"
///   rate   frames a second (default 15); a clip may have its own
/// and writes there `light`: "on" while it streams, else "off".
/// Frames come at that pace whether or not anyone takes them, as from a real camera. A `now` that
/// names nothing is a hardware_error.
class VirtualCamera final : public Camera {
public:
    explicit VirtualCamera(std::filesystem::path folder);

    Status status() override;
    Result<void> start() override;
    void stop() override;
    std::string identity() const override;
    Result<Frame> next_frame(std::chrono::milliseconds patience, std::stop_token stop) override;

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] Clock::duration period() const;
    void switch_light(bool on);
    void lose_missed_frames();

    std::filesystem::path folder_;
    VirtualDesk desk_;
    bool streaming_ = false;
    bool frozen_ = false;
    Clock::time_point due_;  ///< When the frame `sequence_` is taken.
    std::uint32_t sequence_ = 0;
};

}  // namespace drivers
