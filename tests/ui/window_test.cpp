#include "tests/ui/panel.hpp"

#include <thread>

namespace ui {
namespace {

using WindowOnPanel = OnPanel;

TEST_F(WindowOnPanel, TwentyOfTwentyFastTapsArrive) {
    int pressed = 0;
    draw_ = [&](Canvas& c) { pressed += button(c, {"go", "开始"}) ? 1 : 0; };
    frame();
    for (int i = 0; i < 20; ++i) tap(find("go")->rect.centre());
    frame();
    EXPECT_EQ(pressed, 20);  // R92
}

TEST_F(WindowOnPanel, ATapSeesTheScreenThatTheTapBeforeItLedTo) {
    int at = 0;
    draw_ = [&](Canvas& c) {
        if (button(c, {"step." + std::to_string(at), std::to_string(at)})) ++at;
    };
    frame();
    for (int i = 0; i < 3; ++i) tap(find("step.0")->rect.centre());
    frame();
    EXPECT_NE(find("step.3"), nullptr);
}

TEST_F(WindowOnPanel, AnUnchangedFrameIsNotDrawn) {
    draw_ = [](Canvas& c) { button(c, {"go", "开始"}); };
    frame();
    frame();
    EXPECT_FALSE(frame());
    EXPECT_GT(window_->counts().skipped, 0U);
}

TEST_F(WindowOnPanel, OneFieldIsASmallPartOfThePanel) {
    std::string value = "1390000";
    draw_ = [&](Canvas& c) { text_field(c, {.id = "phone", .label = "手机号", .value = value}); };
    frame();
    value += "1";
    ASSERT_TRUE(frame());
    EXPECT_LT(window_->counts().pixels, 1080U * 1920U / 20);
}

TEST_F(WindowOnPanel, DrawingOnlyTheDamageGivesThePixelsOfAWholeFrame) {
    std::string value = "1390000";
    draw_ = [&](Canvas& c) { text_field(c, {.id = "phone", .label = "手机号", .value = value}); };
    frame();
    value += "1";
    frame();
    const auto part = window_->screenshot().rgb;
    window_->invalidate();
    frame();
    EXPECT_EQ(part, window_->screenshot().rgb);
}

TEST_F(WindowOnPanel, WakeEndsAWaitFromAnotherThread) {
    frame();
    const auto before = std::chrono::steady_clock::now();
    std::thread other([&] { window_->wake(); });
    window_->wait(std::chrono::seconds(30));
    other.join();
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(10));
}

TEST_F(WindowOnPanel, ASpinnerAsksForItsNextFrameOnlyWhileItIsSeen) {
    bool busy = true;
    draw_ = [&](Canvas& c) {
        if (busy) spinner(c, "busy", "请稍候");
    };
    frame();
    EXPECT_TRUE(window_->registry().animation());
    busy = false;
    frame();
    EXPECT_FALSE(window_->registry().animation());
}

TEST_F(WindowOnPanel, APictureNotDrawnIsForgotten) {
    const std::vector<std::uint8_t> rgb(12, 200);
    bool shown = true;
    draw_ = [&](Canvas& c) {
        if (shown) photo(c, {.id = "p", .image = Image{1, 1, 2, 2, rgb}});
    };
    frame();
    EXPECT_EQ(window_->textures().size(), 1U);
    shown = false;
    frame();
    EXPECT_EQ(window_->textures().size(), 0U);  // R90
}

TEST_F(WindowOnPanel, AMissingFontIsSaidByName) {
    window_.reset();
    WindowConfig config;
    config.software = true;
    config.bold_font = "/nowhere.ttc";
    const auto opened = Window::open(config);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().detail, "/nowhere.ttc");
}

}  // namespace
}  // namespace ui
