#pragma once

#include "ui/scene.hpp"

namespace ui {

Intent draw(const kiosk::flow::Replacement::State& state, Scene& scene);

}  // namespace ui
