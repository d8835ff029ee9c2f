#pragma once

#include "ui/canvas.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ui {

enum class Tone {
    primary,    ///< Filled; one a screen.
    secondary,  ///< Blue outline.
    quiet,      ///< Grey outline.
    danger,     ///< Red outline: something ends.
};

struct Button {
    std::string id, label;
    Tone tone = Tone::secondary;
    bool enabled = true;
    Icon icon = Icon::none;
};

/// Takes the column's width. True on the frame the finger lets go.
bool button(Canvas& canvas, const Button& button);
bool button_at(Canvas& canvas, Rect rect, const Button& button);
/// Beside each other, as wide as their labels want; `fill` lets the primary one take the rest.
/// `height` in pixels, 0 for the usual one. Returns the id of the one pressed.
std::optional<std::string> button_row(Canvas& canvas, const std::vector<Button>& buttons,
                                      bool fill = false, float height = 0);

/// The small round ones of the bottom row: 保存并离开, 帮助, 大字, English, 呼叫工作人员.
struct Pill {
    std::string id, label;
    Icon icon = Icon::none;
    bool checked = false;
};
std::optional<std::string> pill_row(Canvas& canvas, Rect row, const std::vector<Pill>& pills);

/// A link in running text, with a target of full height.
bool link(Canvas& canvas, const std::string& id, const std::string& label);

}  // namespace ui
