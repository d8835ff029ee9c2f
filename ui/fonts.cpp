#include "ui/fonts.hpp"

#include <fcntl.h>
#include <imgui.h>
#include <map>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ui {
namespace {

struct Mapped {
    void* bytes = nullptr;
    std::size_t size = 0;
};

std::map<std::string, Mapped>& mappings() {
    static std::map<std::string, Mapped> mapped;
    return mapped;
}

Mapped map_file(const std::string& path) {
    auto& mapped = mappings();
    if (const auto known = mapped.find(path); known != mapped.end()) return known->second;
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return {};
    struct stat about {};
    Mapped result;
    if (::fstat(file, &about) == 0 && about.st_size > 0) {
        result.size = static_cast<std::size_t>(about.st_size);
        result.bytes = ::mmap(nullptr, result.size, PROT_READ, MAP_PRIVATE, file, 0);
    }
    ::close(file);
    if (result.bytes == nullptr || result.bytes == MAP_FAILED) return {};
    mapped.emplace(path, result);
    return result;
}

}  // namespace

ImFont* load_font(const std::string& path, int face) {
    const Mapped file = map_file(path);
    if (file.bytes == nullptr) return nullptr;
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.FontNo = static_cast<ImU32>(face);
    // One sample a pixel on whole pixels: the software renderer then copies glyphs as they are.
    config.OversampleH = config.OversampleV = 1;
    config.PixelSnapH = true;
    return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(file.bytes, static_cast<int>(file.size), 0,
                                                      &config);
}

void release_font_pages() {
    for (const auto& [path, file] : mappings()) ::madvise(file.bytes, file.size, MADV_DONTNEED);
}

float capital_ratio(ImFont* font) {
    constexpr float size = 200;
    const auto* glyph = font->GetFontBaked(size)->FindGlyph('H');
    return (glyph->Y1 - glyph->Y0) / size;
}

}  // namespace ui
