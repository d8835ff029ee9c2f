#include "ui/icons.hpp"

#include "ui/shapes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <imgui.h>
#include <string_view>
#include <utility>
#include <vector>

namespace ui {
namespace {

// Each icon on a grid of 24 × 24. M move, L line, Z close, B cubic curve, O circle (x y r),
// D disc (x y r), R rounded rectangle (x y w h r), A arc (x y r from to, in twelfths of a turn
// clockwise from three o'clock).
std::string_view path_of(Icon icon) {
    switch (icon) {
        case Icon::none: return "";
        case Icon::licence:
            return "R 2.5 4 19 16 2 M 6 8 L 18 8 M 6 11.5 L 13 11.5 M 6 15 L 11 15 O 16.5 14.5 2.5";
        case Icon::id_card:
            return "R 2 5 20 14 2 O 7.8 10.3 2.2 M 4.8 16 B 5.2 13.4 10.4 13.4 10.8 16 "
                   "M 13.5 9.5 L 19 9.5 M 13.5 12.5 L 19 12.5 M 13.5 15.5 L 17 15.5";
        case Icon::face:
            return "M 3 8 L 3 3 L 8 3 M 16 3 L 21 3 L 21 8 M 21 16 L 21 21 L 16 21 "
                   "M 8 21 L 3 21 L 3 16 D 9 10 1 D 15 10 1 M 12 10 L 12 13 "
                   "M 8.5 15.5 B 10 17.6 14 17.6 15.5 15.5";
        case Icon::bank:
            return "M 3 9 L 12 3.5 L 21 9 Z M 5.5 9 L 5.5 17 M 10 9 L 10 17 M 14 9 L 14 17 "
                   "M 18.5 9 L 18.5 17 M 3 17.5 L 21 17.5 M 2.5 20.5 L 21.5 20.5";
        case Icon::phone: return "R 6 2 12 20 2.5 M 10.5 18.5 L 13.5 18.5";
        case Icon::letter:
            return "M 5 2.5 L 14.5 2.5 L 19 7 L 19 21.5 L 5 21.5 Z M 14.5 2.5 L 14.5 7 L 19 7 "
                   "M 8 11 L 16 11 M 8 14.5 L 16 14.5 M 8 18 L 12 18";
        case Icon::seal:
            return "O 12 7 4 M 10 10.5 L 9.3 14 M 14 10.5 L 14.7 14 R 4.5 14 15 4 1.5 "
                   "M 4.5 21 L 19.5 21";
        case Icon::wechat_pay:
            return "M 3 10 B 3 1.5 18 1.5 18 9 M 3 10 B 3 12.6 4.2 14 5.6 15 L 5 17.5 L 8 16 "
                   "M 21.5 14.8 B 21.5 8.6 10.5 8.6 10.5 14.8 B 10.5 19.4 15.5 20.2 18 19.2 "
                   "L 20.4 20.4 L 19.9 18.2 B 21 17.2 21.5 16.2 21.5 14.8 D 7.8 8 0.9 D 12.6 8 0.9";
        case Icon::alipay:
            return "R 3 3 18 18 4 M 12 6 L 12 12.2 M 7.5 8.4 L 16.5 8.4 M 8 12 L 16 12 "
                   "B 15.4 14.6 13 17.4 9.4 17.4 B 6 17.4 6.4 14 9 14 B 11.6 14 14 15.6 18 17.2";
        case Icon::key:
            return "R 8 2 8 6 1 M 10.6 4.2 L 10.6 5.6 M 13.4 4.2 L 13.4 5.6 R 6 8 12 14 2.5 "
                   "O 12 13.5 1.8 M 12 15.3 L 12 18.5";
        case Icon::printer:
            return "M 7 8 L 7 3 L 17 3 L 17 8 M 7 17 L 4.5 17 B 3.5 17 3 16.5 3 15.5 L 3 10 "
                   "B 3 8.8 3.8 8 5 8 L 19 8 B 20.2 8 21 8.8 21 10 L 21 15.5 "
                   "B 21 16.5 20.5 17 19.5 17 L 17 17 R 7 14 10 7 1 D 17.8 11.2 0.8";
        case Icon::clock: return "O 12 12 9.2 M 12 6.5 L 12 12 L 15.8 14.4";
        case Icon::check: return "M 5 12.6 L 10 17.4 L 19.2 7";
        case Icon::cross: return "M 6 6 L 18 18 M 18 6 L 6 18";
        case Icon::warning: return "M 12 3.2 L 22 20.4 L 2 20.4 Z M 12 9.4 L 12 14.4 D 12 17.3 1.1";
        case Icon::camera:
            return "M 4.5 7 L 7.8 7 L 9.4 4.4 L 14.6 4.4 L 16.2 7 L 19.5 7 B 21 7 21.8 7.8 21.8 "
                   "9.2 "
                   "L 21.8 17.4 B 21.8 18.8 21 19.6 19.5 19.6 L 4.5 19.6 B 3 19.6 2.2 18.8 2.2 "
                   "17.4 "
                   "L 2.2 9.2 B 2.2 7.8 3 7 4.5 7 Z O 12 13 3.8";
        case Icon::help:
            return "O 12 12 9.4 M 9 9.6 B 9 5.4 15.2 5.6 15.2 9.4 B 15.2 12 12 12 12 14.4 "
                   "D 12 17.4 1.1";
        case Icon::person: return "O 12 7.8 4.3 M 3.6 21 B 4.4 13 19.6 13 20.4 21";
        case Icon::refresh:
            return "A 12 12 8 5.6 10.6 M 17.2 2.2 L 17.6 6.6 L 13.2 7 A 12 12 8 -0.4 4.6 "
                   "M 6.8 21.8 L 6.4 17.4 L 10.8 17";
        case Icon::rotate: return "A 12 12.5 8 -1.6 9.2 M 8.2 7.4 L 12.4 4.4 L 8.8 0.8";
        case Icon::truck:
            return "M 2 5.5 L 14 5.5 L 14 17 L 9.6 17 M 4.6 17 L 2 17 L 2 5.5 M 14 9 L 18.4 9 "
                   "L 22 13 L 22 17 L 20 17 M 15 17 L 14 17 O 7 17.6 2.4 O 17.6 17.6 2.4";
        case Icon::mail: return "R 2.2 4.5 19.6 15 2 M 3 6.4 L 12 13 L 21 6.4";
        case Icon::up: return "M 4.5 15.5 L 12 8 L 19.5 15.5";
        case Icon::down: return "M 4.5 8.5 L 12 16 L 19.5 8.5";
        case Icon::left: return "M 15.5 4.5 L 8 12 L 15.5 19.5";
        case Icon::right: return "M 8.5 4.5 L 16 12 L 8.5 19.5";
        case Icon::backspace:
            return "M 8 5 L 21.5 5 L 21.5 19 L 8 19 L 2 12 Z M 11.5 9.2 L 17.2 14.8 "
                   "M 17.2 9.2 L 11.5 14.8";
        case Icon::shift: return "M 12 3.5 L 20.5 12 L 16 12 L 16 20 L 8 20 L 8 12 L 3.5 12 Z";
        case Icon::save:
            return "M 10 3.5 L 4.5 3.5 L 4.5 20.5 L 10 20.5 M 9.5 12 L 21 12 M 16.6 7.4 L 21.2 12 "
                   "L 16.6 16.6";
        case Icon::text_size:
            return "M 2 19 L 8.4 4.5 L 14.8 19 M 4.4 14 L 12.4 14 M 15.4 19 L 18.8 11.2 L 22.2 19 "
                   "M 16.6 16.4 L 21 16.4";
        case Icon::globe:
            return "O 12 12 9.2 M 2.8 12 L 21.2 12 M 12 2.8 B 6.4 7.6 6.4 16.4 12 21.2 "
                   "M 12 2.8 B 17.6 7.6 17.6 16.4 12 21.2";
        case Icon::home:
            return "M 3 11 L 12 3.4 L 21 11 M 5.4 9.4 L 5.4 20.5 L 18.6 20.5 L 18.6 9.4 "
                   "M 9.8 20.5 L 9.8 14 L 14.2 14 L 14.2 20.5";
        case Icon::info: return "O 12 12 9.4 D 12 7.4 1.2 M 12 11 L 12 17";
        case Icon::list:
            return "M 8.5 6 L 21 6 M 8.5 12 L 21 12 M 8.5 18 L 21 18 D 4 6 1.2 D 4 12 1.2 "
                   "D 4 18 1.2";
        case Icon::pen:
            return "M 4 20 L 5 15.4 L 16.4 4 L 20 7.6 L 8.6 19 Z M 13.6 6.8 L 17.2 10.4";
        case Icon::unlock:
            return "R 4.5 10.5 15 10.5 2 M 7.8 10.5 L 7.8 7 B 7.8 1.4 15.4 1.2 16.2 6.2 "
                   "M 12 14.4 L 12 17.2";
        case Icon::search: return "O 10.4 10.4 7 M 15.6 15.6 L 21.4 21.4";
        case Icon::document:
            return "M 5 2.5 L 14.5 2.5 L 19 7 L 19 21.5 L 5 21.5 Z M 8.6 14 L 11.2 16.6 L 15.8 "
                   "11.4";
        case Icon::building:
            return "R 4 3 11 18 1 M 15 9 L 20 9 L 20 21 L 15 21 M 7.4 7 L 11.6 7 M 7.4 11 L 11.6 "
                   "11 "
                   "M 7.4 15 L 11.6 15";
        case Icon::hand:
            return "M 8 13 L 8 5 B 8 3 10.8 3 10.8 5 L 10.8 11 L 10.8 3.4 B 10.8 1.4 13.6 1.4 13.6 "
                   "3.4 "
                   "L 13.6 11 L 13.6 5 B 13.6 3.2 16.4 3.2 16.4 5 L 16.4 12 L 16.4 8.4 "
                   "B 16.4 6.8 19 6.8 19 8.4 L 19 15 B 19 24 10 24 8 19 L 4.6 13.6 "
                   "B 3.6 11.8 6 10.6 8 13";
        case Icon::receipt:
            return "M 5 2.5 L 19 2.5 L 19 21 L 16.7 19.2 L 14.3 21 L 12 19.2 L 9.7 21 L 7.3 19.2 "
                   "L 5 21 Z M 8.5 7.5 L 15.5 7.5 M 8.5 11 L 15.5 11 M 8.5 14.5 L 12.5 14.5";
        case Icon::swap:
            return "M 3 8 L 20 8 M 15.6 3.6 L 20 8 L 15.6 12.4 M 21 16 L 4 16 M 8.4 11.6 L 4 16 "
                   "L 8.4 20.4";
        case Icon::exclamation: return "M 12 4.5 L 12 14 D 12 19 1.6";
        case Icon::letter_i: return "D 12 5 1.6 M 12 10 L 12 19.5";
        case Icon::add: return "O 12 12 9.4 M 12 7.4 L 12 16.6 M 7.4 12 L 16.6 12";
    }
    return "";
}

/// An icon as strokes on its grid.
class Outline {
public:
    explicit Outline(std::string_view path) {
        for (std::size_t i = 0; i < path.size();) {
            const char command = path[i++];
            if (command == ' ') continue;
            std::array<float, 6> n{};
            for (std::size_t k = 0; k < numbers_of(command); ++k) n.at(k) = number(path, i);
            step(command, n);
        }
    }

