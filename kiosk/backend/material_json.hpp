#pragma once

#include "kiosk/backend/json_reading.hpp"

namespace kiosk::backend {

[[nodiscard]] std::string read_material_kind(const Reading& json, const char* name);
[[nodiscard]] flow::Material read_material(const Reading& json);
/// Member "materials".
[[nodiscard]] std::vector<flow::Material> read_materials(const Reading& json);
[[nodiscard]] Backend::Letter read_letter(const Reading& json);

}  // namespace kiosk::backend
