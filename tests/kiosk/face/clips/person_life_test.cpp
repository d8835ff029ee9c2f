// The virtual person answers what the terminal says, and only that.

#include "deploy/sandbox/person_life.hpp"

#include "tests/kiosk/face/clips/film.hpp"

namespace {

TEST(PersonLife, UnderstandsThePromptsOfBothLanguages) {
    for (const auto* text : {"请缓慢向左转头", "Turn your head slowly to your left"})
        EXPECT_EQ(sandbox::understood(text)->challenge, "turn_left");
    for (const auto* text : {"请张开嘴，再合上", "Open your mouth, then close it"})
        EXPECT_EQ(sandbox::understood(text)->challenge, "open_mouth");
    EXPECT_EQ(sandbox::understood("请逐个读出 4 位数字")->digits, 4);
    for (const auto* text : {"请睁开眼睛", "Open your eyes", "请靠近一些", "很好，请看着屏幕"})
        EXPECT_FALSE(sandbox::understood(text)) << text;
}

TEST(PersonLife, ReadsDigitsWithVoiceAndLips) {  // R44
    sandbox::PersonLife life(film::person(), film::person(), 160);
    life.hear("请逐个读出 4 位数字", 100);
    const auto voice = life.voice(16000);
    ASSERT_GT(voice.size(), 16000U * 7);
    const auto loud = [&](double at) {
        return std::abs(static_cast<int>(voice[static_cast<std::size_t>(at * 16000)])) > 300 ||
               std::abs(static_cast<int>(voice[static_cast<std::size_t>(at * 16000) + 30])) > 300;
    };
    EXPECT_TRUE(loud(2.8));
    EXPECT_FALSE(loud(1.5));
}

}  // namespace
