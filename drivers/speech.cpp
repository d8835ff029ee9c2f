#include "drivers/speech.hpp"

#include "drivers/descriptor.hpp"

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <sys/wait.h>

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX leaves it to its users

namespace drivers {
namespace {

constexpr std::size_t longest = 8U << 20U;  // bytes; minutes of speech

std::uint32_t little(std::span<const std::uint8_t> bytes, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = size; i > 0; --i) value = value << 8U | bytes[at + i - 1];
    return value;
}

bool says(std::span<const std::uint8_t> bytes, std::size_t at, const char* four) {
    return at + 4 <= bytes.size() && std::memcmp(bytes.data() + at, four, 4) == 0;
}

/// What the program writes to its standard output; empty when it cannot be run.
Bytes output_of(std::vector<std::string> words) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return {};
    const Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, writing.get(), STDOUT_FILENO);
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t child = 0;
    const int failed =
        ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    writing.reset();
    if (failed != 0) return {};
    Bytes out;
    std::uint8_t piece[1U << 14U];
    for (ssize_t count = 0; (count = ::read(reading.get(), piece, sizeof piece)) > 0;)
        if (out.size() < longest) out.insert(out.end(), piece, piece + count);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? out : Bytes{};
}

}  // namespace

// Source: Multimedia Programming Interface and Data Specifications 1.0, "RIFF WAVE".
Result<SoundBlock> read_wav(std::span<const std::uint8_t> file) {
    if (!says(file, 0, "RIFF") || !says(file, 8, "WAVE")) return fault(Failure::bad_data, "no WAV");
    SoundBlock block;
    block.rate = 0;
    for (std::size_t at = 12; at + 8 <= file.size();) {
        const std::size_t body = at + 8;
        const std::size_t size = std::min<std::size_t>(little(file, at + 4, 4), file.size() - body);
        if (says(file, at, "fmt ") && size >= 16) {
            const bool plain = little(file, body, 2) == 1 && little(file, body + 2, 2) == 1 &&
                               little(file, body + 14, 2) == 16;
            if (!plain) return fault(Failure::bad_data, "not 16-bit PCM of one channel");
            block.rate = static_cast<int>(little(file, body + 4, 4));
        }
        if (says(file, at, "data")) {
            for (std::size_t i = 0; i + 2 <= size; i += 2)
                block.samples.push_back(static_cast<std::int16_t>(little(file, body + i, 2)));
            break;
        }
        at = body + size + size % 2;
    }
    if (block.rate < 8000 || block.rate > 192000 || block.samples.empty())
        return fault(Failure::bad_data, "no sound in the WAV");
    return block;
}

Result<SoundBlock> speech_of(const Spoken& spoken) {
    if (std::ifstream file(spoken.recording, std::ios::binary); file) {
        const Bytes bytes((std::istreambuf_iterator<char>(file)), {});
        return read_wav(bytes);
    }
    const std::string voice = spoken.language == "en" ? "en" : "cmn-latn-pinyin";
    const auto wav = output_of({"espeak-ng", "--stdout", "-v", voice, "--", spoken.text});
    if (wav.empty()) return fault(Failure::not_ready, "espeak-ng cannot be run");
    return read_wav(wav);
}

}  // namespace drivers
