#include "ui/screens/key_picture.hpp"

#include "ui/paint.hpp"

#include <algorithm>

namespace ui {
namespace {

constexpr Color metal = static_cast<Color>(0xb9c4d2ff);
constexpr Color contact = static_cast<Color>(0x7d8b9dff);

/// Its plug points to the right; `from` is the middle of its left end.
void key(Canvas& canvas, Point from) {
    const auto& c = canvas.theme().palette;
    const float half = canvas.mm(13), body = canvas.mm(52), plug = canvas.mm(22);
    const Rect shell{from.x, from.y - half, from.x + body, from.y + half};
    const Rect end{shell.right, from.y - canvas.mm(8.5), shell.right + plug,
                   from.y + canvas.mm(8.5)};
    box(end, metal, canvas.mm(1));
    for (const float y : {from.y - canvas.mm(4.6), from.y + canvas.mm(1.6)})
        box({end.left + canvas.mm(10), y, end.left + canvas.mm(15), y + canvas.mm(3)}, contact,
            canvas.mm(0.5));
    box(shell, c.primary, canvas.mm(5));
    const float side = canvas.mm(14);
    draw_icon(Icon::key,
              {shell.centre().x - side / 2, from.y - side / 2, shell.centre().x + side / 2,
               from.y + side / 2},
              c.on_primary);
}

void arrow(Canvas& canvas, Point middle, bool to_the_right) {
    const auto color = canvas.theme().palette.primary;
    const float half = canvas.mm(9), head = canvas.mm(6.5), thick = canvas.mm(2.2);
    const float way = to_the_right ? 1.F : -1.F;
    const Point tip{middle.x + half * way, middle.y};
    line({middle.x - half, middle.y}, {middle.x + half, middle.y}, color, thick);
    line({tip.x - head * way, tip.y - head}, tip, color, thick);
    line({tip.x - head * way, tip.y + head}, tip, color, thick);
}

}  // namespace

void key_picture(Canvas& canvas, KeyMove move) {
    const auto& c = canvas.theme().palette;
    const Rect area = canvas.take(canvas.mm(58));
    const float width = std::min(area.width(), canvas.mm(190));
    const float left = area.centre().x - width / 2, right = area.centre().x + width / 2;
    const Rect reader{right - canvas.mm(58), area.top + canvas.mm(2), right,
                      area.bottom - canvas.mm(2)};
    framed(reader, c.card, c.line, canvas.mm(0.7), canvas.mm(6));
    const Rect slot{reader.left + canvas.mm(12), area.centre().y - canvas.mm(9.5),
                    reader.right - canvas.mm(12), area.centre().y + canvas.mm(9.5)};
    box(slot, c.ink, canvas.mm(2));
    box({slot.left + canvas.mm(3), area.centre().y - canvas.mm(1.5), slot.right - canvas.mm(3),
         area.centre().y + canvas.mm(1.5)},
        contact);
    key(canvas, {left, area.centre().y});
    arrow(canvas, {(left + canvas.mm(74) + reader.left) / 2, area.centre().y}, move == KeyMove::in);
}

}  // namespace ui
