#pragma once

#include "ui/canvas.hpp"

namespace ui {

/// A drawing of the UKEY beside the reader's slot, with the way it moves: in, or out again.
enum class KeyMove { in, out };
void key_picture(Canvas& canvas, KeyMove move);

}  // namespace ui
