#pragma once

#include "ui/canvas.hpp"

#include <functional>
#include <string>

namespace ui {

// What the widgets of a form share.

/// The grey line above a field, with 选填 behind it where `mark` is given.
void label_line(Canvas& canvas, const std::string& label, const std::string& mark = {});
/// The coloured line below a field, with its sign; registered as text.
void under_line(Canvas& canvas, const std::string& id, const std::string& words, Color color);
/// Runs `content` with drawing cut at `rect` when `cut`.
void clipped(Rect rect, bool cut, const std::function<void()>& content);

}  // namespace ui
