#include "ui/cards.hpp"
#include "ui/mood.hpp"
#include "ui/paint.hpp"
#include "ui/status.hpp"
#include "ui/turning.hpp"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

Color color_of(const Palette& c, Stage::Kind kind) {
    switch (kind) {
        case Stage::Kind::done: return c.ok;
        case Stage::Kind::current: return c.primary;
        case Stage::Kind::todo: return c.soft;
        case Stage::Kind::failed: return c.bad;
    }
    return c.soft;
}

void item_mark(Canvas& canvas, Point at, float radius, Progress::Item::Kind kind) {
    const auto& c = canvas.theme().palette;
    switch (kind) {
        case Progress::Item::Kind::done: return sign(at, radius, Icon::check, c.ok, c.on_primary);
        case Progress::Item::Kind::failed:
            return sign(at, radius, Icon::cross, c.bad, c.on_primary);
        case Progress::Item::Kind::todo: return ring(at, radius, canvas.mm(0.7), c.line);
        case Progress::Item::Kind::current: return turning_ring(canvas, at, radius, canvas.mm(1.3));
    }
}

Color item_color(const Palette& c, Progress::Item::Kind kind) {
    switch (kind) {
        case Progress::Item::Kind::current: return c.primary;
        case Progress::Item::Kind::failed: return c.bad;
        case Progress::Item::Kind::todo: return c.soft;
        default: return c.ink;
    }
}

void stage_at(Canvas& canvas, Rect rect, const Stage& stage, bool touchable,
              std::optional<std::string>& pressed) {
    const auto& c = canvas.theme().palette;
    const WidgetState state{.checked = stage.kind == Stage::Kind::done,
                            .focused = stage.kind == Stage::Kind::current,
                            .error = stage.kind == Stage::Kind::failed};
    bool held = false;
    if (touchable) {
        const auto finger = canvas.touch(stage.id, rect, stage.title, state);
        held = finger.held;
        if (finger.pressed) pressed = stage.id;
    } else {
        canvas.note(stage.id, rect, stage.title, state);
    }
    const bool current = stage.kind == Stage::Kind::current;
    framed(rect, held ? c.tint : c.card, current ? c.primary : c.line,
           canvas.mm(current ? 0.9 : 0.5), canvas.mm(5));
    const float pad = canvas.mm(3), half = rect.height() / 2;
    Rect upper{rect.left + pad, rect.top + pad, rect.right - pad, rect.top + half + canvas.mm(1)};
    if (stage.icon != Icon::none) {
        const float side = canvas.mm(10);
        const Rect at{rect.left + pad + canvas.mm(2), rect.centre().y - side / 2,
                      rect.left + pad + canvas.mm(2) + side, rect.centre().y + side / 2};
        draw_icon(stage.icon, at, color_of(c, stage.kind));
        upper.left = at.right + canvas.mm(3);
    }
    const float anchor = stage.icon == Icon::none ? 0.5F : 0;
    if (stage.state.empty())
        return text_in(canvas, bold(canvas, TextRole::label, c.ink),
                       {upper.left, rect.top, upper.right, rect.bottom}, stage.title, anchor);
    text_in(canvas, type(canvas, TextRole::label, c.ink), upper, stage.title, anchor);
    text_in(canvas, bold(canvas, TextRole::label, color_of(c, stage.kind)),
            {upper.left, rect.top + half - canvas.mm(1), upper.right, rect.bottom - pad},
            stage.state, anchor);
}

}  // namespace

void turning_ring(Canvas& canvas, Point at, float radius, float thickness) {
    const auto& c = canvas.theme().palette;
    ring(at, radius, thickness, c.line);
    // Eight steps a second: lively enough, and only this square is drawn anew.
    const auto step = static_cast<int>(std::fmod(canvas.seconds() * 8, 12));
    const float from = static_cast<float>(step) / 12;
    ring(at, radius, thickness, c.primary, from, from + 0.28F);
    const Rect around{at.x - radius, at.y - radius, at.x + radius, at.y + radius};
    if (!around.within(canvas.viewport()).empty())
        canvas.registry().animate_in(std::chrono::milliseconds(125));
}

