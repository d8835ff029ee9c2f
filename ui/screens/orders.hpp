#pragma once

#include "ui/scene.hpp"

namespace ui {

/// 订单管理 (R30–R33): two lists, one order, and once more before it is cancelled. Buttons
/// `orders.ORDER.continue`, `.collect`, `.view`; personal data masked.
Intent draw(const kiosk::flow::Orders::State& state, Scene& scene);

}  // namespace ui
