#pragma once

#include "ui/scene.hpp"

namespace ui {

/// ②: how the data come in, the form, the code, and the other ways when one fails (R17).
Intent draw(const kiosk::flow::Agent::State& state, Scene& scene);

}  // namespace ui
