#include "kiosk/model_folder.hpp"

#include <cstdlib>

namespace kiosk {

namespace fs = std::filesystem;

fs::path model_folder(const char* variable, fs::path usual) {
    if (const char* set = std::getenv(variable)) return set;
    std::error_code error;
    for (auto from = fs::read_symlink("/proc/self/exe", error).parent_path();
         from.has_relative_path(); from = from.parent_path())
        if (fs::is_directory(from / usual, error)) return from / usual;
    return usual;
}

}  // namespace kiosk
