#include "ui/cards.hpp"
#include "ui/mood.hpp"
#include "ui/paint.hpp"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

struct CardTypes {
    Type title, aside, line, key, value;
};

CardTypes card_types(const Canvas& canvas, Mood mood) {
    const auto& c = canvas.theme().palette;
    return {bold(canvas, TextRole::title, c.ink),
            bold(canvas, TextRole::body, look_of(c, mood).ink),
            type(canvas, TextRole::label, c.soft), type(canvas, TextRole::label, c.soft),
            type(canvas, TextRole::body, c.ink)};
}

struct RowLayout {
    std::vector<std::string_view> key, value;
    Type type;  ///< The value's.
    float height;
};

/// Side of the sign before a doubtful value, and its room.
float sign_side(const CardTypes& t) { return std::round(t.value.size * 0.6F); }
float sign_room(const Canvas& canvas, const CardTypes& t, const Card::Row& row) {
    return row.doubtful ? sign_side(t) + canvas.mm(2) : 0;
}

/// A number or code, which nobody can compare when it is broken into two lines.
bool is_one_word(std::string_view value) {
    return std::ranges::all_of(value, [](char c) { return c > ' ' && c <= '~'; });
}

Type value_type(const Canvas& canvas, const CardTypes& t, const Card::Row& row, float width) {
    const auto& c = canvas.theme().palette;
    auto value = t.value;
    if (row.strong) value.font = canvas.theme().bold();
    if (row.pending) value.color = c.soft;
    if (row.doubtful) value.color = c.warn;
    if (!is_one_word(row.value)) return value;
    return fitted(value, row.value, width, canvas.theme().smallest_font());
}

RowLayout lay_out(const Canvas& canvas, const CardTypes& t, const Card::Row& row, float key_width,
                  float width) {
    const float room = width - key_width - sign_room(canvas, t, row);
    const auto value = value_type(canvas, t, row, room);
    RowLayout result{wrapped(t.key, row.key, key_width - canvas.mm(3)),
                     wrapped(value, row.value, room), value, 0};
    result.height = std::max(line_height(t.key) * static_cast<float>(result.key.size()),
                             line_height(t.value) * static_cast<float>(result.value.size())) +
                    canvas.mm(2.6);
    return result;
}

float key_width_of(const CardTypes& t, const Card& card, float width) {
    float widest = 0;
    for (const auto& row : card.rows) widest = std::max(widest, text_width(t.key, row.key));
    return std::min(widest + t.key.size * 0.7F, width * 0.42F);
}

float head_height(const Canvas& canvas, const Card& card, const CardTypes& t) {
    float height = 0;
    if (!card.title.empty()) height += std::max(line_height(t.title), canvas.mm(12));
    return height;
}

void head(Canvas& canvas, const Card& card, const CardTypes& t, Rect inside) {
    if (card.title.empty()) return;
    const auto& c = canvas.theme().palette;
    const float height = head_height(canvas, card, t), y = inside.top + height / 2;
    float x = inside.left;
    if (card.icon != Icon::none) {
        const float side = canvas.mm(10);
        draw_icon(card.icon, {x, y - side / 2, x + side, y + side / 2},
                  card.icon == Icon::warning ? c.warn : c.primary);
        x += side + canvas.mm(4);
    }
    const float aside = card.aside.empty() ? 0 : text_width(t.aside, card.aside) + canvas.mm(4);
    text_in(canvas, t.title, {x, y - height / 2, inside.right - aside, y + height / 2}, card.title,
            0);
    text(t.aside, inside.right, y, card.aside, 1);
    if (!card.aside.empty())
        canvas.note(card.id + ".state",
                    {inside.right - aside, inside.top, inside.right, inside.top + height},
                    card.aside);
}

struct CardLayout {
    float key_width = 0, height = 0;
    std::vector<std::string_view> lines;
    std::vector<RowLayout> rows;
};

CardLayout lay_out(const Canvas& canvas, const CardTypes& t, const Card& card) {
    const float pad = canvas.mm(card_pad_mm), width = canvas.width() - pad * 2;
    CardLayout out{key_width_of(t, card, width), pad * 2 + head_height(canvas, card, t), {}, {}};
    if (!card.line.empty()) out.lines = wrapped(t.line, card.line, width);
    out.height += line_height(t.line) * static_cast<float>(out.lines.size());
    if (!card.rows.empty() && !card.title.empty()) out.height += canvas.mm(2.5);
    for (const auto& row : card.rows)
        out.height += out.rows.emplace_back(lay_out(canvas, t, row, out.key_width, width)).height;
    if (!card.buttons.empty()) out.height += canvas.mm(26);
    return out;
}

}  // namespace

void card_in_room(Canvas& canvas, Card card) {
    const auto t = card_types(canvas, card.aside_mood);
    while (!card.rows.empty() && lay_out(canvas, t, card).height > canvas.room())
        card.rows.pop_back();
    ui::card(canvas, card);
}

