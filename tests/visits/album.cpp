#include "tests/visits/album.hpp"

#include "drivers/image.hpp"

#include <fstream>

namespace visits {

Album::Album(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    for (const auto& entry : std::filesystem::directory_iterator(folder_))
        if (entry.path().extension() == ".png") std::filesystem::remove(entry.path());
}

void Album::look(Visitor& visitor) {
    const auto page = visitor.page();
    if (page != page_) {
        keep();
        page_ = page;
        drawn_ = 0;
    }
    const auto drawn = visitor.terminal().window().counts().drawn;
    if (drawn == drawn_) return;
    drawn_ = drawn;
    latest_ = visitor.terminal().window().screenshot();
}

void Album::close() {
    keep();
    page_.clear();
}

void Album::keep() {
    if (page_.empty() || latest_.rgb.empty()) return;
    char number[8];
    std::snprintf(number, sizeof number, "%02d-", ++pages_);
    write_png(folder_ / (number + page_ + ".png"), latest_);
}

bool write_png(const std::filesystem::path& file, const ui::Screenshot& shot) {
    const auto png = drivers::encode_png({shot.width, shot.height, shot.rgb});
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
    return out.good();
}

}  // namespace visits
