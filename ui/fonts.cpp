#include "ui/fonts.hpp"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <imgui.h>
#include <map>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ui {
namespace {

struct Mapped {
    void* bytes = nullptr;
    std::size_t size = 0;
};

std::map<std::string, Mapped>& mapped_files() {
    static std::map<std::string, Mapped> mapped;
    return mapped;
}

Mapped map_file(const std::string& path) {
    auto& mapped = mapped_files();
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

/// By its first four bytes (OpenType 1.9, "Organization of an OpenType Font"); the atlas does not
/// survive anything else.
bool is_font(const Mapped& file) {
    constexpr std::array<std::string_view, 4> tags{"ttcf", "OTTO", "true",
                                                   std::string_view("\0\1\0\0", 4)};
    if (file.size < 12) return false;
    const std::string_view begin(static_cast<const char*>(file.bytes), 4);
    return std::ranges::find(tags, begin) != tags.end();
}

}  // namespace

ImFont* load_font(const std::string& path, int face) {
    const Mapped file = map_file(path);
    if (!is_font(file)) return nullptr;
    ImFontConfig config;
    config.FontNo = static_cast<ImU32>(face);
    // One sample a pixel on whole pixels: the software renderer then copies glyphs as they are.
    config.OversampleH = config.OversampleV = 1;
    config.PixelSnapH = true;
    auto* atlas = ImGui::GetIO().Fonts;
    auto* font = atlas->AddFontFromMemoryTTF(file.bytes, static_cast<int>(file.size), 0, &config);
    // Told beforehand that the bytes are not its own, the atlas would copy all of them.
    if (font != nullptr) atlas->Sources.back().FontDataOwnedByAtlas = false;
    return font;
}

void release_font_pages() {
    for (const auto& [path, file] : mapped_files()) ::madvise(file.bytes, file.size, MADV_DONTNEED);
}

float capital_ratio(ImFont* font) {
    constexpr float size = 200;
    const auto* glyph = font->GetFontBaked(size)->FindGlyph('H');
    return (glyph->Y1 - glyph->Y0) / size;
}

}  // namespace ui