float stages_height(const Canvas& canvas) {
    return std::max(canvas.mm(27),
                    line_height(type(canvas, TextRole::label, {})) * 2 + canvas.mm(4));
}

std::optional<std::string> stages(Canvas& canvas, const std::vector<Stage>& stages,
                                  bool touchable) {
    std::optional<std::string> pressed;
    canvas.grid(static_cast<int>(std::max<std::size_t>(1, stages.size())),
                static_cast<int>(stages.size()), [&](int i) {
                    stage_at(canvas, canvas.take(stages_height(canvas)),
                             stages[static_cast<std::size_t>(i)], touchable, pressed);
                });
    return pressed;
}

void progress(Canvas& canvas, const Progress& progress) {
    const auto& c = canvas.theme().palette;
    const float pad = canvas.mm(7.5), row_height = canvas.mm(canvas.portrait() ? 21 : 18);
    const auto rows = static_cast<float>(progress.items.size());
    const Rect plate = canvas.take(row_height * rows + canvas.mm(5));
    framed(plate, c.card, c.line, canvas.mm(0.5), canvas.mm(6));
    canvas.note(progress.id, plate, "");
    const float radius = canvas.mm(5.8), left = plate.left + pad, right = plate.right - pad;
    float y = plate.top + canvas.mm(2.5) + row_height / 2;
    for (std::size_t i = 0; i < progress.items.size(); ++i, y += row_height) {
        const auto& item = progress.items[i];
        const Color ink = item_color(c, item.kind);
        if (i > 0) line({left, y - row_height / 2}, {right, y - row_height / 2}, c.line, 2);
        item_mark(canvas, {left + radius, y}, radius, item.kind);
        const bool strong =
            item.kind == Progress::Item::Kind::current || item.kind == Progress::Item::Kind::failed;
        const auto words =
            strong ? bold(canvas, TextRole::value, ink) : type(canvas, TextRole::value, ink);
        const auto detail = type(canvas, TextRole::label, c.soft);
        const float aside =
            item.detail.empty() ? 0 : text_width(detail, item.detail) + canvas.mm(4);
        const Rect area{left + radius * 2 + canvas.mm(5), y - row_height / 2, right - aside,
                        y + row_height / 2};
        text_in(canvas, words, area, item.text, 0);
        text(detail, right, y, item.detail, 1);
        canvas.note(progress.id + "." + std::to_string(i), area, item.text,
                    {.checked = item.kind == Progress::Item::Kind::done,
                     .focused = item.kind == Progress::Item::Kind::current,
                     .error = item.kind == Progress::Item::Kind::failed});
    }
}

void hero(Canvas& canvas, const Hero& hero) {
    const auto& c = canvas.theme().palette;
    const auto look = look_of(c, hero.mood);
    const float radius = canvas.mm(canvas.portrait() ? 22 : 17);
    canvas.gap(canvas.portrait() ? 8 : 2);
    const Rect top = canvas.take(radius * 2);
    const Point at = top.centre();
    if (hero.busy) {
        disc(at, radius - canvas.mm(1), look.tint);
        const float side = radius * 0.95F;
        draw_icon(hero.icon, {at.x - side / 2, at.y - side / 2, at.x + side / 2, at.y + side / 2},
                  look.ink);
        turning_ring(canvas, at, radius, canvas.mm(2));
    } else {
        sign(at, radius, hero.icon, look.ink, c.on_primary);
    }
    const auto title = bold(canvas, TextRole::headline, c.ink);
    const auto titles = wrapped(title, hero.title, canvas.width());
    const Rect words = canvas.take(line_height(title) * static_cast<float>(titles.size()));
    text_block(title, words, titles, 0.5F);
    canvas.note(hero.id, words, hero.title, {.error = hero.mood == Mood::error});
    canvas.gap(-3);
    for (std::size_t i = 0; i < hero.lines.size(); ++i) {
        paragraph(canvas, hero.id + ".line." + std::to_string(i), hero.lines[i], Mood::neutral,
                  true);
        canvas.gap(-4);
    }
    canvas.gap(6);
}

}  // namespace ui
