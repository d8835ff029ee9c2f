#include "drivers/v4l2_camera.hpp"

#include "drivers/descriptor.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <linux/videodev2.h>
#include <string_view>

namespace drivers {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t buffer_count = 4;
constexpr auto oldest_frame = 500ms;

v4l2_buffer mapped_buffer(std::uint32_t index = 0) {
    v4l2_buffer buffer{};
    buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    buffer.memory = V4L2_MEMORY_MMAP;
    buffer.index = index;
    return buffer;
}

/// The kernel's CLOCK_MONOTONIC is this library's steady_clock; other clocks say nothing to us.
Clock::time_point time_of(const v4l2_buffer& buffer) {
    if ((buffer.flags & V4L2_BUF_FLAG_TIMESTAMP_MASK) != V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC)
        return Clock::now();
    return Clock::time_point(std::chrono::seconds(buffer.timestamp.tv_sec) +
                             std::chrono::microseconds(buffer.timestamp.tv_usec));
}

}  // namespace

V4l2Camera::V4l2Camera(std::string node, PictureSize wanted, double rate,
                       std::unique_ptr<V4l2Kernel> kernel)
    : node_(std::move(node)), wanted_(wanted), rate_(rate), kernel_(std::move(kernel)) {}

V4l2Camera::~V4l2Camera() { stop(); }

int V4l2Camera::ioctl(unsigned long request, void* argument) {
    return kernel_->ioctl(device_, request, argument);
}

Status V4l2Camera::status() {
    if (frozen_) return Status::hardware_error;
    if (streaming_) return Status::online;
    const int device = kernel_->open(node_);
    if (device == -EBUSY) return Status::busy;
    if (device < 0) return Status::absent;
    kernel_->close(device);
    return Status::online;
}

Result<void> V4l2Camera::start() {
    if (streaming_) return {};
    auto ready = open_camera_node();
    if (ready) ready = set_mode();
    if (ready) ready = map_buffers();
    if (ready) {
        int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        if (const int error = ioctl(VIDIOC_STREAMON, &type); error < 0)
            ready = lost(error, "start streaming");
    }
    if (!ready) stop();
    streaming_ = ready.has_value();
    return ready;
}

void V4l2Camera::stop() {
    if (streaming_) {
        int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
        ioctl(VIDIOC_STREAMOFF, &type);
    }
    for (const auto& mapping : mappings_) kernel_->unmap(mapping.start, mapping.length);
    mappings_.clear();
    if (device_ >= 0) kernel_->close(device_);
    device_ = -1;
    streaming_ = false;
    frozen_ = false;
    last_sequence_.reset();
    last_content_ = 0;
}

Result<void> V4l2Camera::open_camera_node() {
    device_ = open_if_camera(node_);
    if (device_ == -EBUSY) return fault(Failure::not_ready, node_ + " is in use");
    if (device_ >= 0) return {};
    // A camera plugged in again while its old node was open comes back under the next number.
    if (!identity_.empty())
        for (const auto& node : kernel_->nodes())
            if (device_ = open_if_camera(node); device_ >= 0) return {};
    device_ = -1;
    return fault(Failure::not_ready, "no camera at " + node_);
}

