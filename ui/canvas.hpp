#pragma once

#include "ui/icons.hpp"
#include "ui/rect.hpp"
#include "ui/registry.hpp"
#include "ui/textures.hpp"
#include "ui/theme.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace ui {

class Pinyin;

/// Scrolling of one page or box. Held by the View, wiped with it.
struct Scroll {
    float offset = 0;    ///< Pixels the content is moved up.
    float content = 0;   ///< Height of the content as last laid out.
    float viewport = 0;  ///< Height of what can be seen.
    bool dragging = false;
    std::string revealed;  ///< Field that was last scrolled into view.
};

/// Where widgets are drawn: theme, registry and the column that is being filled from the top.
/// Widgets without a rectangle in their name take the column's width, the height they need and a
/// gap. Made by the Window for each logic frame. UI thread only.
class Canvas {
public:
    struct Services {
        Theme& theme;
        Registry& registry;
        Textures& textures;
        std::function<Pinyin*()> pinyin;  ///< Opens the dictionary when first asked; may be null.
        double seconds;                   ///< Monotonic, for what moves by itself.
    };
    Canvas(Services services, Rect panel);

    Theme& theme() { return services_.theme; }
    const Theme& theme() const { return services_.theme; }
    Registry& registry() { return services_.registry; }
    Textures& textures() { return services_.textures; }
    Pinyin* pinyin() { return services_.pinyin(); }
    double seconds() const { return services_.seconds; }
    Rect panel() const { return panel_; }
    bool portrait() const { return panel_.height() > panel_.width(); }
    float mm(double millimetres) const { return services_.theme.mm(millimetres); }

    /// The rest of the column: from the cursor down.
    Rect column() const { return column_; }
    /// What can be seen of the column (the scroll area's window).
    Rect viewport() const { return viewport_; }
    float width() const { return column_.width(); }
    /// Height still to be seen below the cursor; what a widget may fill without scrolling.
    float room() const;
    /// Takes the next `height` pixels of the column and moves on, leaving the standard gap.
    Rect take(float height);
    /// Moves the cursor by millimetres; negative takes back.
    void gap(double millimetres);

    /// Draws `content` in `area` as a column of its own; returns the height it used.
    float within(Rect area, const std::function<void()>& content);
    /// As `within`, clipped to `area`, moved by touch and by two large buttons (`ID.up`, `ID.down`)
    /// where the content is taller. A field in focus is scrolled into view.
    void scrolled(std::string_view id, Rect area, Scroll& scroll,
                  const std::function<void()>& content);

    /// Side by side in landscape (widths as `left` : `right`), one under the other in portrait.
    void split(float left, float right, const std::function<void()>& first,
               const std::function<void()>& second);
    /// Cells in rows, `across` beside each other; a row starts below the tallest of the last.
    void grid(int across, int count, const std::function<void(int)>& cell);

    /// Scrolls so that `rect` can be seen, once for each new `id`.
    void reveal(std::string_view id, Rect rect);

    /// Registers a widget with what of it can be seen.
    void note(std::string id, Rect rect, std::string text, WidgetState state = {},
              bool touchable = false);
    /// A place that answers to a finger: registers it and says what the finger does.
    struct Touch {
        bool pressed = false;  ///< Let go inside: the action.
        bool held = false;     ///< The finger is on it.
        Point at;              ///< Where it was let go.
    };
    Touch touch(const std::string& id, Rect rect, std::string text, WidgetState state = {});

private:
    void rail_of(std::string_view id, Rect rail, Scroll& scroll);

    Services services_;
    Rect panel_;
    Rect column_;
    Rect viewport_;
    Scroll* scroll_ = nullptr;
};

}  // namespace ui
