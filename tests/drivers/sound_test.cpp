#include "drivers/sound.hpp"

#include "drivers/speech.hpp"
#include "drivers/virtual_sound.hpp"

#include <fstream>
#include <gtest/gtest.h>
#include <numeric>

namespace drivers {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct SoundFolder : testing::Test {
    fs::path folder = fs::temp_directory_path() / ("sound-" + std::to_string(::getpid()));
    SoundFolder() { fs::create_directories(folder); }
    ~SoundFolder() override { fs::remove_all(folder); }

    /// All that comes until there are `count` samples.
    static std::vector<std::int16_t> hear(Microphone& microphone, std::size_t count) {
        std::vector<std::int16_t> heard;
        while (heard.size() < count) {
            const auto block = microphone.take().value();
            heard.insert(heard.end(), block.samples.begin(), block.samples.end());
        }
        return heard;
    }
};

Bytes wav(int channels, const std::string& samples) {
    const auto little = [](std::uint32_t value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i));
        return text;
    };
    const std::string format = little(1, 2) + little(static_cast<std::uint32_t>(channels), 2) +
                               little(16000, 4) + little(32000, 4) + little(2, 2) + little(16, 2);
    const auto file = "RIFF" + little(0, 4) + "WAVEfmt " + little(16, 4) + format + "data" +
                      little(0x7fffffff, 4) + samples;
    return {file.begin(), file.end()};
}

TEST_F(SoundFolder, TheVirtualMicrophoneHearsWhatIsPutBeforeIt) {  // R44
    VirtualMicrophone microphone(folder);
    ASSERT_TRUE(microphone.start());
    const SoundBlock sound{std::vector<std::int16_t>(32000, 5000), 16000,
                           std::chrono::steady_clock::now()};
    ASSERT_TRUE(sound_before_microphone(folder, sound));
    const auto heard = hear(microphone, 800);
    EXPECT_GT(std::count(heard.begin(), heard.end(), 5000), 600);
}

TEST_F(SoundFolder, BlocksFollowEachOtherWithoutGap) {  // R44
    VirtualMicrophone microphone(folder);
    ASSERT_TRUE(microphone.start());
    std::optional<std::chrono::steady_clock::time_point> next;
    for (int i = 0; i < 20; ++i) {
        const auto block = microphone.take().value();
        const std::chrono::nanoseconds length(block.samples.size() * 1'000'000'000 / 16000);
        if (next) EXPECT_LE(std::chrono::abs(block.taken - *next), 1us);
        next = block.taken + length;
    }
}

TEST_F(SoundFolder, AnUnpluggedMicrophoneIsAFault) {  // R81
    VirtualMicrophone microphone(folder);
    ASSERT_TRUE(microphone.start());
    std::ofstream(folder / "microphone_fault") << "unplugged";
    EXPECT_EQ(microphone.take().error().failure, Failure::hardware_error);
    EXPECT_EQ(microphone.status(), Status::absent);
    EXPECT_EQ(microphone.start().error().failure, Failure::not_ready);
}

TEST_F(SoundFolder, WhatTheLoudspeakerSaysCanBeHeard) {  // R42
    EXPECT_FALSE(last_said(folder));
    VirtualLoudspeaker loudspeaker(folder);
    ASSERT_TRUE(loudspeaker.say({"请眨眨眼", "zh", {}}, {}));
    EXPECT_EQ(last_said(folder)->text, "请眨眨眼");
    EXPECT_EQ(last_said(folder)->language, "zh");
}

TEST(Wav, OfAPipeEndsWithTheData) {
    const auto block = read_wav(wav(1, std::string("\x01\x00\x02\x00", 4)));
    ASSERT_TRUE(block);
    EXPECT_EQ(block->rate, 16000);
    EXPECT_EQ(block->samples, (std::vector<std::int16_t>{1, 2}));
}

TEST(Wav, InStereoOrWithoutSoundIsRefused) {
    EXPECT_FALSE(read_wav(wav(2, "abcd")));
    EXPECT_FALSE(read_wav(wav(1, "")));
    EXPECT_FALSE(read_wav({}));
}

TEST(Speech, IsThereInBothLanguages) {  // R93
    for (const auto& spoken : {Spoken{"请缓慢向左转头", "zh", {}},
                               Spoken{"Turn your head slowly to your left", "en", {}}}) {
        const auto sound = speech_of(spoken);
        ASSERT_TRUE(sound) << sound.error().detail;
        EXPECT_GT(sound->samples.size(), static_cast<std::size_t>(sound->rate));
    }
}

TEST_F(SoundFolder, ARecordingIsPreferred) {  // R93
    const auto file = folder / "prompt.wav";
    const auto bytes = wav(1, std::string("\x01\x00\x02\x00", 4));
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    EXPECT_EQ(speech_of({"请点点头", "zh", file})->samples.size(), 2U);
}

}  // namespace
}  // namespace drivers
