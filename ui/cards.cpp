#include "ui/cards.hpp"

#include "ui/mood.hpp"
#include "ui/paint.hpp"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double radius_mm = 6;

void plate(Canvas& canvas, Rect rect, bool held = false, bool chosen = false) {
    const auto& c = canvas.theme().palette;
    framed(rect, held || chosen ? c.tint : c.card, chosen ? c.primary : c.line,
           canvas.mm(chosen ? 0.9 : 0.5), canvas.mm(radius_mm));
}

}  // namespace

MoodLook look_of(const Palette& p, Mood mood) {
    switch (mood) {
        case Mood::neutral: return {p.soft, p.card, Icon::letter_i};
        case Mood::info: return {p.primary, p.tint, Icon::letter_i};
        case Mood::success: return {p.ok, p.ok_tint, Icon::check};
        case Mood::warning: return {p.warn, p.warn_tint, Icon::exclamation};
        case Mood::error: return {p.bad, p.bad_tint, Icon::cross};
    }
    return {};
}

void sign(Point centre, float radius, Icon icon, Color fill, Color ink) {
    disc(centre, radius, fill);
    const float side = radius * 1.15F;
    draw_icon(icon,
              {centre.x - side / 2, centre.y - side / 2, centre.x + side / 2, centre.y + side / 2},
              ink, std::max(2.F, radius * 0.13F));
}

namespace {

struct TileLayout {
    std::vector<std::string_view> title, lines;
    float height = 0;
};

struct TileTypes {
    Type title, line;
    float icon, pad, beside;
};

TileTypes tile_types(Canvas& canvas, const Tile& tile) {
    const auto& c = canvas.theme().palette;
    return {bold(canvas, TextRole::title, tile.enabled ? c.ink : c.on_disabled),
            type(canvas, TextRole::label, tile.enabled ? c.soft : c.warn), canvas.mm(20),
            canvas.mm(card_pad_mm), canvas.mm(5)};
}

TileLayout lay_out(Canvas& canvas, const Tile& tile, float width) {
    const auto t = tile_types(canvas, tile);
    const float inside = width - t.pad * 2;
    TileLayout result;
    result.title = wrapped(t.title, tile.title, inside - t.icon - t.beside);
    const auto& below = tile.enabled ? tile.line : tile.reason;
    if (!below.empty()) result.lines = wrapped(t.line, below, inside);
    const float head =
        std::max(t.icon, line_height(t.title) * static_cast<float>(result.title.size()));
    result.height = t.pad * 2 + head;
    if (!result.lines.empty())
        result.height +=
            canvas.mm(3.5) + line_height(t.line) * static_cast<float>(result.lines.size());
    return result;
}

bool tile_at(Canvas& canvas, Rect rect, const Tile& tile, const TileLayout& layout) {
    const auto& c = canvas.theme().palette;
    const auto t = tile_types(canvas, tile);
    const auto finger = canvas.touch(tile.id, rect, tile.title, {.enabled = tile.enabled});
    if (!tile.enabled) canvas.note(tile.id + ".reason", rect, tile.reason);
    plate(canvas, rect, finger.held);
    const float head =
        std::max(t.icon, line_height(t.title) * static_cast<float>(layout.title.size()));
    const float top = rect.top + t.pad;
    const Rect mark{rect.left + t.pad, top + (head - t.icon) / 2, rect.left + t.pad + t.icon,
                    top + (head + t.icon) / 2};
    box(mark, tile.enabled ? c.tint : c.disabled, canvas.mm(4.5));
    draw_icon(tile.icon, mark.shrunk(canvas.mm(3.4)), tile.enabled ? c.primary : c.on_disabled);
    const float title_height = line_height(t.title) * static_cast<float>(layout.title.size());
    text_block(t.title, {mark.right + t.beside, top + (head - title_height) / 2, rect.right, 0},
               layout.title);
    text_block(t.line, {rect.left + t.pad, top + head + canvas.mm(3.5), rect.right - t.pad, 0},
               layout.lines);
    if (!tile.badge.empty()) {
        const auto words = bold(canvas, TextRole::small, c.on_primary);
        const float r = canvas.mm(5.5);
        const Point at{rect.right - t.pad - r / 2, rect.top + t.pad + r / 2};
        disc(at, r, c.primary);
        text(words, at.x, at.y, tile.badge, 0.5F);
    }
    return finger.pressed;
}

}  // namespace

std::optional<std::string> tiles(Canvas& canvas, const std::vector<Tile>& tiles,
                                 int across_portrait, int across_landscape) {
    const int across = canvas.portrait() ? across_portrait : across_landscape;
    const float space = canvas.mm(5.5);
    const float width = std::floor((canvas.width() - space * static_cast<float>(across - 1)) /
                                   static_cast<float>(across));
    std::vector<TileLayout> layouts;
    float tallest = 0;
    for (const auto& tile : tiles) {
        layouts.push_back(lay_out(canvas, tile, width));
        tallest = std::max(tallest, layouts.back().height);
    }
    std::optional<std::string> pressed;
    canvas.grid(across, static_cast<int>(tiles.size()), [&](int i) {
        const auto at = static_cast<std::size_t>(i);
        if (tile_at(canvas, canvas.take(tallest), tiles[at], layouts[at])) pressed = tiles[at].id;
    });
    return pressed;
}

