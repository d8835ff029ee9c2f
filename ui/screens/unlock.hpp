#pragma once

#include "ui/scene.hpp"

namespace ui {

Intent draw(const kiosk::flow::Unlock::State& state, Scene& scene);

}  // namespace ui