    /// Distance of a point to the middle of the nearest stroke; below zero inside a disc.
    float distance(Point p, float half_stroke) const {
        float least = 1000;
        for (const auto& stroke : strokes_)
            for (std::size_t i = 1; i < stroke.size(); ++i)
                least = std::min(least, to_line(p, stroke[i - 1], stroke[i]));
        for (const auto& [centre, radius] : discs_)
            least =
                std::min(least, std::hypot(p.x - centre.x, p.y - centre.y) - radius + half_stroke);
        return least;
    }

private:
    static std::size_t numbers_of(char command) {
        switch (command) {
            case 'M':
            case 'L': return 2;
            case 'O':
            case 'D': return 3;
            case 'R':
            case 'A': return 5;
            case 'B': return 6;
            default: return 0;
        }
    }

    static float number(std::string_view path, std::size_t& i) {
        char* end = nullptr;
        const float value = std::strtof(path.data() + i, &end);
        i = static_cast<std::size_t>(end - path.data());
        return value;
    }

    static float to_line(Point p, Point a, Point b) {
        const float dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
        float t = length > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length : 0;
        t = std::clamp(t, 0.F, 1.F);
        return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
    }

    void arc(Point centre, float radius, float from, float to) {
        constexpr int steps = 40;
        for (int i = 0; i <= steps; ++i) {
            const float a = from + (to - from) * static_cast<float>(i) / steps;
            strokes_.back().push_back(
                {centre.x + std::cos(a) * radius, centre.y + std::sin(a) * radius});
        }
    }

