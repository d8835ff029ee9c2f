#pragma once

#include "ui/scene.hpp"

namespace ui {

Intent draw(const kiosk::flow::View::State& state, Scene& scene);

}  // namespace ui
