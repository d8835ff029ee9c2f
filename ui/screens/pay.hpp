#pragma once

#include "ui/scene.hpp"

namespace ui {

/// ⑤: provider, code to scan, waiting, paid and what follows (R23–R26).
Intent draw(const kiosk::flow::Pay::State& state, Scene& scene);

}  // namespace ui
