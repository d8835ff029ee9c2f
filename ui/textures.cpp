#include "ui/textures.hpp"

#include <SDL.h>
#include <algorithm>
#include <vector>

namespace ui {
namespace {

/// Source pixels under one target pixel.
struct Span {
    std::size_t first, count;
};

std::vector<Span> spans(int target, int source) {
    std::vector<Span> result;
    for (std::int64_t i = 0; i < target; ++i) {
        const auto from = i * source / target;
        const auto to = ((i + 1) * source + target - 1) / target;
        result.push_back({static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)});
    }
    return result;
}

std::uint32_t average(const std::uint8_t* corner, std::size_t pitch, std::size_t across,
                      std::size_t down) {
    std::uint32_t r = 0, g = 0, b = 0;
    for (std::size_t y = 0; y < down; ++y, corner += pitch)
        for (std::size_t x = 0; x < across; ++x) {
            r += corner[x * 3];
            g += corner[x * 3 + 1];
            b += corner[x * 3 + 2];
        }
    const auto n = static_cast<std::uint32_t>(across * down);
    return r / n << 16 | g / n << 8 | b / n;
}

/// Shrinks by averaging what lies under each pixel, so that fine print stays readable.
std::vector<std::uint32_t> shrunk(const Image& image, int width, int height) {
    const auto columns = spans(width, image.width), rows = spans(height, image.height);
    const std::size_t pitch = static_cast<std::size_t>(image.width) * 3;
    std::vector<std::uint32_t> pixels;
    pixels.reserve(columns.size() * rows.size());
    for (const auto& row : rows) {
        const auto* line = image.rgb.data() + row.first * pitch;
        for (const auto& column : columns)
            pixels.push_back(average(line + column.first * 3, pitch, column.count, row.count));
    }
    return pixels;
}

/// Enlarges by repeating: a live picture is drawn many times a second.
std::vector<std::uint32_t> enlarged(const Image& image, int width, int height) {
    const auto columns = spans(width, image.width), rows = spans(height, image.height);
    const std::size_t across = columns.size();
    std::vector<std::uint32_t> pixels(across * rows.size());
    auto* to = pixels.data();
    for (std::size_t y = 0; y < rows.size(); ++y, to += across) {
        if (y > 0 && rows[y].first == rows[y - 1].first) {
            std::copy_n(to - across, across, to);
            continue;
        }
        const auto* line =
            image.rgb.data() + rows[y].first * static_cast<std::size_t>(image.width) * 3;
        const auto* column = columns.data();
        for (auto* pixel = to; pixel != to + across; ++pixel, ++column) {
            const auto* from = line + column->first * 3;
            *pixel = static_cast<std::uint32_t>(from[0] << 16 | from[1] << 8 | from[2]);
        }
    }
    return pixels;
}

}  // namespace

Textures::Textures(SDL_Renderer* renderer) : renderer_(renderer) {}

Textures::~Textures() {
    for (auto& [key, entry] : entries_) SDL_DestroyTexture(entry.handle);
}

SDL_Texture* Textures::scaled(const Image& image, int width, int height) {
    if (!image.valid() || width <= 0 || height <= 0) return nullptr;
    auto& entry = entries_[{image.key, width, height}];
    entry.used = true;
    if (entry.handle == nullptr) {
        entry.handle = SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_RGB888,
                                         SDL_TEXTUREACCESS_STATIC, width, height);
        if (entry.handle == nullptr) return nullptr;
        SDL_SetTextureBlendMode(entry.handle, SDL_BLENDMODE_NONE);
    }
    if (entry.revision == image.revision) return entry.handle;
    const bool larger = width >= image.width && height >= image.height;
    const auto pixels = larger ? enlarged(image, width, height) : shrunk(image, width, height);
    SDL_UpdateTexture(entry.handle, nullptr, pixels.data(), width * 4);
    entry.revision = image.revision;
    entry.upload = ++uploads_;
    return entry.handle;
}

std::uint64_t Textures::revision_of(const SDL_Texture* handle) const {
    for (const auto& [key, entry] : entries_)
        if (entry.handle == handle) return entry.upload;
    return 0;
}

void Textures::begin_frame() {
    for (auto& [key, entry] : entries_) entry.used = false;
}

void Textures::forget_unused() {
    std::erase_if(entries_, [](auto& item) {
        if (item.second.used) return false;
        SDL_DestroyTexture(item.second.handle);
        return true;
    });
}

}  // namespace ui
