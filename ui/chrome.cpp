#include "ui/chrome.hpp"

#include "ui/paint.hpp"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr Color pale = static_cast<Color>(0xffffffcc);

/// Colours of the bar of steps on its ground: white card in portrait, dark blue in landscape.
struct StepLook {
    Color done_fill, done_ink, current_fill, current_ink, todo_fill, todo_edge, todo_ink;
    Color done_label, current_label, todo_label, way, way_done;
};

StepLook step_look(const Palette& c, bool on_dark) {
    if (on_dark)
        return {white, c.ok, white, c.primary_dark, c.primary_dark,      faded(white, 0.55F),
                pale,  pale, white, pale,           faded(white, 0.35F), white};
    return {c.ok,   c.on_primary, c.primary, c.on_primary, c.card, c.line,
            c.soft, c.ok,         c.primary, c.soft,       c.line, c.ok};
}

WidgetState state_of(StepMark::Kind kind) {
    return {.enabled = kind != StepMark::Kind::not_needed,
            .checked = kind == StepMark::Kind::done,
            .focused = kind == StepMark::Kind::current};
}

void mark(Canvas& canvas, Point at, float radius, const StepMark& step, std::size_t number,
          const StepLook& look, Color ground) {
    using Kind = StepMark::Kind;
    const auto digits = [&](Color ink) {
        text(bold(canvas, TextRole::small, ink), at.x, at.y, std::to_string(number), 0.5F);
    };
    if (step.kind == Kind::done) {
        disc(at, radius, look.done_fill);
        const float side = radius * 1.25F;
        draw_icon(Icon::check, {at.x - side / 2, at.y - side / 2, at.x + side / 2, at.y + side / 2},
                  look.done_ink, canvas.mm(1));
        return;
    }
    if (step.kind == Kind::current) {
        disc(at, radius, look.current_fill);
        return digits(look.current_ink);
    }
    disc(at, radius, look.todo_edge);
    disc(at, radius - canvas.mm(0.8), ground);
    if (step.kind == Kind::not_needed)
        line({at.x - radius * 0.4F, at.y}, {at.x + radius * 0.4F, at.y}, look.todo_edge,
             canvas.mm(1));
    else
        digits(look.todo_ink);
}

float label_width(Canvas& canvas, const StepMark& step) {
    return text_width(bold(canvas, TextRole::small, {}), step.label);
}

/// Width the steps want side by side.
float wanted_width(Canvas& canvas, const std::vector<StepMark>& steps) {
    float all = 0;
    for (const auto& step : steps) all += label_width(canvas, step) + canvas.mm(4);
    return all;
}

/// Middles of the steps: equal room between their labels; where there is too little, all labels
/// give up the same part of theirs.
std::vector<Rect> slots(Canvas& canvas, Rect area, const std::vector<StepMark>& steps) {
    const auto n = static_cast<float>(steps.size());
    const float wanted = wanted_width(canvas, steps);
    const float spare = std::max(0.F, area.width() - wanted);
    const float part = std::min(1.F, area.width() / wanted);
    std::vector<Rect> result;
    float x = area.left;
    for (const auto& step : steps) {
        const float width = (label_width(canvas, step) + canvas.mm(4)) * part + spare / n;
        result.push_back({std::round(x), area.top, std::round(x + width), area.bottom});
        x += width;
    }
    return result;
}

bool gone_through(const std::vector<StepMark>& steps, std::size_t to) {
    using Kind = StepMark::Kind;
    const auto kind = steps[to].kind;
    return kind == Kind::done || kind == Kind::current ||
           (kind == Kind::not_needed && steps[to - 1].kind == Kind::done);
}

