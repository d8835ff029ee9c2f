#include "tests/ui/panel.hpp"

namespace ui {
namespace {

using WidgetsOnPanel = OnPanel;

TEST_F(WidgetsOnPanel, AFieldSaysItsValueAndWhatIsWrongWithIt) {
    draw_ = [](Canvas& c) {
        text_field(c, {.id = "f", .label = "姓名", .value = "样本人", .error = "请核对"});
    };
    frame();
    EXPECT_EQ(find("f")->text, "样本人");
    EXPECT_TRUE(find("f")->state.error);
    EXPECT_EQ(find("f.error")->text, "请核对");
}

TEST_F(WidgetsOnPanel, AFieldReadFromAPhotoIsMarkedWhereItIsDoubtful) {
    draw_ = [](Canvas& c) { text_field(c, {.id = "f", .value = "X", .doubt = "有反光"}); };
    frame();
    EXPECT_TRUE(find("f")->state.doubtful);  // R9
}

TEST_F(WidgetsOnPanel, APhotoTooSmallToCompareStandsBelowTheValue) {
    const std::vector<std::uint8_t> grey(std::size_t{1200} * 60 * 3, 128);
    const Image strip{1, 1, 1200, 60, grey};
    draw_ = [&](Canvas& c) {
        text_field(c, {.id = "sure", .value = "样本路 88 号", .crop = strip});
        text_field(c, {.id = "f", .value = "样本路 88 号", .crop = strip, .doubt = "请核对"});
    };
    frame();
    EXPECT_GT(find("f.crop")->rect.width(), find("sure.crop")->rect.width() * 1.5F);  // R9
    EXPECT_GT(find("f")->rect.height(), find("sure")->rect.height());
}

TEST_F(WidgetsOnPanel, ALongValueIsShownToItsEnd) {
    std::string address;
    for (int i = 0; i < 12; ++i) address += "样本路样本大厦";
    draw_ = [&](Canvas& c) {
        text_field(c, {.id = "short", .value = "样本路"});
        text_field(c, {.id = "long", .value = address});
    };
    frame();
    EXPECT_GT(find("long")->rect.height(), find("short")->rect.height());
}

TEST_F(WidgetsOnPanel, AWrongValueIsShownTogetherWithWhatTheDocumentSays) {
    draw_ = [](Canvas& c) {
        text_field(c, {.id = "f", .value = "1", .doubt = "身份证上读出“2”", .error = "号码有误"});
    };
    frame();
    EXPECT_GT(find("f.doubt")->rect.top, find("f.error")->rect.top);  // R9 R13
}

TEST_F(WidgetsOnPanel, ALabelIsNeverBrokenInsideAWord) {
    draw_ = [](Canvas& c) {
        Rect narrow = c.panel();
        narrow.right = c.mm(26), narrow.bottom = c.mm(40);
        button_at(c, narrow, {"b", "Back"});
        EXPECT_TRUE(c.registry().cut().empty());
    };
    frame();
}

TEST_F(WidgetsOnPanel, TouchingAValuePutsTheCaretThere) {
    std::optional<std::size_t> caret;
    draw_ = [&](Canvas& c) {
        if (auto at = text_field(c, {.id = "f", .value = "样本人"})) caret = at;
    };
    frame();
    const Rect r = find("f")->rect;
    tap({r.left + 2, r.centre().y});
    frame();
    EXPECT_EQ(caret, 0U);
    tap({r.right - 2, r.centre().y});
    frame();
    EXPECT_EQ(caret, std::string("样本人").size());
}

TEST_F(WidgetsOnPanel, ADisabledTileSaysWhyAndDoesNothing) {
    bool pressed = false;
    draw_ = [&](Canvas& c) {
        pressed |= tiles(c, {{"t", Icon::key, "解锁", "", false, "读卡器故障"}}).has_value();
    };
    frame();
    tap(find("t")->rect.centre());
    frame();
    EXPECT_FALSE(pressed);
    EXPECT_EQ(find("t.reason")->text, "读卡器故障");  // R4
}

TEST_F(WidgetsOnPanel, TheLinkOfACheckboxDoesNotTickIt) {
    CheckboxTouch touched = CheckboxTouch::none;
    draw_ = [&](Canvas& c) {
        if (auto t = checkbox(c, {"agree", "我同意", false, "《协议》"}); t != CheckboxTouch::none)
            touched = t;
    };
    auto h = hand();
    ASSERT_TRUE(h.touch("agree.link")) << h.why();
    EXPECT_EQ(touched, CheckboxTouch::link);  // R6
    ASSERT_TRUE(h.touch("agree")) << h.why();
    EXPECT_EQ(touched, CheckboxTouch::box);
}

TEST_F(WidgetsOnPanel, WhatLiesUnderADialogueCannotBeTouched) {
    int below = 0, above = 0;
    draw_ = [&](Canvas& c) {
        below += button_at(c, c.panel(), {"below", "下"}) ? 1 : 0;
        if (dialogue(c, {.id = "ask", .title = "还在吗", .buttons = {{"yes", "在"}}})) ++above;
    };
    frame();
    EXPECT_TRUE(find("below")->covered);
    auto h = hand();
    ASSERT_TRUE(h.touch("yes")) << h.why();
    tap({5, 5});
    frame();
    EXPECT_EQ(above, 1);
    EXPECT_EQ(below, 0);
}

/// Thirty buttons on a page that holds six.
class LongPage : public OnPanel {
protected:
    LongPage() {
        draw_ = [this](Canvas& c) {
            page(c, {.id = "long", .header = {"终端", "大厅", "10:42", ""}}, scroll_, state_, [&] {
                for (int i = 0; i < 30; ++i)
                    if (button(c, {"b." + std::to_string(i), "按钮"})) pressed_ = i;
            });
        };
        frame();
    }
    Scroll scroll_;
    KeyboardState state_;
    int pressed_ = -1;
};

TEST_F(LongPage, OffersLargeButtonsToScroll) {
    EXPECT_FALSE(find("scroll.up")->state.enabled);
    EXPECT_TRUE(find("scroll.down")->state.enabled);
    EXPECT_TRUE(find("b.29")->visible.empty());
}

TEST_F(LongPage, TheHandScrollsToWhatItTouches) {
    auto h = hand();
    EXPECT_TRUE(h.touch("b.29")) << h.why();
    EXPECT_EQ(pressed_, 29);
    EXPECT_TRUE(h.touch("b.2")) << h.why();
    EXPECT_EQ(pressed_, 2);
}

TEST_F(LongPage, ADragScrollsAndPressesNothing) {
    auto h = hand();
    h.drag("b.4", 0, -300);
    EXPECT_NEAR(scroll_.offset, 300, 1);
    EXPECT_EQ(pressed_, -1);
}

TEST_F(WidgetsOnPanel, AFailedTouchNamesWhatIsOnTheScreen) {
    draw_ = [](Canvas& c) { button(c, {"nav.next", "下一步", Tone::primary, false}); };
    Hand h(
        *window_, [this] { frame(); }, std::chrono::milliseconds(1));
    EXPECT_FALSE(h.touch("nav.next"));
    EXPECT_NE(h.why().find("disabled"), std::string::npos);
    EXPECT_FALSE(h.touch("nav.next"));
}

TEST_F(WidgetsOnPanel, AQrCodeHasModulesOfWholePixels) {
    draw_ = [](Canvas& c) { qr_box(c, {.id = "qr", .payload = "https://example.cn/样本"}); };
    frame();
    EXPECT_EQ(find("qr")->text, "https://example.cn/样本");
}

}  // namespace
}  // namespace ui
