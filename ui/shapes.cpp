#include "ui/shapes.hpp"

#include <algorithm>
#include <cmath>
#include <imgui.h>
#include <imgui_internal.h>

namespace ui {
namespace {

void fill(const ImFontAtlasRect& rect, const Shapes::Coverage& coverage) {
    auto* atlas = ImGui::GetIO().Fonts;
    auto* texture = atlas->TexData;
    for (int y = 0; y < rect.h; ++y) {
        auto* row = static_cast<unsigned char*>(texture->GetPixelsAt(rect.x, rect.y + y));
        for (int x = 0; x < rect.w; ++x) {
            const float part =
                coverage({static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F});
            const auto alpha =
                static_cast<unsigned char>(std::lround(std::clamp(part, 0.F, 1.F) * 255));
            auto* pixel = row + static_cast<std::ptrdiff_t>(x) * texture->BytesPerPixel;
            for (int c = 0; c + 1 < texture->BytesPerPixel; ++c) pixel[c] = 255;
            pixel[texture->BytesPerPixel - 1] = alpha;
        }
    }
    ImFontAtlasTextureBlockQueueUpload(atlas, texture, rect.x, rect.y, rect.w, rect.h);
}

}  // namespace

Shapes& Shapes::current() { return *static_cast<Shapes*>(ImGui::GetIO().UserData); }

Shapes::Baked Shapes::get(const Key& key, int side, const Coverage& coverage) {
    auto* atlas = ImGui::GetIO().Fonts;
    ImFontAtlasRect rect;
    const auto known = rects_.find(key);
    // The atlas moves its rectangles when it grows: always ask where they are.
    if (known == rects_.end() || !atlas->GetCustomRect(known->second, &rect)) {
        const auto id = atlas->AddCustomRect(side, side, &rect);
        if (id == ImFontAtlasRectId_Invalid) return {{}, side};
        rects_[key] = id;
        fill(rect, coverage);
    }
    return {{rect.uv0.x, rect.uv0.y, rect.uv1.x, rect.uv1.y}, side};
}

}  // namespace ui
