#include "ui/fields.hpp"

#include "ui/field_parts.hpp"
#include "ui/paint.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace ui {
namespace {

/// The value as shown, and where each of its characters stands.
struct Shown {
    std::string text;
    std::vector<std::size_t> bytes;  ///< For each shown character its byte index in the value.
    std::vector<float> xs;           ///< Left edge of each, and the right edge of the last.
};

Shown shown(const Type& type, const std::string& value, const std::vector<int>& groups) {
    Shown result;
    float x = 0;
    int in_group = 0;
    std::size_t group = 0;
    for (std::size_t i = 0; i < value.size();) {
        const std::size_t n = character_length(value, i);
        if (group < groups.size() && in_group == groups[group]) {
            x += type.size * 0.22F;
            in_group = 0, ++group;
        }
        result.bytes.push_back(i);
        result.xs.push_back(x);
        x += text_width(type, std::string_view(value).substr(i, n));
        i += n, ++in_group;
    }
    result.bytes.push_back(value.size());
    result.xs.push_back(x);
    return result;
}

void draw_value(const Type& type, const Shown& at, const std::string& value, Point from) {
    std::size_t run = 0;
    const auto flush = [&](std::size_t end) {
        if (end > run)
            text(type, from.x + at.xs[run], from.y,
                 std::string_view(value).substr(at.bytes[run], at.bytes[end] - at.bytes[run]));
        run = end;
    };
    for (std::size_t i = 1; i + 1 < at.xs.size(); ++i) {
        const auto one =
            std::string_view(value).substr(at.bytes[i - 1], at.bytes[i] - at.bytes[i - 1]);
        if (at.xs[i] - at.xs[i - 1] > text_width(type, one) + 1) flush(i);
    }
    flush(at.xs.size() - 1);
}

std::size_t nearest(const Shown& at, float x) {
    std::size_t best = 0;
    for (std::size_t i = 0; i < at.xs.size(); ++i)
        if (std::abs(at.xs[i] - x) < std::abs(at.xs[best] - x)) best = i;
    return at.bytes[best];
}

float caret_x(const Shown& at, std::size_t caret) {
    for (std::size_t i = 0; i < at.bytes.size(); ++i)
        if (at.bytes[i] >= caret) return at.xs[i];
    return at.xs.back();
}

void frame(Canvas& canvas, Rect rect, const TextField& field, bool held) {
    const auto& c = canvas.theme().palette;
    Color border = c.line, fill = c.card;
    if (!field.enabled) fill = c.paper;
    if (field.doubtful || !field.doubt.empty()) border = c.warn, fill = c.warn_tint;
    if (!field.error.empty()) border = c.bad, fill = c.bad_tint;
    if (field.focused) {
        box(rect.shrunk(-canvas.mm(1.3)), faded(c.primary, 0.16F), canvas.mm(6.2));
        border = c.primary, fill = c.card;
    }
    framed(rect, held ? c.tint : fill, border, canvas.mm(field.focused ? 0.9 : 0.6), canvas.mm(5));
}

/// The piece of the photo at the right; returns the width it takes.
float crop(Canvas& canvas, Rect rect, const TextField& field) {
    if (!field.crop || !field.crop->valid()) return 0;
    const float height = rect.height() - canvas.mm(5);
    const auto aspect =
        static_cast<float>(field.crop->width) / static_cast<float>(field.crop->height);
    const float width = std::round(std::min(height * aspect, rect.width() * 0.38F));
    const float tall = std::round(std::min(height, width / aspect));
    const Rect at{rect.right - canvas.mm(4) - width, std::round(rect.centre().y - tall / 2),
                  rect.right - canvas.mm(4), std::round(rect.centre().y - tall / 2) + tall};
    box(at.shrunk(-canvas.mm(0.4)), canvas.theme().palette.line, canvas.mm(0.8));
    image(at,
          canvas.textures().scaled(*field.crop, static_cast<int>(width), static_cast<int>(tall)));
    canvas.note(field.id + ".crop", at, "");
    return width + canvas.mm(6);
}

void below(Canvas& canvas, const TextField& field) {
    const auto& c = canvas.theme().palette;
    if (!field.error.empty()) return under_line(canvas, field.id + ".error", field.error, c.bad);
    if (!field.doubt.empty()) return under_line(canvas, field.id + ".doubt", field.doubt, c.warn);
    if (!field.note.empty()) under_line(canvas, field.id + ".note", field.note, c.soft);
}

void contents(Canvas& canvas, Rect inside, const TextField& field, const Type& value,
              const Shown& at, float shift) {
    const auto& c = canvas.theme().palette;
    const float y = inside.centre().y;
    if (field.value.empty() && field.composition.empty()) {
        if (!field.placeholder.empty())
            text(fitted(type(canvas, TextRole::body, c.soft), field.placeholder, inside.width(),
                        canvas.theme().smallest_font()),
                 inside.left + (field.focused ? canvas.mm(2) : 0), y, field.placeholder);
    }
    draw_value(value, at, field.value, {inside.left - shift, y});
    if (!field.focused) return;
    const float x = inside.left - shift + caret_x(at, field.caret);
    box({x + 1, y - value.size * 0.36F, x + 1 + canvas.mm(0.8), y + value.size * 0.36F}, c.primary);
}

}  // namespace

