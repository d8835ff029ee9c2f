#pragma once

#include <filesystem>

namespace kiosk {

/// Where the models lie: as the environment's `variable` says; else `usual` in the nearest folder
/// above the program, as set-up puts them into the source tree and the program is built inside it.
[[nodiscard]] std::filesystem::path model_folder(const char* variable, std::filesystem::path usual);

}  // namespace kiosk