std::optional<std::string> card(Canvas& canvas, const Card& card) {
    const auto& c = canvas.theme().palette;
    const auto t = card_types(canvas, card.aside_mood);
    const float pad = canvas.mm(card_pad_mm);
    const auto [key_width, height, lines, rows] = lay_out(canvas, t, card);
    const Rect plate = canvas.take(height);
    canvas.note(card.id, plate, card.title);
    framed(plate, c.card, c.line, canvas.mm(0.5), canvas.mm(6));
    const Rect inside = plate.shrunk(pad);
    head(canvas, card, t, inside);
    float y = inside.top + head_height(canvas, card, t);
    y += text_block(t.line, {inside.left, y, inside.right, 0}, lines);
    if (!card.rows.empty() && !card.title.empty()) y += canvas.mm(2.5);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const float first = y + canvas.mm(1.3);
        const float lower = (line_height(t.value) - line_height(t.key)) / 2;
        text_block(t.key, {inside.left, first + lower, inside.right, 0}, rows[i].key);
        float x = inside.left + key_width;
        if (card.rows[i].doubtful) {
            const float side = sign_side(t), middle = first + line_height(t.value) / 2;
            draw_icon(Icon::warning, {x, middle - side / 2, x + side, middle + side / 2}, c.warn);
            x += sign_room(canvas, t, card.rows[i]);
        }
        const float smaller = (line_height(t.value) - line_height(rows[i].type)) / 2;
        text_block(rows[i].type, {x, first + smaller, inside.right, 0}, rows[i].value);
        if (!card.rows[i].id.empty())
            canvas.note(card.id + "." + card.rows[i].id,
                        {inside.left, y, inside.right, y + rows[i].height}, card.rows[i].value,
                        {.doubtful = card.rows[i].doubtful});
        y += rows[i].height;
    }
    std::optional<std::string> pressed;
    if (!card.buttons.empty())
        canvas.within({inside.left, inside.bottom - canvas.mm(22), inside.right, inside.bottom},
                      [&] { pressed = button_row(canvas, card.buttons); });
    return pressed;
}

bool notice(Canvas& canvas, const Notice& notice) {
    const auto& c = canvas.theme().palette;
    const auto look = look_of(c, notice.mood);
    const auto title = bold(canvas, TextRole::body, look.ink);
    const auto words = type(canvas, TextRole::body, c.ink);
    const float pad = canvas.mm(6), radius = canvas.mm(5.5);
    const float indent = radius * 2 + canvas.mm(4.5);
    const float width = canvas.width() - pad * 2 - indent;
    const auto titles = notice.title.empty() ? std::vector<std::string_view>{}
                                             : wrapped(title, notice.title, width);
    const auto lines =
        notice.text.empty() ? std::vector<std::string_view>{} : wrapped(words, notice.text, width);
    const float text_height = line_height(title) * static_cast<float>(titles.size()) +
                              line_height(words) * static_cast<float>(lines.size());
    const float below = notice.button ? canvas.mm(26) : 0;
    const Rect plate = canvas.take(std::max(text_height, radius * 2) + pad * 2 + below);
    canvas.note(notice.id, plate, notice.title.empty() ? notice.text : notice.title,
                {.error = notice.mood == Mood::error});
    framed(plate, look.tint, faded(look.ink, 0.45F), canvas.mm(0.5), canvas.mm(6));
    const float middle = plate.top + pad + (plate.height() - pad * 2 - below) / 2;
    const float first = middle - text_height / 2;
    const float sign_y = titles.size() + lines.size() > 1 ? first + line_height(title) / 2 : middle;
    sign({plate.left + pad + radius, std::max(sign_y, plate.top + pad + radius)}, radius, look.icon,
         look.ink, c.on_primary);
    const float x = plate.left + pad + indent;
    const float y = first + text_block(title, {x, first, plate.right - pad, 0}, titles);
    text_block(words, {x, y, plate.right - pad, 0}, lines);
    if (!notice.button) return false;
    bool pressed = false;
    canvas.within({x, plate.bottom - pad - canvas.mm(22), plate.right - pad, plate.bottom},
                  [&] { pressed = button_row(canvas, {*notice.button}).has_value(); });
    return pressed;
}

bool banner(Canvas& canvas, const Banner& banner) {
    const auto& c = canvas.theme().palette;
    const Rect row = canvas.take(canvas.mm(canvas.portrait() ? 31 : 26));
    box(row, c.tint);
    const float margin = canvas.mm(12);
    float right = row.right - margin;
    bool pressed = false;
    if (banner.button) {
        const auto label = bold(canvas, TextRole::body, c.primary);
        const float width =
            std::min(text_width(label, banner.button->label) + canvas.mm(18), row.width() * 0.48F);
        const float half = canvas.mm(10.5);
        const Rect at{right - width, row.centre().y - half, right, row.centre().y + half};
        pressed = button_at(canvas, at, *banner.button);
        right = at.left - canvas.mm(4);
    }
    const auto small = type(canvas, TextRole::small, c.soft);
    const auto value = bold(canvas, TextRole::body, c.ink);
    const float left = row.left + margin;
    if (canvas.portrait()) {
        text(small, left, row.centre().y - canvas.mm(5.6), banner.label);
        text_in(canvas, value,
                {left, row.centre().y - canvas.mm(1.5), right, row.bottom - canvas.mm(3.5)},
                banner.value, 0);
    } else {
        text(small, left, row.centre().y, banner.label);
        text_in(canvas, value,
                {left + text_width(small, banner.label) + canvas.mm(5), row.top, right, row.bottom},
                banner.value, 0);
    }
    canvas.note(banner.id, row, banner.value);
    return pressed;
}

}  // namespace ui
