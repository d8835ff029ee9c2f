#pragma once

#include "ui/scene.hpp"

namespace ui {

Intent draw(const kiosk::flow::Renewal::State& state, Scene& scene);

}  // namespace ui
