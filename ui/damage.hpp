#pragma once

#include "ui/rect.hpp"

#include <cstdint>
#include <functional>
#include <vector>

struct ImDrawData;
struct ImDrawCmd;

namespace ui {

/// Finds what changed between two frames without comparing pixels: every tile of the panel keeps a
/// hash of the triangles that touch it, in their order. UI thread only.
class Damage {
public:
    Damage(int width, int height);

    /// Tells contents of one texture apart (a preview's frames).
    using Revision = std::function<std::uint64_t(const ImDrawCmd&)>;

    /// Rectangles that differ from the frame seen last, in pixels; none when nothing does.
    std::vector<Rect> changed(const ImDrawData& frame, const Revision& revision);
    /// The next frame differs everywhere.
    void invalidate();

private:
    void add(const ImDrawData& frame, const Revision& revision);
    void add_triangle(Rect covered, std::uint64_t hash);
    std::vector<Rect> merged(const std::vector<bool>& dirty) const;
    Rect rect_of(int left, int top, int right, int bottom) const;

    static constexpr int tile = 40;
    int width_, height_, across_, down_;
    std::vector<std::uint64_t> now_, before_;
    bool all_ = true;
};

}  // namespace ui
