#pragma once

#include "ui/scene.hpp"

namespace ui {

/// The dialogues that may lie over any page: idle warning, leaving, help, staff called.
Intent draw_dialogue(const kiosk::flow::Dialogue& dialogue, Scene& scene);

}  // namespace ui
