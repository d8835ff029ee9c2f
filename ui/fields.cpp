#include "ui/fields.hpp"

#include "ui/field_parts.hpp"
#include "ui/paint.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace ui {
namespace {

constexpr double legible_crop_mm = 11;

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

bool is_marked(const TextField& field) { return field.doubtful || !field.doubt.empty(); }

void frame(Canvas& canvas, Rect rect, const TextField& field, bool held) {
    const auto& c = canvas.theme().palette;
    Color border = c.line, fill = c.card;
    if (!field.enabled) fill = c.paper;
    if (is_marked(field)) border = c.warn, fill = c.warn_tint;
    if (!field.error.empty()) border = c.bad, fill = c.bad_tint;
    if (field.focused) {
        box(rect.shrunk(-canvas.mm(1.3)), faded(c.primary, 0.16F), canvas.mm(6.2));
        border = c.primary, fill = c.card;
    }
    framed(rect, held ? c.tint : fill, border, canvas.mm(field.focused ? 0.9 : 0.6), canvas.mm(5));
}

/// The piece of the photo as shown.
struct Crop {
    float width = 0, height = 0;
};

Crop crop_in(const TextField& field, float most_width, float most_height) {
    if (!field.crop || !field.crop->valid()) return {};
    const auto aspect =
        static_cast<float>(field.crop->width) / static_cast<float>(field.crop->height);
    const float width = std::round(std::min(most_height * aspect, most_width));
    return {width, std::round(std::min(most_height, width / aspect))};
}

void draw_crop(Canvas& canvas, Rect at, const TextField& field) {
    box(at.shrunk(-canvas.mm(0.4)), canvas.theme().palette.line, canvas.mm(0.8));
    image(at, canvas.textures().scaled(*field.crop, static_cast<int>(at.width()),
                                       static_cast<int>(at.height())));
    canvas.note(field.id + ".crop", at, "");
}

/// The value in one line, made smaller down to the smallest size.
struct Line {
    Type type;
    Shown at;
};

Line line_in(const Canvas& canvas, const TextField& field, float room) {
    const auto& c = canvas.theme().palette;
    const float smallest = canvas.theme().smallest_font();
    Line line{type(canvas, TextRole::value, field.enabled ? c.ink : c.soft), {}};
    line.at = shown(line.type, field.value, field.groups);
    while (line.at.xs.back() > room && line.type.size > smallest) {
        line.type.size = std::max(smallest, line.type.size - 2);
        line.at = shown(line.type, field.value, field.groups);
    }
    return line;
}

/// What stands in a field, and where. The photo stands beside the value; below it where the value
/// would be cut off, or where a photo to be compared with would be too small to read.
struct Layout {
    Crop crop;
    bool crop_below = false;
    float room = 0;  ///< The value's.
    Line line;
    std::vector<std::string_view> lines = {};  ///< Of a value too long for one, while not typed in.
    Type several = {};
    float height = 0;
};

Layout lay_out(const Canvas& canvas, const TextField& field) {
    const float width = canvas.width(), sides = canvas.mm(11);
    Layout out{crop_in(field, width * 0.38F, canvas.mm(20)), false, width - sides, {}};
    if (out.crop.width > 0) out.room -= out.crop.width + canvas.mm(6);
    out.line = line_in(canvas, field, out.room);
    const bool too_small = is_marked(field) && out.crop.height < canvas.mm(legible_crop_mm);
    if (out.crop.width > 0 && (too_small || out.line.at.xs.back() > out.room)) {
        out.crop_below = true;
        out.crop = crop_in(field, width - canvas.mm(12), canvas.mm(16));
        out.room = width - sides;
        out.line = line_in(canvas, field, out.room);
    }
    out.height = canvas.mm(25);
    if (!field.focused && out.line.at.xs.back() > out.room) {
        out.several = type(canvas, TextRole::label, out.line.type.color);
        out.lines = wrapped(out.several, field.value, out.room);
        const float text_height = line_height(out.several) * static_cast<float>(out.lines.size());
        out.height = std::max(out.height, text_height + canvas.mm(8));
    }
    if (out.crop_below) out.height += out.crop.height + canvas.mm(4);
    return out;
}

/// Both: what is wrong with the value, and what a document says instead.
void below(Canvas& canvas, const TextField& field) {
    const auto& c = canvas.theme().palette;
    if (!field.error.empty()) under_line(canvas, field.id + ".error", field.error, c.bad);
    if (!field.doubt.empty()) under_line(canvas, field.id + ".doubt", field.doubt, c.warn);
    if (field.error.empty() && field.doubt.empty() && !field.note.empty())
        under_line(canvas, field.id + ".note", field.note, c.soft);
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

std::string grouped(const std::string& text, const std::vector<int>& groups) {
    const auto all = std::accumulate(groups.begin(), groups.end(), 0);
    if (text.size() != static_cast<std::size_t>(all)) return text;
    std::string shown;
    std::size_t from = 0;
    for (const int group : groups) {
        const auto size = static_cast<std::size_t>(group);
        shown += (from > 0 ? "\u00a0" : "") + text.substr(from, size);
        from += size;
    }
    return shown;
}

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

namespace {

/// Where the value and the photo stand in the field.
std::pair<Rect, Rect> parts_of(const Canvas& canvas, Rect rect, const Layout& layout) {
    Rect value = rect;
    value.left += canvas.mm(6);
    value.right = value.left + layout.room;
    const auto [width, height] = layout.crop;
    if (layout.crop_below) {
        value.bottom -= height + canvas.mm(4);
        const float bottom = rect.bottom - canvas.mm(4);
        return {value, {value.left, bottom - height, value.left + width, bottom}};
    }
    const float right = rect.right - canvas.mm(4), top = std::round(rect.centre().y - height / 2);
    return {value, {right - width, top, right, top + height}};
}

}  // namespace

std::optional<std::size_t> text_field(Canvas& canvas, const TextField& field) {
    const float top = canvas.column().top;
    label_line(canvas, field.label, field.optional ? field.optional_mark : "");
    const auto layout = lay_out(canvas, field);
    const Rect rect = canvas.take(layout.height);
    const auto finger = canvas.touch(field.id, rect, field.value,
                                     {.enabled = field.enabled,
                                      .focused = field.focused,
                                      .doubtful = is_marked(field),
                                      .error = !field.error.empty()});
    frame(canvas, rect, field, finger.held);
    const auto parts = parts_of(canvas, rect, layout);
    const Rect inside = parts.first;
    if (layout.crop.width > 0) draw_crop(canvas, parts.second, field);
    if (!layout.lines.empty()) {
        const float text_height =
            line_height(layout.several) * static_cast<float>(layout.lines.size());
        text_block(layout.several,
                   {inside.left, inside.centre().y - text_height / 2, inside.right, 0},
                   layout.lines);
        below(canvas, field);
        return finger.pressed ? std::optional(field.value.size()) : std::nullopt;
    }
    const auto& value = layout.line.type;
    const auto& at = layout.line.at;
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
