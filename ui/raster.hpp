#pragma once

#include "ui/rect.hpp"

#include <cstdint>
#include <memory>
#include <vector>

struct ImDrawData;
struct SDL_Renderer;
struct SDL_Window;

namespace ui {

/// Brings ImGui's triangles to the window: by GPU where there is one, else by SDL's software
/// renderer into the window's surface, and then only inside the rectangles that changed.
class Raster {
public:
    /// Null when SDL offers neither; SDL_GetError says why.
    static std::unique_ptr<Raster> make(SDL_Window* window, bool software);
    ~Raster();
    Raster(const Raster&) = delete;
    Raster& operator=(const Raster&) = delete;

    SDL_Renderer* renderer() { return renderer_; }
    /// Returns the number of pixels drawn anew.
    std::uint64_t draw(const ImDrawData& data, const std::vector<Rect>& changed);
    /// What was drawn last, width × height × 3 bytes.
    std::vector<std::uint8_t> read(const ImDrawData* data);

    /// The window system asks for the picture again.
    void expose() { exposed_ = true; }
    void present_if_exposed();
    /// A GPU was asked for the picture again and has to draw it whole. Says so once.
    bool lost();

private:
    Raster(SDL_Window* window, SDL_Renderer* renderer, bool software);
    void draw_inside(const ImDrawData& data, const Rect& part);

    SDL_Window* window_;
    SDL_Renderer* renderer_;
    bool software_;
    bool exposed_ = false;
    std::vector<std::uint16_t> indices_;
};

}  // namespace ui
