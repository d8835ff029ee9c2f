#include "ui/theme.hpp"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr Color rgb(std::uint32_t value) { return static_cast<Color>(value << 8 | 255); }

/// Height of a capital, in millimetres of glass.
double capital_mm(TextRole role) {
    switch (role) {
        case TextRole::headline: return 10.6;
        case TextRole::title: return 8.0;
        case TextRole::lead: return 6.6;
        case TextRole::body: return 6.6;
        case TextRole::value: return 7.6;
        case TextRole::label: return 6.0;
        case TextRole::small: return 5.5;
        case TextRole::button: return 7.8;
        case TextRole::big_button: return 9.4;
        case TextRole::key: return 8.2;
    }
    return Theme::min_capital_mm;
}

}  // namespace

Palette calm_palette() {
    return {.ink = rgb(0x16202e),
            .soft = rgb(0x52627a),
            .line = rgb(0xc9d4e2),
            .paper = rgb(0xf4f7fb),
            .card = rgb(0xffffff),
            .primary = rgb(0x0b57b7),
            .primary_dark = rgb(0x083f87),
            .tint = rgb(0xe7f0fb),
            .ok = rgb(0x13804a),
            .ok_tint = rgb(0xe8f5ee),
            .warn = rgb(0xa85400),
            .warn_tint = rgb(0xfff5e8),
            .bad = rgb(0xb3261e),
            .bad_tint = rgb(0xfdeeec),
            .on_primary = rgb(0xffffff),
            .disabled = rgb(0xe4e9f0),
            .on_disabled = rgb(0x6b7a90),
            .key_board = rgb(0xdde4ee)};
}

Palette high_contrast_palette() {
    return {.ink = rgb(0x000000),
            .soft = rgb(0x1f1f1f),
            .line = rgb(0x000000),
            .paper = rgb(0xffffff),
            .card = rgb(0xffffff),
            .primary = rgb(0x00307a),
            .primary_dark = rgb(0x000000),
            .tint = rgb(0xffffff),
            .ok = rgb(0x00502a),
            .ok_tint = rgb(0xffffff),
            .warn = rgb(0x6b3300),
            .warn_tint = rgb(0xfff3c4),
            .bad = rgb(0x8c0000),
            .bad_tint = rgb(0xffffff),
            .on_primary = rgb(0xffffff),
            .disabled = rgb(0xe0e0e0),
            .on_disabled = rgb(0x333333),
            .key_board = rgb(0xc8c8c8)};
}

Theme::Theme(const Panel& panel, ImFont* regular, ImFont* bold, float cap_ratio)
    : pixels_per_mm_(panel.width / panel.width_mm),
      regular_(regular),
      bold_(bold),
      cap_ratio_(cap_ratio) {}

void Theme::set_high_contrast(bool on) {
    high_contrast = on;
    palette = on ? high_contrast_palette() : calm_palette();
}

float Theme::mm(double millimetres) const {
    return static_cast<float>(std::round(millimetres * pixels_per_mm_));
}

float Theme::smallest_font() const {
    const double by_glass = min_capital_mm * pixels_per_mm_;
    const double by_pixels = 30 / em_per_capital;
    return static_cast<float>(std::ceil(std::max(by_glass, by_pixels) / cap_ratio_));
}

float Theme::font_size(TextRole role) const {
    const double factor = large_type ? 1.25 : 1;
    const double size = capital_mm(role) * factor * pixels_per_mm_ / cap_ratio_;
    return std::max(static_cast<float>(std::round(size)), smallest_font());
}

ImFont* Theme::font(TextRole role) const {
    switch (role) {
        case TextRole::headline:
        case TextRole::title:
        case TextRole::button:
        case TextRole::big_button: return bold_;
        default: return regular_;
    }
}

}  // namespace ui
