#pragma once

#include "tests/visits/visitor.hpp"

#include <filesystem>
#include <string>

namespace visits {

/// Keeps a picture of every screen a visitor passes, as it looked last: NN-state.png.
class Album {
public:
    explicit Album(std::filesystem::path folder);
    void look(Visitor& visitor);
    /// Writes the last one.
    void close();
    int pages() const { return pages_; }

private:
    void keep();

    std::filesystem::path folder_;
    std::string page_;
    ui::Screenshot latest_;
    std::uint64_t drawn_ = 0;
    int pages_ = 0;
};

/// Writes pixels as PNG.
bool write_png(const std::filesystem::path& file, const ui::Screenshot& shot);

}  // namespace visits
