#include "kiosk/face/speech.hpp"

#include "kiosk/face/evidence.hpp"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>

namespace {

using namespace kiosk::face;

constexpr int rate = 16000;
constexpr double pi = 3.14159265358979;

/// What is open or loud at a time, 0–1.
using Course = std::function<double(double)>;

std::vector<std::int16_t> sound(double seconds, const Course& loudness, double hertz = 140) {
    std::vector<std::int16_t> out;
    for (int i = 0; i < seconds * rate; ++i) {
        const double t = i / static_cast<double>(rate);
        const double tone = std::sin(2 * pi * hertz * t) + 0.5 * std::sin(4 * pi * hertz * t);
        out.push_back(
            static_cast<std::int16_t>(20 * std::sin(i * 1.7 * i) + 4000 * loudness(t) * tone));
    }
    return out;
}

/// One syllable in the middle of each slot of 1.2 s.
double syllables(double t) {
    const double x = std::fmod(t, 1.2);
    return x > 0.4 && x < 0.8 ? std::sin(pi * (x - 0.4) / 0.4) : 0;
}
double nothing(double) { return 0; }

SpeechVerdict read(const Course& voice, const Course& lips, double hertz = 140) {
    SpeechWatch watch(slots_of("3141", Seconds(0)));
    const auto samples = sound(5.2, voice, hertz);
    for (std::size_t i = 0; i < samples.size(); i += 1600)
        watch.hear(Seconds(static_cast<double>(i) / rate), std::span(samples).subspan(i, 1600),
                   rate);
    for (int i = 0; i < 130; ++i) watch.see(Seconds(i * 0.04), 0.02 + 0.2 * lips(i * 0.04));
    return watch.verdict().value();
}

TEST(Speech, IsReadWellWithVoiceAndLips) {  // R44
    const auto verdict = read(syllables, syllables);
    EXPECT_TRUE(verdict.read_well);
    ASSERT_EQ(verdict.slots.size(), 4U);
    EXPECT_EQ(verdict.slots[2].digit, '4');
    EXPECT_NEAR(verdict.lip_lag_s, 0, 0.06);
}

TEST(Speech, NeedsVoice) { EXPECT_FALSE(read(nothing, syllables).read_well); }  // R44
TEST(Speech, NeedsLips) { EXPECT_FALSE(read(syllables, nothing).read_well); }   // R44

TEST(Speech, NeedsEachDigitInItsSlot) {  // R44
    const auto verdict = read([](double t) { return t < 3.6 ? syllables(t) : 0; }, syllables);
    EXPECT_TRUE(verdict.slots[2].read);
    EXPECT_FALSE(verdict.slots[3].read);
    EXPECT_FALSE(verdict.read_well);
}

TEST(Speech, NeedsSoundAndLipsTogether) {  // R44
    const auto verdict = read([](double t) { return syllables(t + 0.4); }, syllables);
    EXPECT_FALSE(verdict.read_well);
    EXPECT_NEAR(verdict.lip_lag_s, -0.4, 0.06);
}

TEST(Speech, IsNoWhistle) {  // R44
    EXPECT_FALSE(read(syllables, syllables, 5200).read_well);
}

TEST(Speech, IsNoHiss) {  // R44
    VoiceMeter meter;
    std::vector<std::int16_t> hiss;
    for (unsigned i = 0; i < 16000; ++i)
        hiss.push_back(static_cast<std::int16_t>(8000 * std::sin(1e6 * std::sin(i + 1.0))));
    int voiced = 0;
    for (const auto& moment : meter.hear(Seconds(0), hiss, rate))
        if (moment.voicing >= 0.5) ++voiced;
    EXPECT_LT(voiced, 5);
}

TEST(Speech, WaitsForTheLastSlot) {  // R44
    SpeechWatch watch(slots_of("12", Seconds(0)));
    watch.see(Seconds(3), 0);
    EXPECT_FALSE(watch.verdict());
    const auto samples = sound(2.6, nothing);
    watch.hear(Seconds(0), samples, rate);
    EXPECT_TRUE(watch.verdict());
}

TEST(SoundTrack, StaysInStepWhenBlocksAreLost) {  // R44: within 40 ms
    SoundTrack track;
    const std::vector<std::int16_t> block(1600, 7);
    for (int i = 0; i < 50; ++i)
        if (i % 7 != 3) track.hear(Seconds(i * 0.1), block, rate);
    EXPECT_NEAR(static_cast<double>(track.sound().samples.size()) / rate, 5.0, 0.04);
}

TEST(SoundTrack, StaysInStepWithACardThatRunsTooFast) {  // R44: within 40 ms
    SoundTrack track;
    const std::vector<std::int16_t> block(1616, 7);  // a hundredth too many
    for (int i = 0; i < 300; ++i) track.hear(Seconds(i * 0.1), block, rate);
    EXPECT_NEAR(static_cast<double>(track.sound().samples.size()) / rate, 30.0, 0.04);
}

}  // namespace