    void curve(const std::array<float, 6>& n) {
        constexpr int steps = 16;
        const Point from = strokes_.back().back();
        for (int i = 1; i <= steps; ++i) {
            const float t = static_cast<float>(i) / steps, s = 1 - t;
            const float a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
            strokes_.back().push_back({a * from.x + b * n[0] + c * n[2] + d * n[4],
                                       a * from.y + b * n[1] + c * n[3] + d * n[5]});
        }
    }

    void rounded(float x, float y, float w, float h, float r) {
        constexpr float quarter = 1.5707963F;
        strokes_.emplace_back();
        arc({x + r, y + r}, r, 2 * quarter, 3 * quarter);
        arc({x + w - r, y + r}, r, 3 * quarter, 4 * quarter);
        arc({x + w - r, y + h - r}, r, 0, quarter);
        arc({x + r, y + h - r}, r, quarter, 2 * quarter);
        strokes_.back().push_back(strokes_.back().front());
    }

    void step(char command, const std::array<float, 6>& n) {
        constexpr float twelfth = 0.5235988F;
        switch (command) {
            case 'M': strokes_.push_back({{n[0], n[1]}}); return;
            case 'L': strokes_.back().push_back({n[0], n[1]}); return;
            case 'Z': strokes_.back().push_back(strokes_.back().front()); return;
            case 'B': return curve(n);
            case 'D': discs_.push_back({{n[0], n[1]}, n[2]}); return;
            case 'R': return rounded(n[0], n[1], n[2], n[3], n[4]);
            case 'O': strokes_.emplace_back(); return arc({n[0], n[1]}, n[2], 0, 12 * twelfth);
            case 'A':
                strokes_.emplace_back();
                return arc({n[0], n[1]}, n[2], n[3] * twelfth, n[4] * twelfth);
            default: return;
        }
    }

