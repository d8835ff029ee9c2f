#pragma once

#include "drivers/camera.hpp"
#include "drivers/v4l2_camera_mode.hpp"

#include <optional>
#include <vector>

struct v4l2_buffer;

namespace drivers {

/// A camera that streams Motion-JPEG through Video4Linux. A frame that is damaged, repeated or was
/// taken before the caller asked is no frame, so that a frozen camera ends in timed_out and a
/// preview never shows the customer before.
class V4l2Camera final : public Camera {
public:
    /// `rate`: frames a second at most.
    explicit V4l2Camera(std::string node, PictureSize wanted = {2592, 1944}, double rate = 15,
                        std::unique_ptr<V4l2Kernel> kernel = linux_v4l2_kernel());
    V4l2Camera(const V4l2Camera&) = delete;
    V4l2Camera& operator=(const V4l2Camera&) = delete;
    ~V4l2Camera() override;

    Status status() override;
    Result<void> start() override;
    void stop() override;
    std::string identity() const override { return identity_; }
    Result<Frame> next_frame(std::chrono::milliseconds patience, std::stop_token stop) override;

private:
    struct Mapping {
        void* start;
        std::size_t length;
    };
    struct Taken {
        Bytes jpeg;
        std::chrono::steady_clock::time_point at;
        std::uint32_t sequence;
    };

    Result<void> open_camera_node();
    int open_if_camera(const std::string& node);
    Result<void> set_mode();
    Result<void> map_buffers();
    Result<std::optional<Taken>> take_newest();
    std::optional<Taken> copy_if_new(const v4l2_buffer& buffer);
    tl::unexpected<Fault> lost(int error, const char* doing);
    int ioctl(unsigned long request, void* argument);

    std::string node_;
    PictureSize wanted_;
    double rate_;
    std::unique_ptr<V4l2Kernel> kernel_;
    std::string identity_;  ///< Card and bus, to know the camera again under another node.
    int device_ = -1;
    bool streaming_ = false;
    bool frozen_ = false;
    std::vector<Mapping> mappings_;
    std::optional<std::uint32_t> last_sequence_;
    std::size_t last_content_ = 0;
};

}  // namespace drivers
