#include "ui/page.hpp"

#include "ui/chrome.hpp"
#include "ui/paint.hpp"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double margin_mm = 12;

/// Buttons above pills in portrait; pills left of buttons in landscape.
struct Footer {
    Rect all, buttons, pills;
};

Footer footer_of(const Canvas& canvas, const Page& page) {
    const Rect panel = canvas.panel();
    const float margin = canvas.mm(margin_mm);
    Footer f;
    f.all = f.buttons = f.pills = {panel.left, panel.bottom, panel.right, panel.bottom};
    const float left = panel.left + margin, right = panel.right - margin;
    if (canvas.portrait()) {
        float y = panel.bottom;
        if (!page.pills.empty()) {
            y -= canvas.mm(7);
            f.pills = {left, y - canvas.theme().target(), right, y};
            y = f.pills.top - canvas.mm(6.5);
        }
        if (!page.buttons.empty()) {
            if (page.pills.empty()) y -= canvas.mm(7.5);
            f.buttons = {left, y - canvas.mm(31), right, y};
            y = f.buttons.top - canvas.mm(7);
        }
        f.all.top = y;
        return f;
    }
    if (page.pills.empty() && page.buttons.empty()) return f;
    const bool low = page.keyboard.has_value();
    f.all.top = panel.bottom - canvas.mm(low ? 31 : 41);
    const float middle = f.all.centre().y, half = canvas.mm(low ? 12.5 : 15.5);
    const float between = left + (right - left) * 0.55F;
    const float pill = canvas.theme().target() / 2;
    f.pills = {left, middle - pill, between, middle + pill};
    const float from = page.pills.empty() ? left : between + canvas.mm(8);
    f.buttons = {from, middle - half, right, middle + half};
    return f;
}

std::string footer(Canvas& canvas, const Page& page, const Footer& f) {
    if (f.all.height() < 1) return {};
    const auto& c = canvas.theme().palette;
    box(f.all, c.card);
    line({f.all.left, f.all.top + 1}, {f.all.right, f.all.top + 1}, c.line, 2);
    std::optional<std::string> pressed;
    if (!page.buttons.empty())
        canvas.within(f.buttons, [&] {
            pressed = button_row(canvas, page.buttons, true, f.buttons.height());
        });
    const auto pill = pill_row(canvas, f.pills, page.pills);
    return pressed.value_or(pill.value_or(""));
}

}  // namespace

PageTouch page(Canvas& canvas, const Page& page, Scroll& scroll, KeyboardState& keyboard,
               const std::function<void()>& content) {
    const Rect panel = canvas.panel();
    box(panel, canvas.theme().palette.paper);
    canvas.note("page." + page.id, panel, page.id);
    PageTouch result;
    float top = panel.top + header(canvas, page.header, page.steps);
    const Footer at = footer_of(canvas, page);
    float bottom = at.all.top;
    if (page.banner) {
        const float height = canvas.within({panel.left, top, panel.right, bottom}, [&] {
            if (banner(canvas, *page.banner)) result.pressed = page.banner->button->id;
        });
        top += height;
    }
    if (page.keyboard) {
        const float height = keyboard_height(canvas, *page.keyboard, keyboard);
        result.key = draw_keyboard(canvas, {panel.left, bottom - height, panel.right, bottom},
                                   *page.keyboard, keyboard);
        bottom -= height;
    }
    const float margin = canvas.mm(margin_mm);
    const float above = canvas.mm(page.keyboard || !canvas.portrait() ? 6 : 10);
    const float under = canvas.mm(page.keyboard ? 3 : 6);
    canvas.scrolled("scroll",
                    {panel.left + margin, top + above, panel.right - margin, bottom - under},
                    scroll, content);
    if (auto pressed = footer(canvas, page, at); !pressed.empty()) result.pressed = pressed;
    return result;
}

}  // namespace ui
