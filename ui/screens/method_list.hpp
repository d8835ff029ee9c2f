#pragma once

#include "ui/scene.hpp"

#include <optional>

namespace ui {

/// The channel's verification methods (R5): what to bring, how it goes, time, price and when the
/// key comes. Ids `entry.method.NAME`. The one touched.
std::optional<kiosk::flow::Method> method_choice(Scene& scene,
                                                 std::optional<kiosk::flow::Method> chosen);

/// What to do when the legal representative is not here.
void method_absent(Scene& scene, kiosk::flow::Method method);

/// The list to take along: as a QR code that holds its text, and to read.
void method_checklist(Scene& scene, kiosk::flow::Method method);

/// "entry.method.lr_face.title" in words.
const std::string& method_title(const Scene& scene, kiosk::flow::Method method);

}  // namespace ui
