#include "ui/canvas.hpp"

#include "ui/paint.hpp"

#include <algorithm>
#include <cmath>
#include <imgui.h>
#include <imgui_internal.h>

namespace ui {
namespace {

constexpr double column_gap_mm = 5.5;

/// Follows a finger that drags inside `area`; what it first pressed is let go.
void drag(Scroll& scroll, Rect area, float threshold) {
    auto& io = ImGui::GetIO();
    if (!io.MouseDown[0]) {
        scroll.dragging = false;
        return;
    }
    const Point began{io.MouseClickedPos[0].x, io.MouseClickedPos[0].y};
    const bool mine = area.contains(began) &&
                      ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    if (!scroll.dragging && mine && std::abs(io.MousePos.y - began.y) > threshold) {
        scroll.dragging = true;
        scroll.offset -= io.MousePos.y - began.y - io.MouseDelta.y;
        ImGui::ClearActiveID();
    }
    if (scroll.dragging) scroll.offset -= io.MouseDelta.y;
}

}  // namespace

Canvas::Canvas(Services services, Rect panel)
    : services_(std::move(services)), panel_(panel), column_(panel), viewport_(panel) {}

float Canvas::room() const { return std::max(0.F, column_.bottom - column_.top); }

Rect Canvas::take(float height) {
    const Rect taken{column_.left, column_.top, column_.right, column_.top + height};
    column_.top += height + mm(column_gap_mm);
    return taken;
}

void Canvas::gap(double millimetres) { column_.top += mm(millimetres); }

float Canvas::within(Rect area, const std::function<void()>& content) {
    const Rect before = std::exchange(column_, area);
    content();
    const float used = column_.top - area.top;
    column_ = before;
    return std::max(0.F, used - mm(column_gap_mm));
}

void Canvas::scrolled(std::string_view id, Rect area, Scroll& scroll,
                      const std::function<void()>& content) {
    const bool overflows = scroll.content > area.height() + 1;
    const float rail = theme().target(), beside = mm(3);
    drag(scroll, area, mm(4));
    if (!overflows) scroll.offset = 0;
    scroll.offset = std::clamp(scroll.offset, 0.F, std::max(0.F, scroll.content - area.height()));

    Rect inner = area;
    if (overflows) inner.right -= rail + beside;
    const Rect viewport_before = std::exchange(viewport_, area.within(viewport_));
    Scroll* scroll_before = std::exchange(scroll_, &scroll);
    scroll.viewport = area.height();
    ImGui::PushClipRect({area.left - mm(3), area.top}, {area.right + mm(3), area.bottom + 2}, true);
    Rect moved = inner;
    moved.top -= std::round(scroll.offset);
    moved.bottom -= std::round(scroll.offset);
    const float used = within(moved, content);
    ImGui::PopClipRect();
    viewport_ = viewport_before;
    scroll_ = scroll_before;
    if (std::abs(used - scroll.content) > 0.5F) {
        scroll.content = used;
        registry().lay_out_again();
    }
    if (overflows) rail_of(id, {area.right - rail, area.top, area.right, area.bottom}, scroll);
}

void Canvas::rail_of(std::string_view id, Rect rail, Scroll& scroll) {
    const auto& colors = theme().palette;
    const float most = scroll.content - scroll.viewport, radius = mm(4);
    const auto end = [&](const char* name, Icon icon, float way, Rect rect, bool enabled) {
        const auto finger = touch(std::string(id) + name, rect, "", {.enabled = enabled});
        framed(rect, finger.held ? colors.tint : colors.card,
               enabled ? colors.primary : colors.line, mm(0.7), radius);
        draw_icon(icon, rect.shrunk(rect.width() * 0.28F), enabled ? colors.primary : colors.line);
        if (!finger.pressed) return;
        scroll.offset = std::clamp(scroll.offset + way * scroll.viewport * 0.75F, 0.F, most);
        registry().lay_out_again();
    };
    const float side = rail.width();
    end(".up", Icon::up, -1, {rail.left, rail.top, rail.right, rail.top + side}, scroll.offset > 1);
    end(".down", Icon::down, 1, {rail.left, rail.bottom - side, rail.right, rail.bottom},
        scroll.offset < most - 1);
    const Rect track{rail.centre().x - mm(1), rail.top + side + mm(3), rail.centre().x + mm(1),
                     rail.bottom - side - mm(3)};
    if (track.height() < mm(12)) return;
    box(track, colors.line, mm(1));
    const float part = track.height() * scroll.viewport / scroll.content;
    const float top = track.top + (track.height() - part) * scroll.offset / most;
    box({track.left - mm(0.5), top, track.right + mm(0.5), top + part}, colors.primary, mm(1.5));
}

void Canvas::split(float left, float right, const std::function<void()>& first,
                   const std::function<void()>& second) {
    if (portrait()) {
        first();
        second();
        return;
    }
    const float space = mm(10), both = column_.width() - space;
    const float middle = std::round(column_.left + both * left / (left + right));
    const float a = within({column_.left, column_.top, middle, column_.bottom}, first);
    const float b = within({middle + space, column_.top, column_.right, column_.bottom}, second);
    take(std::max(a, b));
}

void Canvas::grid(int across, int count, const std::function<void(int)>& cell) {
    const float space = mm(column_gap_mm);
    const auto n = static_cast<float>(across);
    const float width = std::floor((column_.width() - space * (n - 1)) / n);
    for (int first = 0; first < count; first += across) {
        float tallest = 0;
        for (int i = first; i < std::min(count, first + across); ++i) {
            const float x = column_.left + static_cast<float>(i - first) * (width + space);
            tallest = std::max(
                tallest, within({x, column_.top, x + width, column_.bottom}, [&] { cell(i); }));
        }
        take(tallest);
    }
}

void Canvas::reveal(std::string_view id, Rect rect) {
    if (scroll_ == nullptr || scroll_->content == 0) return;
    const std::string key = std::string(id) + '@' + std::to_string(scroll_->viewport);
    if (scroll_->revealed == key) return;
    scroll_->revealed = key;
    const float below = rect.bottom + mm(2) - viewport_.bottom;
    const float above = viewport_.top + mm(2) - rect.top;
    if (above > 0) {
        scroll_->offset -= above;
    } else if (below > 0) {
        scroll_->offset += below;
    } else {
        return;
    }
    registry().lay_out_again();
}

void Canvas::note(std::string id, Rect rect, std::string text, WidgetState state, bool touchable) {
    registry().add({std::move(id), rect, rect.within(viewport_).within(panel_), std::move(text),
                    state, touchable});
}

Canvas::Touch Canvas::touch(const std::string& id, Rect rect, std::string text, WidgetState state) {
    note(id, rect, std::move(text), state, true);
    if (!state.enabled || rect.empty()) return {};
    ImGui::SetCursorScreenPos({rect.left, rect.top});
    const bool pressed = ImGui::InvisibleButton(id.c_str(), {rect.width(), rect.height()});
    const auto at = ImGui::GetIO().MousePos;
    return {pressed, ImGui::IsItemActive(), {at.x, at.y}};
}

}  // namespace ui
