#include "ui/field_parts.hpp"
#include "ui/fields.hpp"
#include "ui/paint.hpp"

#include <algorithm>
#include <cmath>
#include <imgui.h>

namespace ui {

void clipped(Rect rect, bool cut, const std::function<void()>& content) {
    if (cut) ImGui::PushClipRect({rect.left, rect.top}, {rect.right, rect.bottom}, true);
    content();
    if (cut) ImGui::PopClipRect();
}

CheckboxTouch checkbox(Canvas& canvas, const Checkbox& item) {
    const auto& c = canvas.theme().palette;
    const auto words = type(canvas, TextRole::body, c.ink);
    const Type blue{words.font, words.size, c.primary};
    const float side = canvas.mm(11), lead = side + canvas.mm(4);
    const float link_width = item.link.empty() ? 0 : text_width(blue, item.link) + canvas.mm(2);
    const float left = canvas.width() - lead;
    const bool same_line = text_width(words, item.text) + link_width <= left;
    const auto lines = wrapped(words, item.text, left);
    const float text_height = line_height(words) * static_cast<float>(lines.size());
    const float height = std::max(canvas.theme().target(), text_height + canvas.mm(4));
    const Rect row = canvas.take(height);

    Rect box_part = row;
    if (same_line && link_width > 0)
        box_part.right = row.left + lead + text_width(words, item.text) + canvas.mm(1);
    const auto finger = canvas.touch(item.id, box_part, item.text,
                                     {.checked = item.checked, .error = !item.error.empty()});
    const Rect mark{row.left, row.centre().y - side / 2, row.left + side,
                    row.centre().y + side / 2};
    const Color edge = !item.error.empty()           ? c.bad
                       : item.checked || finger.held ? c.primary
                                                     : c.soft;
    framed(mark, item.checked ? c.primary : c.card, edge, canvas.mm(0.8), canvas.mm(2.5));
    if (item.checked)
        draw_icon(Icon::check, mark.shrunk(canvas.mm(1.5)), c.on_primary, canvas.mm(1.2));
    text_block(words, {row.left + lead, row.centre().y - text_height / 2, row.right, row.bottom},
               lines);
    auto result = finger.pressed ? CheckboxTouch::box : CheckboxTouch::none;
    if (link_width > 0) {
        Rect at{row.left + lead + text_width(words, item.text), row.top, 0, row.bottom};
        if (!same_line) {
            canvas.gap(-5.5);
            const Rect own = canvas.take(canvas.theme().target());
            at = {own.left + lead, own.top, 0, own.bottom};
        }
        at.right = std::min(at.left + link_width, row.right);
        const auto fit =
            fitted(blue, item.link, row.right - at.left, canvas.theme().smallest_font());
        if (canvas.touch(item.id + ".link", at, item.link).pressed) result = CheckboxTouch::link;
        text(fit, at.left, at.centre().y, item.link);
        const float y = std::round(at.centre().y + fit.size * 0.36F);
        line({at.left, y}, {at.left + text_width(fit, item.link), y}, fit.color, canvas.mm(0.6));
    }
    canvas.gap(-3);
    if (!item.error.empty()) {
        canvas.gap(3);
        under_line(canvas, item.id + ".error", item.error, c.bad);
    }
    return result;
}

std::optional<bool> yes_no(Canvas& canvas, const YesNo& q) {
    const auto& c = canvas.theme().palette;
    const float height = canvas.mm(22), width = canvas.mm(33), space = canvas.mm(4);
    const auto words = bold(canvas, TextRole::body, c.ink);
    const float beside = canvas.width() - width * 2 - space * 2;
    const auto lines = wrapped(words, q.label, beside);
    const float text_height = line_height(words) * static_cast<float>(lines.size());
    const Rect row = canvas.take(std::max(height, text_height));
    text_block(words, {row.left, row.centre().y - text_height / 2, row.left + beside, row.bottom},
               lines);
    const auto answer = [&](const char* id, const std::string& label, bool mine, float right) {
        const Rect rect{right - width, row.centre().y - height / 2, right,
                        row.centre().y + height / 2};
        const bool on = q.value == mine;
        const auto finger =
            canvas.touch(q.id + id, rect, label,
                         {.enabled = q.enabled, .checked = on, .error = !q.error.empty()});
        const Color edge = on ? c.primary : !q.error.empty() ? c.bad : c.line;
        framed(rect,
               on            ? c.primary
               : finger.held ? c.tint
                             : c.card,
               edge, canvas.mm(0.8), canvas.mm(5));
        text_in(canvas, bold(canvas, TextRole::body, on ? c.on_primary : c.ink),
                rect.shrunk(canvas.mm(1.5)), label);
        return finger.pressed;
    };
    std::optional<bool> result;
    if (answer(".yes", q.yes, true, row.right - width - space)) result = true;
    if (answer(".no", q.no, false, row.right)) result = false;
    if (!q.error.empty()) under_line(canvas, q.id + ".error", q.error, c.bad);
    return result;
}

namespace {

constexpr double segment_pad_mm = 2.5;

/// One size in which every label fits its part, beside its icon.
Type segment_words(Canvas& canvas, const Segments& s, float width) {
    auto words = bold(canvas, TextRole::body, {});
    for (const auto& option : s.options) {
        const float icon =
            option.icon == Icon::none ? 0 : words.size * 0.8F + canvas.mm(segment_pad_mm);
        const float room = width - canvas.mm(segment_pad_mm) * 2 - icon;
        words = fitted(words, option.label, room, canvas.theme().smallest_font());
    }
    return words;
}

}  // namespace

std::optional<std::string> segments(Canvas& canvas, const Segments& s) {
    const auto& c = canvas.theme().palette;
    label_line(canvas, s.label);
    const Rect all = canvas.take(canvas.mm(24));
    framed(all, c.card, s.error.empty() ? c.primary : c.bad, canvas.mm(0.8), canvas.mm(5));
    std::optional<std::string> chosen;
    const float width =
        all.width() / static_cast<float>(std::max<std::size_t>(1, s.options.size()));
    auto words = segment_words(canvas, s, width);
    for (std::size_t i = 0; i < s.options.size(); ++i) {
        const auto& option = s.options[i];
        const float left = std::round(all.left + width * static_cast<float>(i));
        const float right = std::round(all.left + width * static_cast<float>(i + 1));
        const Rect rect{left, all.top, right, all.bottom};
        const bool on = option.id == s.selected;
        const auto finger = canvas.touch(s.id + "." + option.id, rect, option.label,
                                         {.enabled = option.enabled, .checked = on});
        if (on || finger.held)
            box(rect.shrunk(on ? 0 : canvas.mm(1.4)), on ? c.primary : c.tint, canvas.mm(5));
        if (!on && i > 0 && s.options[i - 1].id != s.selected)
            box({left, rect.top + canvas.mm(5), left + 2, rect.bottom - canvas.mm(5)}, c.line);
        const Color ink = on ? c.on_primary : option.enabled ? c.primary : c.on_disabled;
        words.color = ink;
        Rect inside = rect.shrunk(canvas.mm(segment_pad_mm));
        if (option.icon == Icon::none) {
            text_in(canvas, words, inside, option.label);
        } else {
            const float side = std::round(words.size * 0.8F), space = canvas.mm(segment_pad_mm);
            const float all_of_it = side + space + text_width(words, option.label);
            const float x = std::max(inside.left, rect.centre().x - all_of_it / 2);
            draw_icon(option.icon,
                      {x, rect.centre().y - side / 2, x + side, rect.centre().y + side / 2}, ink);
            inside.left = x + side + space;
            text_in(canvas, words, inside, option.label, 0);
        }
        if (finger.pressed) chosen = option.id;
    }
    if (!s.error.empty()) under_line(canvas, s.id + ".error", s.error, c.bad);
    return chosen;
}

std::optional<std::string> tabs(Canvas& canvas, const Segments& s) {
    const auto& c = canvas.theme().palette;
    const Rect row = canvas.take(canvas.mm(22));
    line({row.left, row.bottom - 1}, {row.right, row.bottom - 1}, c.line, 3);
    std::optional<std::string> chosen;
    float x = row.left;
    for (const auto& option : s.options) {
        const bool on = option.id == s.selected;
        const auto words = bold(canvas, TextRole::button, on ? c.primary : c.soft);
        const float width = text_width(words, option.label) + canvas.mm(14);
        const Rect rect{x, row.top, std::min(x + width, row.right), row.bottom};
        const auto finger =
            canvas.touch(s.id + "." + option.id, rect, option.label, {.checked = on});
        text_in(canvas, words, rect, option.label);
        if (on) box({rect.left, rect.bottom - canvas.mm(1.5), rect.right, rect.bottom}, c.primary);
        if (finger.pressed) chosen = option.id;
        x += width;
    }
    return chosen;
}

bool pin_dots(Canvas& canvas, const PinDots& pin) {
    const auto& c = canvas.theme().palette;
    label_line(canvas, pin.label);
    const float height = canvas.mm(25), space = canvas.mm(4.5);
    const auto n = static_cast<float>(pin.length);
    const float width = std::min(canvas.mm(21), (canvas.width() - space * (n - 1)) / n);
    const Rect row = canvas.take(height);
    const float all = width * n + space * (n - 1);
    float x = pin.label.empty() ? std::round(row.centre().x - all / 2) : row.left;
    const auto finger = canvas.touch(pin.id, {x, row.top, x + all, row.bottom},
                                     std::to_string(pin.filled) + "/" + std::to_string(pin.length),
                                     {.focused = pin.focused, .error = !pin.error.empty()});
    for (int i = 0; i < pin.length; ++i) {
        const Rect cell{x, row.top, x + width, row.bottom};
        const bool next = pin.focused && i == pin.filled;
        const Color edge = !pin.error.empty() ? c.bad : next ? c.primary : c.line;
        framed(cell, c.card, edge, canvas.mm(next ? 0.9 : 0.6), canvas.mm(4));
        if (i < pin.filled) disc(cell.centre(), canvas.mm(3.6), c.ink);
        x += width + space;
    }
    if (!pin.error.empty()) under_line(canvas, pin.id + ".error", pin.error, c.bad);
    return finger.pressed;
}

}  // namespace ui
