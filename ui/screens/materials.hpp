#pragma once

#include "ui/scene.hpp"

namespace ui {

/// ④: the list, the customer's phone, the letter of authority, the signature (R20–R22).
Intent draw(const kiosk::flow::Materials::State& state, Scene& scene);

}  // namespace ui
