#pragma once

#include "ui/hand.hpp"
#include "ui/widgets.hpp"
#include "ui/window.hpp"

#include <cstdlib>
#include <gtest/gtest.h>
#include <memory>

namespace ui {

/// A hidden panel of 1080 × 1920 with a hand before it; a test says what is drawn on it.
class OnPanel : public testing::Test {
protected:
    OnPanel() {
        setenv("SDL_VIDEODRIVER", "dummy", 1);
        WindowConfig config;
        config.software = true;
        auto opened = Window::open(config);
        if (opened) window_ = std::move(*opened);
    }

    void SetUp() override { ASSERT_NE(window_, nullptr); }

    bool frame() {
        return window_->frame([&](Canvas& canvas) { draw_(canvas); });
    }
    const Widget* find(std::string_view id) { return window_->registry().find(id); }
    void tap(Point at) {
        window_->push_pointer(at.x, at.y, true);
        window_->push_pointer(at.x, at.y, false);
    }
    Hand hand() {
        return {*window_, [this] { frame(); }, std::chrono::seconds(10)};
    }

    std::unique_ptr<Window> window_;
    std::function<void(Canvas&)> draw_ = [](Canvas&) {};
};

/// A page with one field in focus, whose text the on-screen keyboard writes.
class OnForm : public OnPanel {
protected:
    OnForm() {
        draw_ = [this](Canvas& canvas) {
            keyboard_.field = "form.field";
            keyboard_.field_empty = text_.empty();
            const Page form{.id = "form",
                            .header = {"终端", "大厅", "10:42", "11月22日"},
                            .buttons = {{"nav.next", "下一步", Tone::primary}},
                            .keyboard = keyboard_};
            const auto touched = page(canvas, form, scroll_, state_, [&] {
                text_field(canvas, {.id = "form.field",
                                    .label = "姓名",
                                    .value = text_,
                                    .focused = true,
                                    .caret = caret_});
            });
            if (touched.key) apply(*touched.key, text_, caret_);
        };
    }

    Keyboard keyboard_;
    KeyboardState state_;
    Scroll scroll_;
    std::string text_;
    std::size_t caret_ = 0;
};

}  // namespace ui
