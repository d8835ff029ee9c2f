#include "tests/ui/panel.hpp"

#include <cmath>
#include <imgui.h>

namespace ui {
namespace {

using ThemeOnPanel = OnPanel;

constexpr TextRole all_roles[] = {
    TextRole::headline, TextRole::title, TextRole::lead,   TextRole::body,       TextRole::value,
    TextRole::label,    TextRole::small, TextRole::button, TextRole::big_button, TextRole::key};

float measured_capital(Theme& theme, TextRole role) {
    const auto* glyph = theme.font(role)->GetFontBaked(theme.font_size(role))->FindGlyph('H');
    return glyph->Y1 - glyph->Y0;
}

TEST_F(ThemeOnPanel, CapitalsOfEveryRoleAreTallEnoughToRead) {
    draw_ = [&](Canvas& c) {
        for (const auto role : all_roles)
            EXPECT_GE(measured_capital(c.theme(), role), 4.8 * c.theme().pixels_per_mm());  // R92
    };
    frame();
}

TEST_F(ThemeOnPanel, NothingIsSmallerThanThirtyPixels) {
    const auto& theme = window_->theme();
    for (const auto role : all_roles)
        EXPECT_GE(theme.capital_height(theme.font_size(role)) * Theme::em_per_capital, 29.5);
}

TEST_F(ThemeOnPanel, LargeTypeIsAQuarterLarger) {
    auto& theme = window_->theme();
    const float plain = theme.font_size(TextRole::body);
    theme.large_type = true;
    EXPECT_NEAR(theme.font_size(TextRole::body), plain * 1.25F, 1);  // R93
}

TEST_F(ThemeOnPanel, EveryTouchTargetOfAFullPageIsTwentyMillimetres) {
    Scroll scroll;
    KeyboardState state;
    draw_ = [&](Canvas& c) {
        const Page full{.id = "full",
                        .header = {"终端", "大厅", "10:42", "11月22日"},
                        .buttons = {{"back", "上一步"}, {"next", "下一步", Tone::primary}},
                        .pills = {{"help", "帮助"}, {"staff", "呼叫工作人员"}},
                        .keyboard = Keyboard{.field = "f", .has_next = true}};
        page(c, full, scroll, state, [&] {
            checkbox(c, {"agree", "同意", false, "《协议》"});
            yes_no(c, {.id = "self", .label = "本人", .yes = "是", .no = "否"});
            segments(c, {.id = "pay", .options = {{"w", "微信"}, {"a", "支付宝"}}});
        });
    };
    frame();
    const double least = Theme::min_target_mm * window_->theme().pixels_per_mm();
    for (const auto& w : window_->registry().all()) {
        if (!w.touchable) continue;
        EXPECT_GE(w.rect.height(), least) << w.id;  // R92
    }
}

double channel(std::uint32_t value) {
    const double part = value / 255.0;
    return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double luminance(Color color) {
    const auto c = static_cast<std::uint32_t>(color);
    return 0.2126 * channel(c >> 24 & 255) + 0.7152 * channel(c >> 16 & 255) +
           0.0722 * channel(c >> 8 & 255);
}

double contrast(Color a, Color b) {
    const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

TEST(Palettes, CalmTextIsReadable) {
    const auto p = calm_palette();
    for (const auto ink : {p.ink, p.soft, p.primary, p.ok, p.warn, p.bad})
        EXPECT_GE(contrast(ink, p.card), 4.5);  // WCAG 2.1, 1.4.3
    EXPECT_GE(contrast(p.warn, p.warn_tint), 4.5);
    EXPECT_GE(contrast(p.bad, p.bad_tint), 4.5);
}

TEST(Palettes, HighContrastReachesSevenToOne) {
    const auto p = high_contrast_palette();
    for (const auto ink : {p.ink, p.soft, p.primary, p.ok, p.warn, p.bad})
        EXPECT_GE(contrast(ink, p.card), 7);  // R93
}

}  // namespace
}  // namespace ui