void label_line(Canvas& canvas, const std::string& label, const std::string& mark) {
    if (label.empty()) return;
    const auto& c = canvas.theme().palette;
    const auto words = type(canvas, TextRole::label, c.soft);
    const Rect row = canvas.take(line_height(words));
    const auto fit = fitted(words, label, row.width(), canvas.theme().smallest_font());
    text(fit, row.left, row.centre().y, shortened(canvas, fit, label, row.width()));
    if (!mark.empty())
        text(type(canvas, TextRole::small, c.soft),
             row.left + text_width(fit, label) + canvas.mm(3), row.centre().y, mark);
    canvas.gap(-4.5);
}

void under_line(Canvas& canvas, const std::string& id, const std::string& words, Color color) {
    const auto kind = bold(canvas, TextRole::label, color);
    const float side = std::round(kind.size * 0.6F);
    canvas.gap(-4.2);
    Rect area = canvas.column();
    area.left += side + canvas.mm(2);
    const auto lines = wrapped(kind, words, area.width());
    const float height = line_height(kind) * static_cast<float>(lines.size());
    const Rect row = canvas.take(height);
    area.top = row.top, area.bottom = row.bottom;
    const float y = row.top + line_height(kind) / 2;
    draw_icon(color == canvas.theme().palette.soft ? Icon::info : Icon::warning,
              {row.left, y - side / 2, row.left + side, y + side / 2}, color);
    text_block(kind, area, lines);
    canvas.note(id, row, words);
}

std::optional<std::size_t> text_field(Canvas& canvas, const TextField& field) {
    const float top = canvas.column().top;
    label_line(canvas, field.label, field.optional ? field.optional_mark : "");
    const Rect rect = canvas.take(canvas.mm(25));
    const auto finger = canvas.touch(field.id, rect, field.value,
                                     {.enabled = field.enabled,
                                      .focused = field.focused,
                                      .doubtful = field.doubtful || !field.doubt.empty(),
                                      .error = !field.error.empty()});
    frame(canvas, rect, field, finger.held);
    Rect inside = rect;
    inside.left += canvas.mm(6);
    inside.right -= crop(canvas, rect, field) + canvas.mm(5);

    const auto& c = canvas.theme().palette;
    const float smallest = canvas.theme().smallest_font();
    Type value = type(canvas, TextRole::value, field.enabled ? c.ink : c.soft);
    Shown at = shown(value, field.value, field.groups);
    while (at.xs.back() > inside.width() && value.size > smallest) {
        value.size = std::max(smallest, value.size - 2);
        at = shown(value, field.value, field.groups);
    }
    const float caret = caret_x(at, field.caret);
    const bool too_long = at.xs.back() > inside.width();
    const float shift =
        field.focused && too_long ? std::max(0.F, caret - inside.width() + canvas.mm(2)) : 0;
    clipped(inside.shrunk(-canvas.mm(1.5)), too_long,
            [&] { contents(canvas, inside, field, value, at, shift); });
    below(canvas, field);
    if (field.focused) canvas.reveal(field.id, {rect.left, top, rect.right, canvas.column().top});
    if (!finger.pressed) return {};
    return nearest(at, finger.at.x - inside.left + shift);
}

}  // namespace ui
