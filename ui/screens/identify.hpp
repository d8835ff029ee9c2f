#pragma once

#include "ui/scene.hpp"

namespace ui {

/// Who is there: document number and SMS code (R16, R28, R30).
Intent draw(const kiosk::flow::Identify::State& state, Scene& scene);

}  // namespace ui