    std::vector<std::vector<Point>> strokes_;
    std::vector<std::pair<Point, float>> discs_;
};

}  // namespace

void draw_icon(Icon icon, Rect box, Color color, float stroke) {
    const auto side = static_cast<int>(std::min(box.width(), box.height()));
    if (icon == Icon::none || side < 4) return;
    const float scale = static_cast<float>(side) / 24;
    const float half = (stroke > 0 ? stroke : scale * 1.8F) / 2;
    const int tenths = static_cast<int>(std::lround(half * 10));
    const auto shape = Shapes::current().get(
        {Shapes::Kind::icon, static_cast<int>(icon), side, tenths}, side,
        [&, outline = Outline(path_of(icon))](Point p) {
            const float distance = outline.distance({p.x / scale, p.y / scale}, half / scale);
            return half - distance * scale + 0.5F;
        });
    const auto c = static_cast<std::uint32_t>(color);
    const float left = std::round(box.centre().x - static_cast<float>(side) / 2);
    const float top = std::round(box.centre().y - static_cast<float>(side) / 2);
    ImGui::GetWindowDrawList()->AddImage(
        ImGui::GetIO().Fonts->TexRef, {left, top},
        {left + static_cast<float>(side), top + static_cast<float>(side)},
        {shape.uv.left, shape.uv.top}, {shape.uv.right, shape.uv.bottom},
        IM_COL32(c >> 24 & 255, c >> 16 & 255, c >> 8 & 255, c & 255));
}

}  // namespace ui
