#pragma once

#include "drivers/device.hpp"

#include <filesystem>
#include <string_view>

namespace drivers {

/// By renaming, so that nobody reads half a file; false when the disk refuses.
[[nodiscard]] bool write_whole(const std::filesystem::path& path, std::string_view contents);
[[nodiscard]] inline bool write_whole(const std::filesystem::path& path, const Bytes& contents) {
    return write_whole(path, {reinterpret_cast<const char*>(contents.data()), contents.size()});
}

}  // namespace drivers
