#include "ui/screens/code_boxes.hpp"

#include "ui/field_parts.hpp"
#include "ui/paint.hpp"

#include <algorithm>
#include <cmath>

namespace ui {

bool code_boxes(Canvas& canvas, const CodeBoxes& boxes) {
    const auto& c = canvas.theme().palette;
    label_line(canvas, boxes.label);
    const float space = canvas.mm(4), count = static_cast<float>(boxes.length);
    const Rect row = canvas.take(canvas.mm(25));
    const float width =
        std::floor(std::min(canvas.mm(24), (row.width() - space * (count - 1)) / count));
    const float right = row.left + width * count + space * (count - 1);
    const auto finger = canvas.touch(boxes.id, {row.left, row.top, right, row.bottom}, boxes.digits,
                                     {.focused = boxes.focused, .error = !boxes.error.empty()});
    if (boxes.focused) canvas.reveal(boxes.id, row);
    const auto digit = bold(canvas, TextRole::key, c.ink);
    const auto typed = std::min(boxes.digits.size(), static_cast<std::size_t>(boxes.length));
    for (std::size_t i = 0; i < static_cast<std::size_t>(boxes.length); ++i) {
        const float x = row.left + static_cast<float>(i) * (width + space);
        const Rect cell{x, row.top, x + width, row.bottom};
        const bool next = boxes.focused && i == typed;
        const Color edge = !boxes.error.empty() ? c.bad : next ? c.primary : c.line;
        framed(cell, c.card, edge, canvas.mm(next ? 0.9 : 0.6), canvas.mm(4));
        if (i < typed)
            text(digit, cell.centre().x, cell.centre().y,
                 std::string_view(boxes.digits).substr(i, 1), 0.5F);
        else if (next)
            box({cell.centre().x - canvas.mm(0.4), cell.top + canvas.mm(6),
                 cell.centre().x + canvas.mm(0.4), cell.bottom - canvas.mm(6)},
                c.primary);
    }
    if (!boxes.error.empty()) under_line(canvas, boxes.id + ".error", boxes.error, c.bad);
    return finger.pressed;
}

}  // namespace ui
