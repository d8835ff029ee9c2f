#pragma once

#include "drivers/sound.hpp"

#include <optional>

namespace drivers {

/// A microphone through SDL's audio queue, 16 kHz.
class SdlMicrophone final : public Microphone {
public:
    /// `name` as SDL lists it; empty: the usual one.
    explicit SdlMicrophone(std::string name);
    SdlMicrophone(const SdlMicrophone&) = delete;
    SdlMicrophone& operator=(const SdlMicrophone&) = delete;
    ~SdlMicrophone() override;

    Status status() override;
    Result<void> start() override;
    void stop() override;
    Result<SoundBlock> take() override;

private:
    std::string name_;
    std::uint32_t device_ = 0;
    std::optional<std::chrono::steady_clock::time_point> next_;  ///< Of the sample to come.
};

/// A loudspeaker through SDL's audio queue.
class SdlLoudspeaker final : public Loudspeaker {
public:
    SdlLoudspeaker(std::string name, int volume);

    Status status() override;
    Result<void> say(const Spoken& spoken, std::stop_token stop) override;

private:
    std::string name_;
    int volume_;  ///< 0–100
};

}  // namespace drivers
