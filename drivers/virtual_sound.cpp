#include "drivers/virtual_sound.hpp"

#include "drivers/whole_file.hpp"

#include <cstring>
#include <fstream>

namespace drivers {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int rate = 16000;

std::int64_t nanoseconds(Clock::time_point at) {
    return at.time_since_epoch() / std::chrono::nanoseconds(1);
}

Clock::time_point moment(std::int64_t nanoseconds) {
    return Clock::time_point(std::chrono::nanoseconds(nanoseconds));
}

bool unplugged(const fs::path& folder) {
    std::ifstream file(folder / "microphone_fault");
    std::string word;
    file >> word;
    std::error_code ignored;
    return word == "unplugged" || !fs::is_directory(folder, ignored);
}

std::optional<SoundBlock> sound_in(const fs::path& folder) {
    std::ifstream file(folder / "sound", std::ios::binary);
    std::int64_t at = 0;
    SoundBlock block;
    if (!(file >> at >> block.rate) || file.get() != '\n' || block.rate != rate)
        return std::nullopt;
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    block.taken = moment(at);
    block.samples.resize(bytes.size() / 2);
    std::memcpy(block.samples.data(), bytes.data(), block.samples.size() * 2);
    return block;
}

}  // namespace

bool sound_before_microphone(const fs::path& folder, const SoundBlock& sound) {
    std::string contents =
        std::to_string(nanoseconds(sound.taken)) + ' ' + std::to_string(sound.rate) + '\n';
    contents.append(reinterpret_cast<const char*>(sound.samples.data()), sound.samples.size() * 2);
    return write_whole(folder / "sound", contents);
}

std::optional<Heard> last_said(const fs::path& folder) {
    std::ifstream file(folder / "said");
    Heard heard;
    std::int64_t at = 0;
    if (!(file >> at >> heard.language) || file.get() != '\n' || !std::getline(file, heard.text))
        return std::nullopt;
    heard.at = moment(at);
    return heard;
}

VirtualMicrophone::VirtualMicrophone(fs::path folder) : folder_(std::move(folder)) {}

Status VirtualMicrophone::status() { return unplugged(folder_) ? Status::absent : Status::online; }

Result<void> VirtualMicrophone::start() {
    if (unplugged(folder_)) return fault(Failure::not_ready, "no virtual microphone");
    next_ = Clock::now();
    return {};
}

void VirtualMicrophone::stop() { next_.reset(); }

Result<SoundBlock> VirtualMicrophone::take() {
    if (!next_) return fault(Failure::not_ready, "the microphone is not started");
    if (unplugged(folder_)) {
        stop();
        return fault(Failure::hardware_error, "the virtual microphone is unplugged");
    }
    const auto since = std::chrono::duration<double>(Clock::now() - *next_).count();
    const auto count = static_cast<std::int64_t>(since * rate);
    SoundBlock block{std::vector<std::int16_t>(static_cast<std::size_t>(count)), rate, *next_};
    const auto sound = sound_in(folder_);
    const std::int64_t begin =
        sound ? static_cast<std::int64_t>(
                    std::chrono::duration<double>(*next_ - sound->taken).count() * rate)
              : 0;
    for (std::int64_t i = 0; i < count; ++i) {
        noise_ = noise_ * 1664525U + 1013904223U;  // Numerical Recipes' quick generator
        auto& sample = block.samples[static_cast<std::size_t>(i)];
        sample = static_cast<std::int16_t>((noise_ >> 26U) & 31U);
        const std::int64_t at = begin + i;
        if (sound && at >= 0 && at < static_cast<std::int64_t>(sound->samples.size()))
            sample = sound->samples[static_cast<std::size_t>(at)];
    }
    *next_ += std::chrono::nanoseconds(count * 1'000'000'000 / rate);
    return block;
}

VirtualLoudspeaker::VirtualLoudspeaker(fs::path folder) : folder_(std::move(folder)) {}

Status VirtualLoudspeaker::status() {
    std::error_code ignored;
    return fs::is_directory(folder_, ignored) ? Status::online : Status::absent;
}

Result<void> VirtualLoudspeaker::say(const Spoken& spoken, std::stop_token) {
    const auto said = std::to_string(nanoseconds(Clock::now())) + ' ' + spoken.language + '\n' +
                      spoken.text + '\n';
    if (!write_whole(folder_ / "said", said))
        return fault(Failure::not_ready, "the virtual loudspeaker's folder cannot be written");
    return {};
}

}  // namespace drivers
