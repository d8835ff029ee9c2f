#pragma once

#include "ui/keyboard.hpp"

namespace ui {

/// One key: what it is called, what it shows, what it does.
struct Key {
    enum class Act {
        type,
        backspace,
        clear,
        left,
        right,
        next,
        done,
        shift,
        symbols,
        language,
        space,
        none
    };
    std::string id;
    std::string label;
    Act act = Act::type;
    float width = 1;  ///< In units of a letter key.
    Icon icon = Icon::none;
};

/// The keys of a layout, row by row; all rows are equally wide.
struct KeyRows {
    std::vector<std::vector<Key>> rows;
    float units = 10;         ///< Width of a row.
    double height_mm = 20.5;  ///< Of one row.
    double gap_mm = 1.9;      ///< Between keys.
    double most_mm = 500;     ///< The whole block is not wider than this.
};

KeyRows key_rows(const Keyboard& keyboard, KeyboardLayout layout, const KeyboardState& state,
                 bool portrait, bool has_pinyin);

}  // namespace ui
