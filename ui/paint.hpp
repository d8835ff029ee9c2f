#pragma once

#include "ui/rect.hpp"
#include "ui/theme.hpp"

#include <cstdint>
#include <numbers>
#include <string>
#include <string_view>
#include <vector>

struct SDL_Texture;

namespace ui {

class Canvas;

constexpr auto white = static_cast<Color>(0xffffffff);
constexpr float turn = 2 * std::numbers::pi_v<float>;

/// As draw lists take it (IM_COL32).
[[nodiscard]] std::uint32_t packed(Color color);

// Strokes and letters on the current window's draw list. Large areas are drawn as plain rectangles
// with separate corners, because the software renderer fills rectangles by rows and triangles by
// the pixel.

Color faded(Color color, float alpha);
void box(Rect rect, Color color, float radius = 0);
/// A box with a border inside its edge.
void framed(Rect rect, Color fill, Color border, float thickness, float radius);
void line(Point from, Point to, Color color, float thickness);
void disc(Point centre, float radius, Color color);
/// `from` and `to` in turns, clockwise from the top.
void ring(Point centre, float radius, float thickness, Color color, float from = 0, float to = 1);
void polygon(const std::vector<Point>& corners, Color color, float thickness);
void image(Rect rect, SDL_Texture* texture);
/// Covers the corners of something square with the colour of its ground.
void round_corners(Rect rect, float radius, Color ground);

/// A font at a size and in a colour.
struct Type {
    ImFont* font;
    float size;
    Color color;
};
Type type(const Canvas& canvas, TextRole role, Color color);
Type bold(const Canvas& canvas, TextRole role, Color color);

float text_width(const Type& type, std::string_view text);
/// One line; `x` and `centre_y` place its anchor: 0 left, 0.5 middle, 1 right. Hanzi stand in the
/// middle of `centre_y`.
void text(const Type& type, float x, float centre_y, std::string_view text, float anchor = 0);
/// The same type in a size in which `text` fits `width`, but not below `smallest`.
Type fitted(Type type, std::string_view text, float width, float smallest);
/// Lines as Chinese is broken: between any two hanzi, not before closing nor after opening marks;
/// Latin words and numbers stay whole where they fit.
std::vector<std::string_view> wrapped(const Type& type, std::string_view text, float width);
float line_height(const Type& type);
/// Draws the lines from `top`; returns their height. `anchor` as for `text`, within the width.
float text_block(const Type& type, Rect area, const std::vector<std::string_view>& lines,
                 float anchor = 0);
/// In the middle of the rectangle: one line, smaller, then two lines of whole words, then cut with
/// an ellipsis.
void text_in(Canvas& canvas, Type type, Rect rect, std::string_view text, float anchor = 0.5F);
/// Cut with an ellipsis where it does not fit, which the registry is told.
std::string shortened(Canvas& canvas, const Type& type, std::string_view text, float width);

/// Length in bytes of the UTF-8 character at `at`.
std::size_t character_length(std::string_view text, std::size_t at);

}  // namespace ui
