#include "ui/raster.hpp"

#include <SDL.h>
#include <algorithm>
#include <cmath>
#include <imgui.h>
#include <string_view>
#include <utility>

namespace ui {
namespace {

/// A GL that runs on the processor is slower than SDL's own software renderer.
bool emulated_gl() {
    using GetString = const unsigned char* (*)(unsigned);
    const auto get = reinterpret_cast<GetString>(SDL_GL_GetProcAddress("glGetString"));
    if (get == nullptr) return false;
    constexpr unsigned gl_renderer = 0x1F01;
    const auto* name = get(gl_renderer);
    if (name == nullptr) return false;
    const std::string_view text = reinterpret_cast<const char*>(name);
    return text.find("llvmpipe") != text.npos || text.find("softpipe") != text.npos ||
           text.find("swrast") != text.npos;
}

SDL_Renderer* accelerated(SDL_Window* window) {
    auto* renderer = SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED);
    if (renderer != nullptr && emulated_gl()) {
        SDL_DestroyRenderer(renderer);
        return nullptr;
    }
    return renderer;
}

bool touches(const Rect& part, const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
    return std::min({a.pos.x, b.pos.x, c.pos.x}) < part.right &&
           std::max({a.pos.x, b.pos.x, c.pos.x}) > part.left &&
           std::min({a.pos.y, b.pos.y, c.pos.y}) < part.bottom &&
           std::max({a.pos.y, b.pos.y, c.pos.y}) > part.top;
}

SDL_Rect sdl_rect(const Rect& r) {
    return {static_cast<int>(r.left), static_cast<int>(r.top), static_cast<int>(r.width()),
            static_cast<int>(r.height())};
}

}  // namespace

std::unique_ptr<Raster> Raster::make(SDL_Window* window, bool software) {
    if (!software)
        if (auto* renderer = accelerated(window))
            return std::unique_ptr<Raster>(new Raster(window, renderer, false));
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    auto* surface = SDL_GetWindowSurface(window);
    if (surface == nullptr) return nullptr;
    auto* renderer = SDL_CreateSoftwareRenderer(surface);
    if (renderer == nullptr) return nullptr;
    return std::unique_ptr<Raster>(new Raster(window, renderer, true));
}

Raster::Raster(SDL_Window* window, SDL_Renderer* renderer, bool software)
    : window_(window), renderer_(renderer), software_(software) {}

Raster::~Raster() { SDL_DestroyRenderer(renderer_); }

void Raster::draw_inside(const ImDrawData& data, const Rect& part) {
    const SDL_Rect ground = sdl_rect(part);
    SDL_RenderSetClipRect(renderer_, nullptr);
    SDL_SetRenderDrawColor(renderer_, 0, 0, 0, 255);
    SDL_RenderFillRect(renderer_, &ground);
    for (const auto* list : data.CmdLists) {
        for (const auto& command : list->CmdBuffer) {
            const Rect clip =
                Rect{command.ClipRect.x, command.ClipRect.y, command.ClipRect.z, command.ClipRect.w}
                    .within(part);
            if (clip.right - clip.left < 1 || clip.bottom - clip.top < 1) continue;
            const auto* vertices = list->VtxBuffer.Data + command.VtxOffset;
            const auto* indices = list->IdxBuffer.Data + command.IdxOffset;
            indices_.clear();
            for (unsigned i = 0; i + 2 < command.ElemCount; i += 3)
                if (touches(clip, vertices[indices[i]], vertices[indices[i + 1]],
                            vertices[indices[i + 2]]))
                    indices_.insert(indices_.end(), indices + i, indices + i + 3);
            if (indices_.empty()) continue;
            const SDL_Rect cut = sdl_rect(clip);
            SDL_RenderSetClipRect(renderer_, &cut);
            auto* texture =
                reinterpret_cast<SDL_Texture*>(static_cast<std::intptr_t>(command.GetTexID()));
            SDL_RenderGeometryRaw(renderer_, texture, &vertices->pos.x, sizeof(ImDrawVert),
                                  reinterpret_cast<const SDL_Color*>(&vertices->col),
                                  sizeof(ImDrawVert), &vertices->uv.x, sizeof(ImDrawVert),
                                  list->VtxBuffer.Size - static_cast<int>(command.VtxOffset),
                                  indices_.data(), static_cast<int>(indices_.size()),
                                  sizeof(std::uint16_t));
        }
    }
}

std::uint64_t Raster::draw(const ImDrawData& data, const std::vector<Rect>& changed) {
    const Rect whole{0, 0, data.DisplaySize.x, data.DisplaySize.y};
    // A GPU swaps buffers, so all of the picture is due; it does not mind.
    const auto parts = software_ ? changed : std::vector<Rect>{whole};
    std::uint64_t pixels = 0;
    for (const auto& part : parts) {
        draw_inside(data, part);
        pixels += static_cast<std::uint64_t>(part.width() * part.height());
    }
    SDL_RenderSetClipRect(renderer_, nullptr);
    exposed_ = false;
    if (!software_) {
        SDL_RenderPresent(renderer_);
        return pixels;
    }
    SDL_RenderFlush(renderer_);
    std::vector<SDL_Rect> rects;
    for (const auto& part : parts) rects.push_back(sdl_rect(part));
    SDL_UpdateWindowSurfaceRects(window_, rects.data(), static_cast<int>(rects.size()));
    return pixels;
}

std::vector<std::uint8_t> Raster::read(const ImDrawData* data) {
    int width = 0, height = 0;
    SDL_GetWindowSize(window_, &width, &height);
    std::vector<std::uint8_t> rgb(static_cast<std::size_t>(width) *
                                  static_cast<std::size_t>(height) * 3);
    // The back buffer of a GPU is undefined after a swap: draw once more, then read.
    if (!software_ && data != nullptr)
        draw_inside(*data, {0, 0, data->DisplaySize.x, data->DisplaySize.y});
    SDL_RenderSetClipRect(renderer_, nullptr);
    SDL_RenderReadPixels(renderer_, nullptr, SDL_PIXELFORMAT_RGB24, rgb.data(), width * 3);
    return rgb;
}

void Raster::present_if_exposed() {
    if (!std::exchange(exposed_, false) || !software_) return;
    SDL_UpdateWindowSurface(window_);
}

bool Raster::lost() { return !software_ && std::exchange(exposed_, false); }

}  // namespace ui
