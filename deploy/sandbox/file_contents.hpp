#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace sandbox {

/// All of the file's bytes; none when it cannot be read.
[[nodiscard]] inline std::string file_contents(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace sandbox
