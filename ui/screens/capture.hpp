#pragma once

#include "ui/scene.hpp"

namespace ui {

/// Documents under the camera (R9, R10): live picture with outline and one instruction, the photo
/// while it is read, what was read, and why a photo will not do. Photos `capture.preview` and
/// `capture.photo`, chips `capture.chip.MATERIAL`.
Intent draw(const kiosk::flow::Capturing& capturing, Scene& scene);

}  // namespace ui
