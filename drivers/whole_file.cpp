#include "drivers/whole_file.hpp"

#include <fstream>

namespace drivers {

bool write_whole(const std::filesystem::path& path, std::string_view contents) {
    const std::filesystem::path fresh = path.string() + ".new";
    std::ofstream file(fresh, std::ios::trunc | std::ios::binary);
    file << contents;
    file.close();
    std::error_code failed;
    if (file) std::filesystem::rename(fresh, path, failed);
    return file && !failed;
}

}  // namespace drivers
