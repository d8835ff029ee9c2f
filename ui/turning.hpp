#pragma once

#include "ui/canvas.hpp"

namespace ui {

/// A ring with a part of it turning; asks for its next frame only while it can be seen.
void turning_ring(Canvas& canvas, Point at, float radius, float thickness);

}  // namespace ui