void step_bar(Canvas& canvas, Rect area, const std::vector<StepMark>& steps, bool on_dark,
              Color ground) {
    const auto look = step_look(canvas.theme().palette, on_dark);
    const float radius = canvas.mm(on_dark ? 5.2 : 7.2);
    const float y = area.top + canvas.mm(on_dark ? 3.4 : 5.5) + radius;
    const float label_y = (y + radius + area.bottom) / 2 - canvas.mm(on_dark ? 1.2 : 1.6);
    const auto at = slots(canvas, area, steps);
    for (std::size_t i = 1; i < steps.size(); ++i)
        line({at[i - 1].centre().x + radius, std::round(y)},
             {at[i].centre().x - radius, std::round(y)},
             gone_through(steps, i) ? look.way_done : look.way, canvas.mm(1.1));
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto& step = steps[i];
        const float x = std::round(at[i].centre().x), width = at[i].width();
        mark(canvas, {x, y}, radius, step, i + 1, look, ground);
        const bool current = step.kind == StepMark::Kind::current;
        const bool done = step.kind == StepMark::Kind::done;
        const Color ink = current ? look.current_label : done ? look.done_label : look.todo_label;
        auto words =
            current ? bold(canvas, TextRole::small, ink) : type(canvas, TextRole::small, ink);
        words = fitted(words, step.label, width - canvas.mm(1), canvas.theme().smallest_font());
        text(words, x, label_y, shortened(canvas, words, step.label, width), 0.5F);
        canvas.note("step." + std::to_string(i + 1), at[i], step.label, state_of(step.kind));
    }
}

/// Name of the terminal at the left, clock at the right; returns what is left between them.
Rect identity(Canvas& canvas, Rect bar, const Header& header, float steps_width) {
    const auto& c = canvas.theme().palette;
    const float margin = canvas.mm(12), half = canvas.mm(canvas.portrait() ? 9.4 : 7.6);
    const Rect badge{bar.left + margin, bar.centre().y - half, bar.left + margin + half * 2,
                     bar.centre().y + half};
    box(badge, white, canvas.mm(4.5));
    text_in(canvas, bold(canvas, TextRole::title, c.primary_dark), badge, header.mark);
    const float lift = canvas.mm(canvas.portrait() ? 5.6 : 5);
    const auto title = bold(canvas, canvas.portrait() ? TextRole::body : TextRole::label, white);
    const auto small = type(canvas, TextRole::small, pale);
    const float x = badge.right + canvas.mm(5), right = bar.right - margin;
    const float y = bar.centre().y;
    const auto clock = bold(canvas, TextRole::body, white);
    const float clock_width =
        std::max(text_width(clock, header.clock), text_width(small, header.date));
    const float most =
        std::max(canvas.mm(60), right - clock_width - canvas.mm(10) - x - steps_width);
    const float smallest = canvas.theme().smallest_font();
    const auto one = fitted(title, header.title, most, smallest);
    const auto two = fitted(small, header.place, most, smallest);
    const auto name = shortened(canvas, one, header.title, most),
               place = shortened(canvas, two, header.place, most);
    text(one, x, y - lift, name);
    text(two, x, y + lift, place);
    text(clock, right, y - lift, header.clock, 1);
    text(small, right, y + lift, header.date, 1);
    canvas.note("header.title", {x, bar.top, x + most, bar.bottom}, header.title);
    canvas.note("header.clock", {right - clock_width, bar.top, right, bar.bottom}, header.clock);
    const float end = x + std::max(text_width(one, name), text_width(two, place));
    return {end + canvas.mm(6), bar.top, right - clock_width - canvas.mm(6), bar.bottom};
}

}  // namespace

float header(Canvas& canvas, const Header& header, const std::vector<StepMark>& steps) {
    const auto& c = canvas.theme().palette;
    const Rect panel = canvas.panel();
    const Rect bar{panel.left, panel.top, panel.right,
                   panel.top + canvas.mm(canvas.portrait() ? 32 : 27)};
    box(bar, c.primary_dark);
    const bool beside = !canvas.portrait() && !steps.empty();
    const Rect between = identity(canvas, bar, header, beside ? wanted_width(canvas, steps) : 0);
    if (steps.empty()) return bar.height();
    if (!canvas.portrait()) {
        step_bar(canvas, between, steps, true, c.primary_dark);
        return bar.height();
    }
    const Rect row{panel.left, bar.bottom, panel.right, bar.bottom + canvas.mm(37)};
    box(row, c.card);
    line({row.left, row.bottom - 1}, {row.right, row.bottom - 1}, c.line, 2);
    const float side = canvas.mm(5);
    step_bar(canvas, {row.left + side, row.top, row.right - side, row.bottom}, steps, false,
             c.card);
    return bar.height() + row.height();
}

}  // namespace ui