int V4l2Camera::open_if_camera(const std::string& node) {
    const int device = kernel_->open(node);
    if (device < 0) return device;
    v4l2_capability has{};
    const int error = kernel_->ioctl(device, VIDIOC_QUERYCAP, &has);
    const auto abilities =
        (has.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? has.device_caps : has.capabilities;
    constexpr std::uint32_t needed = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    const auto text = [](const auto& field) {
        return std::string(std::begin(field), std::find(std::begin(field), std::end(field), 0));
    };
    const auto identity = text(has.card) + " at " + text(has.bus_info);
    const bool stranger = node != node_ && identity != identity_;
    if (error < 0 || (abilities & needed) != needed || stranger) {
        kernel_->close(device);
        return error < 0 ? error : -ENODEV;
    }
    identity_ = identity;
    return device;
}

Result<void> V4l2Camera::set_mode() {
    const auto mode = choose_mode(*kernel_, device_, wanted_);
    if (!mode) return fault(Failure::hardware_error, node_ + " has no Motion-JPEG");
    v4l2_format format{};
    format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    format.fmt.pix.width = mode->size.width;
    format.fmt.pix.height = mode->size.height;
    format.fmt.pix.pixelformat = V4L2_PIX_FMT_MJPEG;
    format.fmt.pix.field = V4L2_FIELD_NONE;
    if (const int error = ioctl(VIDIOC_S_FMT, &format); error < 0)
        return lost(error, "set a format");
    if (format.fmt.pix.pixelformat != V4L2_PIX_FMT_MJPEG)
        return fault(Failure::hardware_error, node_ + " refuses Motion-JPEG");
    v4l2_streamparm pace{};
    pace.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    const double rate = mode->rate == 0 ? rate_ : std::min(mode->rate, rate_);
    pace.parm.capture.timeperframe = {1000, static_cast<std::uint32_t>(1000 * rate)};
    ioctl(VIDIOC_S_PARM, &pace);  // optional in the API: a camera may have one pace only
    return {};
}

Result<void> V4l2Camera::map_buffers() {
    v4l2_requestbuffers request{};
    request.count = buffer_count;
    request.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    request.memory = V4L2_MEMORY_MMAP;
    if (const int error = ioctl(VIDIOC_REQBUFS, &request); error < 0)
        return lost(error, "get buffers");
    for (std::uint32_t index = 0; index < request.count; ++index) {
        auto buffer = mapped_buffer(index);
        if (const int error = ioctl(VIDIOC_QUERYBUF, &buffer); error < 0)
            return lost(error, "ask for a buffer");
        void* start = kernel_->map(device_, buffer.length, buffer.m.offset);
        if (start == nullptr) return fault(Failure::hardware_error, "cannot map a camera buffer");
        mappings_.push_back({start, buffer.length});
        if (const int error = ioctl(VIDIOC_QBUF, &buffer); error < 0)
            return lost(error, "queue a buffer");
    }
    if (mappings_.empty()) return fault(Failure::hardware_error, "the camera gave no buffers");
    return {};
}

Result<Frame> V4l2Camera::next_frame(std::chrono::milliseconds patience, std::stop_token stop) {
    if (!streaming_) return fault(Failure::not_ready, "the camera is not started");
    const StopWake wake(stop);
    const auto deadline = Clock::now() + patience;
    for (;;) {
        if (stop.stop_requested()) return fault(Failure::cancelled, "asked to stop");
        auto taken = take_newest();
        if (!taken) return tl::unexpected(taken.error());
        if (*taken) {
            if (auto image = decode_jpeg((*taken)->jpeg)) {
                frozen_ = false;
                return Frame{std::move((*taken)->jpeg), std::move(*image), (*taken)->at,
                             (*taken)->sequence};
            }
        }
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        const int ready = left > 0ms ? kernel_->wait(device_, wake.descriptor(), left) : 0;
        if (ready < 0) return lost(ready, "wait for a frame");
        if (ready == 0) {
            frozen_ = true;
            return fault(Failure::timed_out, "no new frame from " + node_);
        }
    }
}

Result<std::optional<V4l2Camera::Taken>> V4l2Camera::take_newest() {
    std::optional<Taken> newest;
    for (;;) {
        auto buffer = mapped_buffer();
        const int error = ioctl(VIDIOC_DQBUF, &buffer);
        if (error == -EAGAIN) return newest;
        if (error < 0) return lost(error, "take a frame");
        if (auto taken = copy_if_new(buffer)) newest = std::move(taken);
        if (const int again = ioctl(VIDIOC_QBUF, &buffer); again < 0)
            return lost(again, "queue a buffer");
    }
}

std::optional<V4l2Camera::Taken> V4l2Camera::copy_if_new(const v4l2_buffer& buffer) {
    if ((buffer.flags & V4L2_BUF_FLAG_ERROR) != 0 || buffer.index >= mappings_.size()) return {};
    const auto& mapping = mappings_[buffer.index];
    const auto* bytes = static_cast<const std::uint8_t*>(mapping.start);
    const std::size_t length = std::min<std::size_t>(buffer.bytesused, mapping.length);
    const auto content =
        std::hash<std::string_view>{}({static_cast<const char*>(mapping.start), length});
    // A living sensor never gives the same bytes twice: a numbered copy is as frozen as none.
    const bool repeated =
        last_sequence_ && (buffer.sequence == *last_sequence_ || content == last_content_);
    last_sequence_ = buffer.sequence;
    last_content_ = content;
    const auto at = time_of(buffer);
    if (length == 0 || repeated || Clock::now() - at > oldest_frame) return {};
    return Taken{Bytes(bytes, bytes + length), at, buffer.sequence};
}

tl::unexpected<Fault> V4l2Camera::lost(int error, const char* doing) {
    stop();
    return fault(error == -EBUSY ? Failure::not_ready : Failure::hardware_error,
                 node_ + " cannot " + doing + ": " + std::strerror(-error));
}

}  // namespace drivers
