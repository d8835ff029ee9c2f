#pragma once

#include "ui/scene.hpp"

namespace ui {

/// ⑥: key in, PIN, the steps of the issue, key out (R28, R50, R51).
Intent draw(const kiosk::flow::Issuing::State& state, Scene& scene);

}  // namespace ui
