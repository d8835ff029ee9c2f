#include "drivers/sdl_sound.hpp"

#include "drivers/speech.hpp"

#include <SDL.h>
#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <mutex>

namespace drivers {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int heard_rate = 16000;
constexpr std::uint16_t buffer_samples = 512;  // 32 ms: how far picture and sound can be apart
constexpr auto jitter = 20ms;

/// SDL keeps the last error of each thread and frees it only for threads of its own.
struct ThreadsError {
    ~ThreadsError() { SDL_TLSCleanup(); }
};

bool has_audio() {
    thread_local const ThreadsError freed;
    static std::mutex starting;  // SDL_InitSubSystem is for one thread at a time
    const std::lock_guard lock(starting);
    return SDL_WasInit(SDL_INIT_AUDIO) != 0 || SDL_InitSubSystem(SDL_INIT_AUDIO) == 0;
}

/// Whether SDL knows a device of that name, or any where none is named.
bool is_there(const std::string& name, bool capture) {
    if (!has_audio()) return false;
    const int count = SDL_GetNumAudioDevices(capture ? 1 : 0);
    if (name.empty()) return count > 0;
    for (int i = 0; i < count; ++i) {
        const char* found = SDL_GetAudioDeviceName(i, capture ? 1 : 0);
        if (found != nullptr && name == found) return true;
    }
    return false;
}

SDL_AudioDeviceID open_device(const std::string& name, bool capture, int rate) {
    SDL_AudioSpec wanted{};
    wanted.freq = rate;
    wanted.format = AUDIO_S16SYS;
    wanted.channels = 1;
    wanted.samples = buffer_samples;
    return SDL_OpenAudioDevice(name.empty() ? nullptr : name.c_str(), capture ? 1 : 0, &wanted,
                               nullptr, 0);
}

Clock::duration length_of(std::size_t samples, int rate) {
    return std::chrono::duration_cast<Clock::duration>(
        std::chrono::duration<double>(static_cast<double>(samples) / rate));
}

}  // namespace

SdlMicrophone::SdlMicrophone(std::string name) : name_(std::move(name)) {}
SdlMicrophone::~SdlMicrophone() { stop(); }

Status SdlMicrophone::status() {
    return device_ != 0 || is_there(name_, true) ? Status::online : Status::absent;
}

Result<void> SdlMicrophone::start() {
    if (device_ != 0) return {};
    if (!is_there(name_, true)) return fault(Failure::not_ready, "no microphone");
    device_ = open_device(name_, true, heard_rate);
    if (device_ == 0) return fault(Failure::not_ready, SDL_GetError());
    next_.reset();
    SDL_PauseAudioDevice(device_, 0);
    return {};
}

void SdlMicrophone::stop() {
    if (device_ == 0) return;
    SDL_CloseAudioDevice(device_);
    device_ = 0;
}

Result<SoundBlock> SdlMicrophone::take() {
    if (device_ == 0) return fault(Failure::not_ready, "the microphone is not started");
    if (SDL_GetAudioDeviceStatus(device_) == SDL_AUDIO_STOPPED) {
        stop();
        return fault(Failure::hardware_error, "the microphone was unplugged");
    }
    SoundBlock block;
    block.rate = heard_rate;
    block.samples.resize(SDL_GetQueuedAudioSize(device_) / sizeof(std::int16_t));
    const auto bytes = static_cast<std::uint32_t>(block.samples.size() * sizeof(std::int16_t));
    block.samples.resize(SDL_DequeueAudio(device_, block.samples.data(), bytes) /
                         sizeof(std::int16_t));
    // The last sample was taken just now; small differences are those of the buffer's pace.
    const auto length = length_of(block.samples.size(), heard_rate);
    block.taken = Clock::now() - length;
    if (next_ && std::chrono::abs(block.taken - *next_) < jitter) block.taken = *next_;
    if (!block.samples.empty()) next_ = block.taken + length;
    return block;
}

SdlLoudspeaker::SdlLoudspeaker(std::string name, int volume)
    : name_(std::move(name)), volume_(std::clamp(volume, 0, 100)) {}

Status SdlLoudspeaker::status() { return is_there(name_, false) ? Status::online : Status::absent; }

Result<void> SdlLoudspeaker::say(const Spoken& spoken, std::stop_token stop) {
    if (volume_ == 0) return {};
    if (!is_there(name_, false)) return fault(Failure::not_ready, "no loudspeaker");
    auto speech = speech_of(spoken);
    if (!speech) return tl::unexpected(speech.error());
    for (auto& sample : speech->samples) sample = static_cast<std::int16_t>(sample * volume_ / 100);
    const auto device = open_device(name_, false, speech->rate);
    if (device == 0) return fault(Failure::not_ready, SDL_GetError());
    const std::unique_ptr<const SDL_AudioDeviceID, void (*)(const SDL_AudioDeviceID*)> closed(
        &device, [](const SDL_AudioDeviceID* id) { SDL_CloseAudioDevice(*id); });
    SDL_QueueAudio(device, speech->samples.data(),
                   static_cast<std::uint32_t>(speech->samples.size() * sizeof(std::int16_t)));
    SDL_PauseAudioDevice(device, 0);
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    const auto over = Clock::now() + length_of(speech->samples.size(), speech->rate) + 100ms;
    never.wait_until(lock, std::move(stop), over, [] { return false; });
    return {};
}

}  // namespace drivers
