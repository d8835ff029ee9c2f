#pragma once

#include "drivers/device.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace drivers {

/// One channel of 16-bit samples without gaps.
struct SoundBlock {
    std::vector<std::int16_t> samples;
    int rate = 16000;                             ///< Samples a second.
    std::chrono::steady_clock::time_point taken;  ///< When the first sample was.
};

/// Owned by one thread.
class Microphone : public Device {
public:
    /// Fails with not_ready when it is absent.
    [[nodiscard]] virtual Result<void> start() = 0;
    /// Does nothing when stopped.
    virtual void stop() = 0;
    /// All that came since the last call; never waits, may be empty. Fails with hardware_error when
    /// it was unplugged.
    [[nodiscard]] virtual Result<SoundBlock> take() = 0;
};

/// A sentence to be spoken.
struct Spoken {
    std::string text;                 ///< UTF-8.
    std::string language;             ///< "zh" or "en".
    std::filesystem::path recording;  ///< A WAV file that says it better, if it is there.
};

/// Owned by one thread.
class Loudspeaker : public Device {
public:
    /// Until the sentence is over, or `stop`. Fails with not_ready where nothing can be heard.
    [[nodiscard]] virtual Result<void> say(const Spoken& spoken, std::stop_token stop) = 0;
};

/// `uri`: "sdl:" for the machine's usual device, "sdl:NAME" for one of that name, "virtual:DIR";
/// null for anything else.
[[nodiscard]] std::unique_ptr<Microphone> open_microphone(const std::string& uri);
/// `volume` 0–100.
[[nodiscard]] std::unique_ptr<Loudspeaker> open_loudspeaker(const std::string& uri, int volume);

}  // namespace drivers
