#include "ui/paint.hpp"

#include "ui/canvas.hpp"
#include "ui/shapes.hpp"

#include <algorithm>
#include <cmath>
#include <imgui.h>
#include <numbers>

namespace ui {
namespace {

ImVec2 vec(Point p) { return {p.x, p.y}; }

ImDrawList* list() { return ImGui::GetWindowDrawList(); }

float part_of(float distance, float edge) { return edge - distance + 0.5F; }

Shapes::Baked baked_disc(int side, Shapes::Kind kind) {
    const float half = static_cast<float>(side) / 2;
    return Shapes::current().get({kind, side, 0, 0}, side, [=](Point p) {
        const float inside = part_of(std::hypot(p.x - half, p.y - half), half);
        return kind == Shapes::Kind::disc ? inside : 1 - std::clamp(inside, 0.F, 1.F);
    });
}

/// With a pixel to spare on each side, as the renderer drops the last row of a triangle.
Shapes::Baked baked_ring(int side, float thickness) {
    const float half = static_cast<float>(side) / 2, radius = half - 1;
    const int tenths = static_cast<int>(std::lround(thickness * 10));
    return Shapes::current().get({Shapes::Kind::ring, side, tenths, 0}, side, [=](Point p) {
        const float d = std::hypot(p.x - half, p.y - half);
        return std::min(part_of(d, radius), d - (radius - thickness) + 0.5F);
    });
}

ImTextureRef atlas() { return ImGui::GetIO().Fonts->TexRef; }

/// The shape, or the part of it between two corners given in halves of its side.
void stamp(const Shapes::Baked& shape, Point at, Color color, Rect part = {0, 0, 2, 2}) {
    const float half = static_cast<float>(shape.side) / 2;
    const float u = shape.uv.width() / 2, v = shape.uv.height() / 2;
    list()->AddImage(atlas(), {at.x + part.left * half, at.y + part.top * half},
                     {at.x + part.right * half, at.y + part.bottom * half},
                     {shape.uv.left + part.left * u, shape.uv.top + part.top * v},
                     {shape.uv.left + part.right * u, shape.uv.top + part.bottom * v},
                     packed(color));
}

/// The four quarters of a disc (or of what is outside it) in the corners of a rectangle.
void corners(const Rect& r, float k, Shapes::Kind kind, Color color) {
    const auto shape = baked_disc(static_cast<int>(k) * 2, kind);
    const float right = r.right - 2 * k, bottom = r.bottom - 2 * k;
    stamp(shape, {r.left, r.top}, color, {0, 0, 1, 1});
    stamp(shape, {right, r.top}, color, {1, 0, 2, 1});
    stamp(shape, {r.left, bottom}, color, {0, 1, 1, 2});
    stamp(shape, {right, bottom}, color, {1, 1, 2, 2});
}

/// Where a ray from the middle of a square leaves it, in whole pixels from its corner.
Point on_edge(float turns, float side) {
    const float a = (turns - 0.25F) * turn, x = std::cos(a), y = std::sin(a);
    const float reach = side / 2 / std::max(std::abs(x), std::abs(y));
    return {std::round(side / 2 + x * reach), std::round(side / 2 + y * reach)};
}

/// The part of a square between two directions, as a fan of triangles of its texture.
void sector(const Shapes::Baked& shape, Point at, ImU32 color, float from, float to) {
    const auto side = static_cast<float>(shape.side);
    std::vector<Point> points{{std::round(side / 2), std::round(side / 2)}, on_edge(from, side)};
    for (int eighth = 1; eighth < 16; eighth += 2) {
        const float corner = static_cast<float>(eighth) / 8;
        if (corner > from && corner < to) points.push_back(on_edge(corner, side));
    }
    points.push_back(on_edge(to, side));
    auto* d = list();
    const int triangles = static_cast<int>(points.size()) - 2;
    d->PrimReserve(triangles * 3, static_cast<int>(points.size()));
    const unsigned first = d->_VtxCurrentIdx;
    for (const auto p : points)
        d->PrimWriteVtx({at.x + p.x, at.y + p.y},
                        {shape.uv.left + shape.uv.width() * p.x / side,
                         shape.uv.top + shape.uv.height() * p.y / side},
                        color);
    for (int i = 0; i < triangles; ++i)
        for (const int corner : {0, i + 1, i + 2})
            d->PrimWriteIdx(static_cast<ImDrawIdx>(first + static_cast<unsigned>(corner)));
}

void plain(float left, float top, float right, float bottom, ImU32 color) {
    if (right > left && bottom > top) list()->AddRectFilled({left, top}, {right, bottom}, color);
}

Rect whole(Rect r) {
    return {std::round(r.left), std::round(r.top), std::round(r.right), std::round(r.bottom)};
}

}  // namespace

std::uint32_t packed(Color color) {
    const auto c = static_cast<std::uint32_t>(color);
    return IM_COL32(c >> 24 & 255, c >> 16 & 255, c >> 8 & 255, c & 255);
}

Color faded(Color color, float alpha) {
    const auto c = static_cast<std::uint32_t>(color);
    const auto a = static_cast<std::uint32_t>(static_cast<float>(c & 255) * alpha);
    return static_cast<Color>((c & ~255U) | a);
}

void box(Rect rect, Color color, float radius) {
    const Rect r = whole(rect);
    const ImU32 c = packed(color);
    const float k = std::floor(std::min({radius, r.width() / 2, r.height() / 2}));
    if (k < 1) return plain(r.left, r.top, r.right, r.bottom, c);
    plain(r.left + k, r.top, r.right - k, r.top + k, c);
    plain(r.left, r.top + k, r.right, r.bottom - k, c);
    plain(r.left + k, r.bottom - k, r.right - k, r.bottom, c);
    corners(r, k, Shapes::Kind::disc, color);
}

void framed(Rect rect, Color fill, Color border, float thickness, float radius) {
    box(rect, border, radius);
    box(whole(rect).shrunk(thickness), fill, radius - thickness);
}

void line(Point from, Point to, Color color, float thickness) {
    if (from.y == to.y) {
        const float top = std::round(from.y - thickness / 2);
        return plain(std::round(from.x), top, std::round(to.x), top + std::round(thickness),
                     packed(color));
    }
    list()->AddLine(vec(from), vec(to), packed(color), thickness);
}

void disc(Point centre, float radius, Color color) {
    const int side = std::max(2, static_cast<int>(std::lround(radius * 2)));
    const float half = static_cast<float>(side) / 2;
    stamp(baked_disc(side, Shapes::Kind::disc),
          {std::round(centre.x - half), std::round(centre.y - half)}, color);
}

void ring(Point centre, float radius, float thickness, Color color, float from, float to) {
    const int side = std::max(4, static_cast<int>(std::lround(radius * 2))) + 2;
    const float half = static_cast<float>(side) / 2;
    const auto shape = baked_ring(side, thickness);
    const Point at{std::round(centre.x - half), std::round(centre.y - half)};
    if (to - from >= 1)
        stamp(shape, at, color);
    else
        sector(shape, at, packed(color), from, to);
}

void polygon(const std::vector<Point>& corners, Color color, float thickness) {
    for (const auto& corner : corners) list()->PathLineTo(vec(corner));
    list()->PathStroke(packed(color), ImDrawFlags_Closed, thickness);
    for (const auto& corner : corners) disc(corner, thickness / 2, color);
}

void image(Rect rect, SDL_Texture* texture) {
    if (texture == nullptr) return;
    const auto id = static_cast<ImTextureID>(reinterpret_cast<std::intptr_t>(texture));
    list()->AddImage(ImTextureRef(id), {rect.left, rect.top}, {rect.right, rect.bottom});
}

void round_corners(Rect rect, float radius, Color ground) {
    corners(whole(rect), std::floor(radius), Shapes::Kind::outside, ground);
}

Type type(const Canvas& canvas, TextRole role, Color color) {
    return {canvas.theme().font(role), canvas.theme().font_size(role), color};
}

Type bold(const Canvas& canvas, TextRole role, Color color) {
    return {canvas.theme().bold(), canvas.theme().font_size(role), color};
}

void text(const Type& type, float x, float centre_y, std::string_view words, float anchor) {
    if (words.empty()) return;
    // Noto's ideographs stand 0.78 em below the top of a line that is 1.448 em high.
    constexpr float middle = 0.78F / 1.448F;
    if (anchor > 0) x -= text_width(type, words) * anchor;
    list()->AddText(type.font, type.size,
                    {std::round(x), std::round(centre_y - middle * type.size)}, packed(type.color),
                    words.data(), words.data() + words.size());
}

}  // namespace ui
