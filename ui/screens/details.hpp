#pragma once

#include "ui/scene.hpp"

namespace ui {

/// ③: certificate, delivery, invoice and mailing on one page, then the same read-only (R18, R19).
Intent draw(const kiosk::flow::Details::State& state, Scene& scene);

}  // namespace ui
