#pragma once

#include "ui/page.hpp"

namespace ui {

/// Draws the header and the bar of steps at the top of the panel (in landscape in one row);
/// returns their height.
float header(Canvas& canvas, const Header& header, const std::vector<StepMark>& steps);

}  // namespace ui
