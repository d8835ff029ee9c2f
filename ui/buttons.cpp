#include "ui/buttons.hpp"

#include "ui/paint.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ui {
namespace {

struct Coat {
    Color fill, border, ink;
};

Coat coat_of(const Palette& p, const Button& button, bool held) {
    if (!button.enabled) {
        const bool filled = button.tone == Tone::primary;
        return {filled ? p.disabled : p.card, filled ? p.disabled : p.line, p.on_disabled};
    }
    switch (button.tone) {
        case Tone::primary:
            return {held ? p.primary_dark : p.primary, held ? p.primary_dark : p.primary,
                    p.on_primary};
        case Tone::secondary: return {held ? p.tint : p.card, p.primary, p.primary};
        case Tone::quiet: return {held ? p.tint : p.card, p.line, p.ink};
        case Tone::danger: return {held ? p.bad_tint : p.card, p.bad, p.bad};
    }
    return {};
}

TextRole role_of(const Button& button, float height, const Canvas& canvas) {
    if (button.tone == Tone::primary && height > canvas.mm(28)) return TextRole::big_button;
    return height > canvas.mm(24) ? TextRole::button : TextRole::body;
}

float wanted_width(const Canvas& canvas, const Button& button, float height, bool tight) {
    const auto label = bold(canvas, role_of(button, height, canvas), {});
    const float icon = button.icon == Icon::none ? 0 : label.size + canvas.mm(2);
    return std::max(text_width(label, button.label) + icon + canvas.mm(tight ? 9 : 16),
                    canvas.mm(tight ? 26 : 34));
}

/// In a row too narrow for all, the space beside the labels goes first.
std::vector<float> wanted_widths(const Canvas& canvas, const std::vector<Button>& buttons,
                                 float height, float room) {
    std::vector<float> widths;
    for (const bool tight : {false, true}) {
        widths.clear();
        float all = 0;
        for (const auto& b : buttons)
            all += widths.emplace_back(wanted_width(canvas, b, height, tight));
        if (all <= room) break;
    }
    return widths;
}

}  // namespace

bool button_at(Canvas& canvas, Rect rect, const Button& button) {
    const auto finger = canvas.touch(button.id, rect, button.label, {.enabled = button.enabled});
    const auto coat = coat_of(canvas.theme().palette, button, finger.held);
    framed(rect, coat.fill, coat.border, canvas.mm(0.9), canvas.mm(5.5));
    auto label = bold(canvas, role_of(button, rect.height(), canvas), coat.ink);
    Rect inside = rect.shrunk(canvas.mm(1));
    inside.left += canvas.mm(3), inside.right -= canvas.mm(3);
    if (button.icon == Icon::none) {
        text_in(canvas, label, inside, button.label);
        return finger.pressed;
    }
    const float side = std::round(label.size * 0.72F), space = canvas.mm(2.5);
    const float room = inside.width() - side - space;
    label = fitted(label, button.label, room, canvas.theme().smallest_font());
    const float all = side + space + std::min(room, text_width(label, button.label));
    const float left = std::round(rect.centre().x - all / 2), y = rect.centre().y;
    draw_icon(button.icon, {left, y - side / 2, left + side, y + side / 2}, coat.ink);
    text_in(canvas, label, {left + side + space, inside.top, inside.right, inside.bottom},
            button.label, 0);
    return finger.pressed;
}

bool button(Canvas& canvas, const Button& button) {
    return button_at(canvas, canvas.take(canvas.mm(27)), button);
}

std::optional<std::string> button_row(Canvas& canvas, const std::vector<Button>& buttons, bool fill,
                                      float height) {
    if (buttons.empty()) return {};
    if (height <= 0) height = canvas.mm(fill ? 31 : 22);
    const float space = canvas.mm(fill ? 6 : 4.5);
    const Rect row = canvas.take(height);
    const float between = space * static_cast<float>(buttons.size() - 1);
    const auto widths = wanted_widths(canvas, buttons, height, row.width() - between);
    const float all = std::accumulate(widths.begin(), widths.end(), between);
    const auto grows = [&](std::size_t i) { return fill && buttons[i].tone == Tone::primary; };
    const float shrink = all > row.width() ? row.width() / all : 1;
    std::optional<std::string> pressed;
    float x = row.left;
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        float width = std::floor(widths[i] * shrink);
        if (grows(i)) width += std::max(0.F, row.width() - all);
        if (i + 1 == buttons.size() && shrink < 1) width = row.right - x;
        if (button_at(canvas, {x, row.top, x + width, row.bottom}, buttons[i]))
            pressed = buttons[i].id;
        x += width + space * shrink;
    }
    return pressed;
}

std::optional<std::string> pill_row(Canvas& canvas, Rect row, const std::vector<Pill>& pills) {
    if (pills.empty()) return {};
    const auto& colors = canvas.theme().palette;
    const auto label = type(canvas, TextRole::small, colors.ink);
    const float space = canvas.mm(2.5), beside = canvas.mm(2),
                side = std::round(label.size * 0.68F);
    std::vector<float> widths;
    float wanted = 0;
    for (const auto& p : pills) {
        const float icon = p.icon == Icon::none ? 0 : side + beside;
        wanted += widths.emplace_back(text_width(label, p.label) + icon);
    }
    const auto n = static_cast<float>(pills.size());
    const float room = row.width() - space * (n - 1);
    const float pad = std::min(canvas.mm(12), std::max(canvas.mm(3), (room - wanted) / n / 2));
    const float squeeze = std::min(1.F, room / (wanted + pad * 2 * n));
    const float spread = room > wanted + pad * 2 * n ? (room - wanted - pad * 2 * n) / (n - 1) : 0;
    std::optional<std::string> pressed;
    float x = row.left;
    for (std::size_t i = 0; i < pills.size(); ++i) {
        const auto& p = pills[i];
        const float width = std::floor((widths[i] + pad * 2) * squeeze);
        const Rect pill{x, row.top, x + width, row.bottom};
        const auto finger = canvas.touch(p.id, pill, p.label, {.checked = p.checked});
        const bool lit = finger.held || p.checked;
        framed(pill, lit ? colors.tint : colors.paper, lit ? colors.primary : colors.line,
               canvas.mm(0.5), pill.height() / 2);
        const auto ink = p.checked ? colors.primary : colors.ink;
        float left = pill.left + pad * squeeze;
        const float y = pill.centre().y;
        if (p.icon != Icon::none) {
            draw_icon(p.icon, {left, y - side / 2, left + side, y + side / 2}, ink);
            left += side + beside;
        }
        text_in(canvas, {label.font, label.size, ink},
                {left, pill.top, pill.right - canvas.mm(2.5), pill.bottom}, p.label, 0);
        if (finger.pressed) pressed = p.id;
        x += width + space + (n > 1 ? spread : 0);
    }
    return pressed;
}

bool link(Canvas& canvas, const std::string& id, const std::string& label) {
    const auto words = type(canvas, TextRole::body, canvas.theme().palette.primary);
    Rect rect = canvas.take(canvas.theme().target());
    rect.right = std::min(rect.right, rect.left + text_width(words, label) + canvas.mm(2));
    const auto finger = canvas.touch(id, rect, label);
    text(words, rect.left, rect.centre().y, label);
    const float y = rect.centre().y + words.size * 0.36F;
    line({rect.left, y}, {rect.left + text_width(words, label), y}, words.color, canvas.mm(0.6));
    return finger.pressed;
}

}  // namespace ui
