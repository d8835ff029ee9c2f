#pragma once

#include <cstdint>

struct ImFont;

namespace ui {

/// Red, green, blue, alpha from the highest byte down: 0x16202eff.
enum class Color : std::uint32_t {};

/// The colours of the terminal: one blue, green only for done, amber only for "look here".
struct Palette {
    Color ink, soft, line, paper, card;
    Color primary, primary_dark, tint;  ///< Filled buttons, header, chosen cards.
    Color ok, ok_tint;
    Color warn, warn_tint;
    Color bad, bad_tint;
    Color on_primary;  ///< Text on blue, green or red.
    Color disabled, on_disabled;
    Color key_board;  ///< Ground of the on-screen keyboard.
};

Palette calm_palette();
/// Black on white, every pair at least 7:1 (WCAG 2.1, 1.4.6).
Palette high_contrast_palette();

/// What a text is for decides its size and weight.
enum class TextRole { headline, title, lead, body, value, label, small, button, big_button, key };

/// Panel of the terminal as installed: pixels as drawn, glass in millimetres.
struct Panel {
    int width = 1080, height = 1920;
    double width_mm = 267.8;  ///< 21.5" diagonal, portrait.
};

/// Sizes, colours and fonts. Everything is given in millimetres of glass, because a fingertip and
/// an eye do not care for pixels. Owned by the Window; the fonts belong to its ImGui context.
class Theme {
public:
    /// `cap_ratio`: height of a capital letter per unit of ImGui font size, as measured from the
    /// loaded font (ImGui sizes are line heights).
    Theme(const Panel& panel, ImFont* regular, ImFont* bold, float cap_ratio);

    Palette palette = calm_palette();
    bool large_type = false;     ///< 大字: all text one quarter larger.
    bool high_contrast = false;  ///< Set by `set_high_contrast`, which also changes the palette.
    void set_high_contrast(bool on);

    float mm(double millimetres) const;  ///< In whole pixels.
    float target() const { return mm(min_target_mm) + 1; }

    /// ImGui font size of the role; its capitals are never below 4.8 mm nor its em below 30 px.
    float font_size(TextRole role) const;
    /// Smallest size a text may be fitted down to.
    float smallest_font() const;
    float capital_height(float font_size) const { return font_size * cap_ratio_; }
    ImFont* font(TextRole role) const;
    ImFont* bold() const { return bold_; }
    ImFont* regular() const { return regular_; }
    double pixels_per_mm() const { return pixels_per_mm_; }

    static constexpr double min_target_mm = 20;
    static constexpr double min_capital_mm = 4.8;
    static constexpr double em_per_capital = 1 / 0.733;  ///< Noto Sans CJK: capitals 733/1000 em.

private:
    double pixels_per_mm_;
    ImFont* regular_;
    ImFont* bold_;
    float cap_ratio_;
};

}  // namespace ui
