#include "ui/mood.hpp"
#include "ui/paint.hpp"
#include "ui/status.hpp"

#include <algorithm>
#include <cmath>
#include <imgui.h>

namespace ui {
namespace {

constexpr Color desk = static_cast<Color>(0x2b3442ff);

/// The largest rectangle of that shape in the middle of `area`.
Rect fitted_in(Rect area, float aspect) {
    const float width = std::floor(std::min(area.width(), area.height() * aspect));
    const float height = std::floor(std::min(area.height(), area.width() / aspect));
    const float left = std::round(area.centre().x - width / 2);
    const float top = std::round(area.centre().y - height / 2);
    return {left, top, left + width, top + height};
}

void corner_marks(Canvas& canvas, Rect area, double aspect) {
    const Rect r = fitted_in(area.shrunk(canvas.mm(9)), static_cast<float>(aspect));
    const float arm = canvas.mm(11), thick = canvas.mm(1.4);
    const auto color = static_cast<Color>(0xffffffe0);
    const auto corner = [&](float x, float y, float dx, float dy) {
        box({std::min(x, x + arm * dx), std::min(y, y + thick * dy), std::max(x, x + arm * dx),
             std::max(y, y + thick * dy)},
            color);
        box({std::min(x, x + thick * dx), std::min(y + thick * dy, y + arm * dy),
             std::max(x, x + thick * dx), std::max(y + thick * dy, y + arm * dy)},
            color);
    };
    corner(r.left, r.top, 1, 1);
    corner(r.right, r.top, -1, 1);
    corner(r.right, r.bottom, -1, -1);
    corner(r.left, r.bottom, 1, -1);
}

void hint_pill(Canvas& canvas, Rect area, const Photo& photo) {
    if (photo.hint.empty()) return;
    auto words = bold(canvas, TextRole::button, static_cast<Color>(0xffffffff));
    words = fitted(words, photo.hint, area.width() - canvas.mm(24), canvas.theme().smallest_font());
    const float half = text_width(words, photo.hint) / 2 + canvas.mm(9), height = canvas.mm(20);
    const float bottom = area.bottom - canvas.mm(4);
    const Rect pill{area.centre().x - half, bottom - height, area.centre().x + half, bottom};
    box(pill, static_cast<Color>(0x101822e6), height / 2);
    text(words, pill.centre().x, pill.centre().y, photo.hint, 0.5F);
    canvas.note(photo.id + ".hint", pill, photo.hint);
}

}  // namespace

void photo(Canvas& canvas, const Photo& photo) {
    const auto& c = canvas.theme().palette;
    const float height = photo.height > 0 ? photo.height : std::max(canvas.mm(60), canvas.room());
    const Rect area = canvas.take(std::floor(height));
    box(area, desk);
    Rect shown = area;
    if (photo.image && photo.image->valid()) {
        shown = fitted_in(
            area, static_cast<float>(photo.image->width) / static_cast<float>(photo.image->height));
        image(shown, canvas.textures().scaled(*photo.image, static_cast<int>(shown.width()),
                                              static_cast<int>(shown.height())));
    } else if (!photo.empty_text.empty()) {
        const float side = canvas.mm(18);
        const Point m = area.centre();
        const auto pale = static_cast<Color>(0xb8c4d4ff);
        draw_icon(Icon::camera,
                  {m.x - side / 2, m.y - side - canvas.mm(3), m.x + side / 2, m.y - canvas.mm(3)},
                  pale);
        text_in(canvas, type(canvas, TextRole::body, static_cast<Color>(0xffffffff)),
                {area.left + canvas.mm(8), m.y, area.right - canvas.mm(8), m.y + canvas.mm(16)},
                photo.empty_text);
    }
    if (photo.guide && photo.outline.empty()) corner_marks(canvas, shown, photo.guide_aspect);
    if (photo.outline.size() > 2) {
        std::vector<Point> corners;
        for (const auto p : photo.outline)
            corners.push_back({shown.left + p.x * shown.width(), shown.top + p.y * shown.height()});
        const Color color = photo.outline_mood == Mood::success
                                ? static_cast<Color>(0x37d67aff)
                                : look_of(c, photo.outline_mood).ink;
        polygon(corners, color, canvas.mm(1.6));
    }
    hint_pill(canvas, area, photo);
    round_corners(area, canvas.mm(6), c.paper);
    canvas.note(photo.id, area, photo.hint, {.checked = photo.outline.size() > 2});
}

void long_text(Canvas& canvas, const LongText& text, Scroll& scroll) {
    const auto& c = canvas.theme().palette;
    const float height = text.height > 0 ? text.height : std::max(canvas.mm(60), canvas.room());
    const Rect plate = canvas.take(std::floor(height));
    framed(plate, c.card, c.line, canvas.mm(0.5), canvas.mm(6));
    canvas.note(text.id, plate, text.text);
    const auto words = type(canvas, TextRole::body, c.ink);
    const float pad = canvas.mm(6);
    canvas.scrolled(text.id, plate.shrunk(pad), scroll, [&] {
        const auto lines = wrapped(words, text.text, canvas.width());
        const float pitch = std::round(line_height(words) * 1.08F);
        const Rect area = canvas.take(pitch * static_cast<float>(lines.size()));
        const Rect seen = canvas.viewport();
        float y = area.top + pitch / 2;
        for (const auto row : lines) {
            if (y > seen.top - pitch && y < seen.bottom + pitch) ui::text(words, area.left, y, row);
            y += pitch;
        }
    });
}

}  // namespace ui
