#pragma once

#include "ui/scene.hpp"

namespace ui {

/// ①: how the data come in, the form in two parts, the duplicate order, what the register refutes,
/// and the three ways of proving (R7–R16).
Intent draw(const kiosk::flow::Organisation::State& state, Scene& scene);

}  // namespace ui
