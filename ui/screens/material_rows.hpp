#pragma once

#include "ui/scene.hpp"

#include <optional>
#include <string>

namespace ui {

/// The materials this order needs (R20), each with its picture, how far it is, and what can be
/// done: photograph it (`materials.KIND.take`), take another (the same), or remove it
/// (`materials.KIND.remove`); the letter of authority is chosen (`materials.KIND.choose`). One row
/// is registered as `materials.KIND` with its state as text. `busy`: nothing can be touched.
Intent material_rows(Scene& scene, bool busy, const std::string& sending);

/// In the words of the list: "materials.state.received".
std::string state_key(const std::string& kind, const Scene& scene, const std::string& sending);

[[nodiscard]] Icon material_icon(const std::string& kind);

}  // namespace ui