namespace {

struct ChoiceLayout {
    std::vector<std::string_view> title, lines;
    bool aside_below = false;
    float height = 0;
};

struct ChoiceTypes {
    Type title, line, aside;
    float mark, pad, indent;
};

ChoiceTypes choice_types(Canvas& canvas, const Choice& choice) {
    const auto& c = canvas.theme().palette;
    return {bold(canvas, TextRole::title, choice.enabled ? c.ink : c.on_disabled),
            type(canvas, TextRole::label, c.soft),
            bold(canvas, TextRole::label, choice.enabled ? c.ok : c.on_disabled),
            canvas.mm(10.5),
            canvas.mm(card_pad_mm),
            canvas.mm(15.5)};
}

ChoiceLayout lay_out(Canvas& canvas, const Choice& choice, float width) {
    const auto t = choice_types(canvas, choice);
    const float inside = width - t.pad * 2 - t.indent;
    ChoiceLayout result;
    const float aside = choice.aside.empty() ? 0 : text_width(t.aside, choice.aside) + canvas.mm(4);
    result.aside_below = aside > 0 && text_width(t.title, choice.title) + aside > inside;
    result.title = wrapped(t.title, choice.title, result.aside_below ? inside : inside - aside);
    for (const auto& words : choice.lines)
        for (const auto part : wrapped(t.line, words, inside)) result.lines.push_back(part);
    if (!choice.reason.empty())
        for (const auto part : wrapped(t.line, choice.reason, inside)) result.lines.push_back(part);
    const auto rows = static_cast<float>(result.lines.size()) + (result.aside_below ? 1.F : 0.F);
    result.height = t.pad * 2 + line_height(t.title) * static_cast<float>(result.title.size()) +
                    (rows > 0 ? canvas.mm(2) + line_height(t.line) * rows : 0);
    return result;
}

bool choice_at(Canvas& canvas, Rect rect, const Choice& choice, const ChoiceLayout& layout) {
    const auto& c = canvas.theme().palette;
    const auto t = choice_types(canvas, choice);
    const auto finger = canvas.touch(choice.id, rect, choice.title,
                                     {.enabled = choice.enabled, .checked = choice.checked});
    plate(canvas, rect, finger.held, choice.checked);
    const float x = rect.left + t.pad + t.indent, right = rect.right - t.pad;
    float y = rect.top + t.pad;
    const Point dot{rect.left + t.pad + t.mark / 2, y + line_height(t.title) / 2};
    ring(dot, t.mark / 2, canvas.mm(1), choice.checked ? c.primary : c.line);
    if (choice.checked) disc(dot, t.mark * 0.27F, c.primary);
    if (!choice.aside.empty() && !layout.aside_below) text(t.aside, right, dot.y, choice.aside, 1);
    y += text_block(t.title, {x, y, right, 0}, layout.title) + canvas.mm(2);
    if (layout.aside_below) y += text_block(t.aside, {x, y, right, 0}, {choice.aside});
    const auto reasons =
        choice.reason.empty() ? 0 : wrapped(t.line, choice.reason, right - x).size();
    for (std::size_t i = 0; i < layout.lines.size(); ++i) {
        auto kind = t.line;
        if (i + reasons >= layout.lines.size()) kind.color = c.warn;
        y += text_block(kind, {x, y, right, 0}, {layout.lines[i]});
    }
    return finger.pressed;
}

}  // namespace

std::optional<std::string> choices(Canvas& canvas, const std::vector<Choice>& choices,
                                   int across_portrait, int across_landscape) {
    const int wanted = canvas.portrait() ? across_portrait : across_landscape;
    const int across = std::max(1, std::min(wanted, static_cast<int>(choices.size())));
    const float space = canvas.mm(5.5);
    const float width = std::floor((canvas.width() - space * static_cast<float>(across - 1)) /
                                   static_cast<float>(across));
    std::vector<ChoiceLayout> layouts;
    float tallest = 0;
    for (const auto& choice : choices) {
        layouts.push_back(lay_out(canvas, choice, width));
        tallest = std::max(tallest, layouts.back().height);
    }
    std::optional<std::string> pressed;
    canvas.grid(across, static_cast<int>(choices.size()), [&](int i) {
        const auto at = static_cast<std::size_t>(i);
        const float height = across > 1 ? tallest : layouts[at].height;
        if (choice_at(canvas, canvas.take(height), choices[at], layouts[at]))
            pressed = choices[at].id;
    });
    return pressed;
}

}  // namespace ui
