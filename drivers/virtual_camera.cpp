#include "drivers/virtual_camera.hpp"

#include "drivers/whole_file.hpp"

#include <algorithm>
#include <condition_variable>
#include <fstream>
#include <mutex>

namespace drivers {
namespace {

namespace fs = std::filesystem;

void wait_until(std::chrono::steady_clock::time_point when, std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_until(lock, std::move(stop), when, [] { return false; });
}

}  // namespace

bool lay_under_camera(const fs::path& folder, const std::string& name) {
    return write_whole(folder / "now", name);
}

bool set_camera_fault(const fs::path& folder, CameraFault fault) {
    const char* word = fault == CameraFault::unplugged ? "unplugged"
                       : fault == CameraFault::frozen  ? "frozen"
                                                       : "";
    return write_whole(folder / "fault", word);
}

bool show_to_camera(const fs::path& folder, const Image& picture) {
    const auto jpeg = encode_jpeg(picture, 90);
    const bool shown = write_whole(folder / "live.jpg", jpeg) &&
                       (fs::exists(folder / "now") || lay_under_camera(folder, "live"));
    return shown;
}

bool camera_light(const fs::path& folder) {
    std::ifstream file(folder / "light");
    std::string word;
    file >> word;
    return word == "on";
}

VirtualCamera::VirtualCamera(fs::path folder) : folder_(std::move(folder)), desk_(folder_) {}

std::string VirtualCamera::identity() const {
    return "virtual camera " + folder_.filename().string();
}

void VirtualCamera::switch_light(bool on) {
    // A folder that cannot be written has no light; the camera is as good without.
    if (on != streaming_) (void)write_whole(folder_ / "light", on ? "on" : "off");
    streaming_ = on;
}

Status VirtualCamera::status() {
    if (!desk_.present()) return Status::absent;
    return frozen_ ? Status::hardware_error : Status::online;
}

Result<void> VirtualCamera::start() {
    if (!desk_.present()) return fault(Failure::not_ready, "no virtual camera");
    if (streaming_) return {};
    switch_light(true);
    sequence_ = 0;
    due_ = Clock::now() + period();
    return {};
}

void VirtualCamera::stop() {
    switch_light(false);
    frozen_ = false;
    desk_.forget();
}

VirtualCamera::Clock::duration VirtualCamera::period() const {
    return std::chrono::duration_cast<Clock::duration>(
        std::chrono::duration<double>(1 / desk_.rate()));
}

void VirtualCamera::lose_missed_frames() {
    const auto late = Clock::now() - due_;
    if (late <= period()) return;
    const auto missed = late / period();
    sequence_ += static_cast<std::uint32_t>(missed);
    due_ += missed * period();
}

Result<Frame> VirtualCamera::next_frame(std::chrono::milliseconds patience, std::stop_token stop) {
    if (!streaming_) return fault(Failure::not_ready, "the camera is not started");
    const auto deadline = Clock::now() + patience;
    lose_missed_frames();
    for (;;) {
        wait_until(std::min(due_, deadline), stop);
        if (stop.stop_requested()) return fault(Failure::cancelled, "asked to stop");
        if (!desk_.present()) {
            this->stop();
            return fault(Failure::hardware_error, "the virtual camera is unplugged");
        }
        frozen_ = desk_.fault() == CameraFault::frozen;
        if (due_ > deadline) return fault(Failure::timed_out, "no frame from the virtual camera");
        if (!frozen_ && desk_.awaits_picture()) {
            due_ = Clock::now() + std::chrono::milliseconds(5);
            continue;
        }
        const auto taken = std::exchange(due_, due_ + period());
        const auto sequence = sequence_++;
        if (frozen_) continue;
        auto shot = desk_.look(sequence);
        if (!shot) return fault(Failure::hardware_error, shot.error().detail);
        return Frame{std::move(shot->jpeg), std::move(shot->image), taken, sequence};
    }
}

}  // namespace drivers
