#pragma once

#include "ui/rect.hpp"

#include <functional>
#include <map>
#include <tuple>

namespace ui {

/// Discs, rings and icons, rastered once into the font atlas and then drawn as images. SDL's
/// software renderer rounds the corners of triangles to whole pixels, so round things made of
/// triangles look chipped; images it copies, which is also faster. One for each ImGui context,
/// found through its UserData.
class Shapes {
public:
    enum class Kind { disc, outside, ring, icon };
    /// How much of the pixel with that middle is covered, 0–1.
    using Coverage = std::function<float(Point)>;
    /// What tells shapes of one kind apart, such as size and thickness in tenths of a pixel.
    using Key = std::tuple<Kind, int, int, int>;

    /// The shape as a square of `side` pixels; `coverage` is asked when the key is new.
    struct Baked {
        Rect uv;
        int side;
    };
    Baked get(const Key& key, int side, const Coverage& coverage);

    static Shapes& current();

private:
    std::map<Key, int> rects_;
};

}  // namespace ui
