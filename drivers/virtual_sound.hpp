#pragma once

#include "drivers/sound.hpp"

#include <optional>

namespace drivers {

/// Makes the virtual microphone in `folder` hear these samples from that moment on, in place of
/// what it was to hear before. Callable from any thread or process. False when the folder cannot be
/// written.
[[nodiscard]] bool sound_before_microphone(const std::filesystem::path& folder,
                                           const SoundBlock& sound);

/// What the virtual loudspeaker in a folder said last.
struct Heard {
    std::chrono::steady_clock::time_point at;
    std::string language, text;
};
/// Nothing when it has been silent so far. From any thread or process of this machine.
[[nodiscard]] std::optional<Heard> last_said(const std::filesystem::path& folder);

/// A microphone without hardware. Its folder holds
///   sound  what is to be heard: a line with the moment (nanoseconds of CLOCK_MONOTONIC) and the
///          rate, then 16-bit samples, little-endian; before and after it the room's faint noise
///   microphone_fault  "unplugged"
/// Samples come at the pace of time.
class VirtualMicrophone final : public Microphone {
public:
    explicit VirtualMicrophone(std::filesystem::path folder);

    Status status() override;
    Result<void> start() override;
    void stop() override;
    Result<SoundBlock> take() override;

private:
    std::filesystem::path folder_;
    std::optional<std::chrono::steady_clock::time_point> next_;  ///< While started.
    std::uint32_t noise_ = 1;
};

/// A loudspeaker without hardware: what it says stands in its folder's file `said` (moment,
/// language and text, a line each). Takes no time.
class VirtualLoudspeaker final : public Loudspeaker {
public:
    explicit VirtualLoudspeaker(std::filesystem::path folder);

    Status status() override;
    Result<void> say(const Spoken& spoken, std::stop_token stop) override;

private:
    std::filesystem::path folder_;
};

}  // namespace drivers
