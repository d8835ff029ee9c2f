#pragma once

#include "ui/rect.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ui {

/// What a script may ask about a widget besides where it is.
struct WidgetState {
    bool enabled = true;
    bool checked = false;   ///< A box that is ticked, a card that is chosen, a step that is done.
    bool focused = false;   ///< The field the keyboard writes to.
    bool doubtful = false;  ///< Marked amber: the person is asked to look.
    bool error = false;
    bool operator==(const WidgetState&) const = default;
};

/// One widget as it stands on the panel.
struct Widget {
    std::string id;
    Rect rect;         ///< All of it, also where it is scrolled out of view.
    Rect visible;      ///< What can be seen and touched; empty when scrolled away.
    std::string text;  ///< The label, or the value of a field.
    WidgetState state = {};
    bool touchable = false;  ///< Answers to a finger (a button), as opposed to text.
    bool covered = false;    ///< Lies under a dialogue.
};

/// The widgets of the current frame. Filled by the widgets while they draw, read by scripted
/// visits. Also where a widget says that it moves by itself. UI thread only.
class Registry {
public:
    void begin_frame();
    void add(Widget widget);
    /// What was drawn so far lies under a dialogue and cannot be touched.
    void cover();

    /// The widget of that id; the uppermost when a dialogue repeats one. Null when not on screen.
    const Widget* find(std::string_view id) const;
    const std::vector<Widget>& all() const { return widgets_; }

    /// A text had no room and was cut with an ellipsis.
    void tell_cut(std::string_view text) { cut_.emplace_back(text); }
    const std::vector<std::string>& cut() const { return cut_; }
    /// Ids and texts in one line each, for messages of failed scripts.
    std::string describe() const;

    /// A widget that moves by itself (spinner, countdown) wants the next frame after this time;
    /// the shortest wish of a frame counts. `Window::wait` honours it.
    void animate_in(std::chrono::milliseconds time);
    std::optional<std::chrono::milliseconds> animation() const { return animation_; }

    /// A widget has learned its size only now; the frame is laid out once more before it shows.
    void lay_out_again() { again_ = true; }
    bool wants_again() const { return again_; }

private:
    std::vector<Widget> widgets_;
    std::vector<std::string> cut_;
    std::optional<std::chrono::milliseconds> animation_;
    bool again_ = false;
};

}  // namespace ui
