#pragma once

#include "ui/scene.hpp"

namespace ui {

/// A face verified live: consent, the camera's picture with one instruction, the result (R40–R46).
Intent draw(const kiosk::flow::Face::State& state, Scene& scene);

}  // namespace ui
