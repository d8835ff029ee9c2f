#pragma once

#include "ui/canvas.hpp"
#include "ui/pinyin.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ui {

enum class KeyboardLayout {
    numeric,    ///< 0–9.
    id_number,  ///< 0–9 and X.
    latin,      ///< Letters with shift, digits, @ . _ - and a page of symbols.
    pinyin,     ///< Hanzi; falls back to latin where the dictionary is missing.
    pin,        ///< Digits in the order the caller gives (shuffled for each entry).
};

/// What the keyboard remembers between frames. Held by the View, wiped with it.
struct KeyboardState {
    std::optional<KeyboardLayout> layout;  ///< Chosen by the person; else what the field asks for.
    std::string field;                     ///< Field it writes to; another field starts afresh.
    std::string letters;                   ///< Pinyin being composed.
    std::string chosen;                    ///< Hanzi already chosen for the front of `letters`.
    std::vector<std::size_t> pages;        ///< First candidate of each page turned so far.
    bool shift = false;
    bool symbols = false;
};

/// Words on keys, already translated.
struct KeyboardWords {
    std::string done = "完成", next = "下一项", space = "空格", clear = "清除", chinese = "中文",
                latin = "ABC", symbols = "符号";
};

/// Which keyboard a page wants.
struct Keyboard {
    KeyboardLayout layout = KeyboardLayout::latin;
    std::string field = {};    ///< Id of the field in focus.
    bool person_name = false;  ///< Surnames first, rare name characters near the front.
    bool field_empty = true;   ///< With `person_name`: the surname comes next.
    bool has_next = false;     ///< Offer 下一项 beside 完成.
    std::vector<std::string> suggestions =
        {};                                ///< Offered above the keys ("@qq.com"); touched = typed.
    std::string pin_order = "1234567890";  ///< Layout `pin`: the digits as they stand on the keys.
    KeyboardWords words = {};
};

/// What the person did, for the field in focus.
struct KeyAction {
    enum class Kind { insert, backspace, clear, left, right, next, done };
    Kind kind;
    std::string text;  ///< Of `insert`.
};

/// Height the keyboard takes of the panel, in pixels; differs between layouts and orientations.
float keyboard_height(Canvas& canvas, const Keyboard& keyboard, const KeyboardState& state);

/// Draws the keyboard into `area` and says what was typed. Composing pinyin is its own affair:
/// only chosen hanzi come out. Registers `key.a` … `key.z`, `key.0` …, `key.@`, `key.shift`,
/// `key.symbols`, `key.space`, `key.backspace`, `key.clear`, `key.left`, `key.right`, `key.next`,
/// `key.done`, `key.language`, `candidate.0` …, `candidate.next`, `candidate.previous`,
/// `suggestion.0` …, and the text `keyboard.composition`.
std::optional<KeyAction> draw_keyboard(Canvas& canvas, Rect area, const Keyboard& keyboard,
                                       KeyboardState& state);

/// Applies an action to UTF-8 text; `caret` is a byte index and stays between characters.
void apply(const KeyAction& action, std::string& text, std::size_t& caret);

}  // namespace ui
