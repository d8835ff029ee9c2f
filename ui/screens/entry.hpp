#pragma once

#include "ui/scene.hpp"

namespace ui {

/// From the touched start screen to an order: channel, services, 核验方式, agreements (R1–R7).
Intent draw(const kiosk::flow::Entry::State& state, Scene& scene);

}  // namespace ui
