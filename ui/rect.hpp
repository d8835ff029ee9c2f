#pragma once

namespace ui {

/// A point on the panel: pixels from the top left corner.
struct Point {
    float x = 0, y = 0;
};

/// A rectangle on the panel, in pixels; right and bottom are outside.
struct Rect {
    float left = 0, top = 0, right = 0, bottom = 0;

    float width() const { return right - left; }
    float height() const { return bottom - top; }
    bool empty() const { return right <= left || bottom <= top; }
    Point centre() const { return {(left + right) / 2, (top + bottom) / 2}; }
    bool contains(Point p) const {
        return p.x >= left && p.x < right && p.y >= top && p.y < bottom;
    }
    Rect shrunk(float by) const { return {left + by, top + by, right - by, bottom - by}; }
    Rect within(const Rect& other) const {
        return {left > other.left ? left : other.left, top > other.top ? top : other.top,
                right < other.right ? right : other.right,
                bottom < other.bottom ? bottom : other.bottom};
    }
    bool operator==(const Rect&) const = default;
};

}  // namespace ui
