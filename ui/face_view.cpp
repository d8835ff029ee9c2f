#include "ui/face_view.hpp"

#include "kiosk/pictures.hpp"
#include "ui/paint.hpp"

#include <algorithm>
#include <cmath>
#include <imgui.h>
#include <numbers>

namespace ui {
namespace {

constexpr auto ground = static_cast<Color>(0x101822ff);
constexpr auto faint = static_cast<Color>(0xffffff50);
constexpr auto green = static_cast<Color>(0x37d67aff);

/// `part` of an upright ellipse, clockwise from its top.
void oval(Point centre, float half_width, float half_height, float part, Color color,
          float thickness) {
    const int steps = std::max(1, static_cast<int>(std::lround(72 * part)));
    auto* list = ImGui::GetWindowDrawList();
    for (int i = 0; i <= steps; ++i) {
        const float angle = turn * part * static_cast<float>(i) / static_cast<float>(steps);
        list->PathLineTo(
            {centre.x + half_width * std::sin(angle), centre.y - half_height * std::cos(angle)});
    }
    list->PathStroke(packed(color), 0, thickness);
}

void arrow(Canvas& canvas, Rect square, FaceView::Arrow where) {
    const float size = canvas.mm(13);
    const Point m = square.centre();
    const float reach = kiosk::FaceOval::half_width * square.width();
    auto* list = ImGui::GetWindowDrawList();
    const auto draw = [&](Point tip, Point across, Point along) {
        list->AddTriangleFilled(
            {tip.x, tip.y}, {tip.x - along.x + across.x, tip.y - along.y + across.y},
            {tip.x - along.x - across.x, tip.y - along.y - across.y}, packed(green));
    };
    if (where == FaceView::Arrow::left)
        draw({m.x - reach - size * 0.7F, m.y}, {0, size}, {-size, 0});
    if (where == FaceView::Arrow::right)
        draw({m.x + reach + size * 0.7F, m.y}, {0, size}, {size, 0});
    if (where == FaceView::Arrow::down)
        draw({m.x, m.y + kiosk::FaceOval::half_height * square.height()}, {size, 0}, {0, size});
}

/// Large, in the lower part of the picture, each in a place of its own.
void digits(Canvas& canvas, Rect square, const FaceView& view) {
    if (view.digits.empty()) return;
    const float pitch = canvas.mm(24), half = pitch * static_cast<float>(view.digits.size()) / 2;
    const float y = square.bottom - canvas.mm(22);
    const Rect pill{square.centre().x - half - canvas.mm(4), y - canvas.mm(13),
                    square.centre().x + half + canvas.mm(4), y + canvas.mm(13)};
    box(pill, static_cast<Color>(0x101822e6), canvas.mm(13));
    for (std::size_t i = 0; i < view.digits.size(); ++i) {
        const bool now = view.digit == i;
        const bool over = view.digit && i < *view.digit;
        auto words = bold(canvas, TextRole::headline, now ? green : over ? faint : white);
        if (now) words.size *= 1.35F;
        text(words, pill.left + canvas.mm(4) + pitch * (static_cast<float>(i) + 0.5F), y,
             view.digits.substr(i, 1), 0.5F);
    }
    canvas.note(view.id + ".digits", pill, view.digits);
}

}  // namespace

void face_view(Canvas& canvas, const FaceView& view) {
    const float height = view.height > 0 ? view.height : std::max(canvas.mm(80), canvas.room());
    const Rect area = canvas.take(std::floor(height));
    box(area, ground);
    const float side = std::floor(std::min(area.width(), area.height()));
    const float left = std::round(area.centre().x - side / 2);
    const float top = std::round(area.centre().y - side / 2);
    const Rect square{left, top, left + side, top + side};
    if (view.image && view.image->valid()) {
        image(square, canvas.textures().scaled(*view.image, static_cast<int>(side),
                                               static_cast<int>(side)));
    } else {
        text_in(canvas, type(canvas, TextRole::body, white), square.shrunk(canvas.mm(20)),
                view.empty_text);
    }
    const float half_width = kiosk::FaceOval::half_width * side;
    const float half_height = kiosk::FaceOval::half_height * side;
    const Point middle{square.left + kiosk::FaceOval::centre_x * side,
                       square.top + kiosk::FaceOval::centre_y * side};
    oval(middle, half_width, half_height, 1, view.fits ? faded(green, 0.45F) : faint,
         canvas.mm(2.2));
    if (view.progress > 0)
        oval(middle, half_width + canvas.mm(4), half_height + canvas.mm(4),
             std::min(1.F, view.progress), green, canvas.mm(3));
    arrow(canvas, square, view.arrow);
    digits(canvas, square, view);
    round_corners(area, canvas.mm(6), canvas.theme().palette.paper);
    canvas.note(view.id, area, "", {.checked = view.fits});
}

}  // namespace ui
