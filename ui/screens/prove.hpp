#pragma once

#include "ui/scene.hpp"

namespace ui {

Intent draw(const kiosk::flow::Prove::State& state, Scene& scene);

}  // namespace ui
