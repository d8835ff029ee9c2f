#include "ui/key_rows.hpp"

namespace ui {
namespace {

using Row = std::vector<Key>;

Key typed(const std::string& text, float width = 1) {
    return {"key." + text, text, Key::Act::type, width};
}

Key spacer(float width) { return {"", "", Key::Act::none, width}; }

Row letters(std::string_view row, bool shift) {
    Row keys;
    for (const char c : row) {
        const char shown = shift && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        keys.push_back({std::string("key.") + c, std::string(1, shown), Key::Act::type, 1});
    }
    return keys;
}

void append(Row& row, Row more) {
    for (auto& key : more) row.push_back(std::move(key));
}

Key backspace(float width) {
    return {"key.backspace", "", Key::Act::backspace, width, Icon::backspace};
}

Key finish(const Keyboard& k, float width) {
    if (k.has_next) return {"key.next", k.words.next, Key::Act::next, width};
    return {"key.done", k.words.done, Key::Act::done, width};
}

/// Three columns of digits, and beside them what edits.
KeyRows numeric(const Keyboard& k, bool with_x, bool portrait) {
    const auto& w = k.words;
    KeyRows result;
    result.units = 4;
    result.height_mm = portrait ? 23 : 20.5;
    result.most_mm = portrait ? 250 : 300;
    const Key corner = with_x ? typed("X") : spacer(1);
    result.rows = {
        {typed("1"), typed("2"), typed("3"), backspace(1)},
        {typed("4"), typed("5"), typed("6"), {"key.clear", w.clear, Key::Act::clear, 1}},
        {typed("7"),
         typed("8"),
         typed("9"),
         {"key.left", "", Key::Act::left, 0.5F, Icon::left},
         {"key.right", "", Key::Act::right, 0.5F, Icon::right}},
        {corner, typed("0"), k.has_next ? Key{"key.done", w.done, Key::Act::done, 1} : spacer(1),
         finish(k, 1)}};
    return result;
}

KeyRows pin_pad(const Keyboard& k, bool portrait) {
    KeyRows result;
    result.units = 3;
    result.height_mm = portrait ? 28 : 25;
    result.most_mm = portrait ? 190 : 170;
    result.gap_mm = 4.5;
    const auto digit = [&](std::size_t i) { return typed(k.pin_order.substr(i, 1)); };
    for (std::size_t row = 0; row < 3; ++row)
        result.rows.push_back({digit(row * 3), digit(row * 3 + 1), digit(row * 3 + 2)});
    result.rows.push_back(
        {{"key.clear", k.words.clear, Key::Act::clear, 1}, digit(9), backspace(1)});
    return result;
}

KeyRows symbols(const Keyboard& k) {
    KeyRows result;
    const auto row = [](std::initializer_list<const char*> texts) {
        Row keys;
        for (const char* text : texts) keys.push_back(typed(text));
        return keys;
    };
    result.rows = {letters("1234567890", false), letters("-_@./:;()&", false),
                   row({"#", "+", "=", "*", "%", "!", "?", "'", "\"", "~"}),
                   row({"（", "）", "《", "》", "、", "，", "。", "·", "－", "/"})};
    result.rows.push_back({{"key.symbols", "ABC", Key::Act::symbols, 1.5F},
                           {"key.left", "", Key::Act::left, 1, Icon::left},
                           {"key.right", "", Key::Act::right, 1, Icon::right},
                           {"key.space", k.words.space, Key::Act::space, 3},
                           backspace(1.5F),
                           finish(k, 2)});
    return result;
}

Row bottom(const Keyboard& k, bool pinyin, bool may_switch) {
    Row row{{"key.symbols", pinyin ? k.words.symbols : "#+=", Key::Act::symbols, 1.5F}};
    if (may_switch)
        row.push_back(
            {"key.language", pinyin ? k.words.latin : k.words.chinese, Key::Act::language, 1.5F});
    if (pinyin) {
        row.push_back(typed("'"));
        row.push_back({"key.space", k.words.space, Key::Act::space, may_switch ? 3.5F : 5});
    } else {
        for (const char* text : {"@", ".", "-", "_"}) row.push_back(typed(text));
        row.push_back({"key.space", k.words.space, Key::Act::space, may_switch ? 0.F : 1.5F});
    }
    std::erase_if(row, [](const Key& key) { return key.width <= 0; });
    float left = 10;
    for (const auto& key : row) left -= key.width;
    row.push_back(finish(k, left));
    return row;
}

/// Letters; in portrait below a row of digits, in landscape beside a block of them.
KeyRows alphabet(const Keyboard& k, const KeyboardState& state, bool portrait, bool pinyin,
                 bool may_switch) {
    const bool shift = state.shift && !pinyin;
    Row top = letters("qwertyuiop", shift), middle{spacer(0.5F)}, low;
    append(middle, letters("asdfghjkl", shift));
    middle.push_back(spacer(0.5F));
    if (pinyin)
        low.push_back(spacer(1.5F));
    else
        low.push_back({"key.shift", "", Key::Act::shift, 1.5F, Icon::shift});
    append(low, letters("zxcvbnm", shift));
    low.push_back(backspace(1.5F));
    Row last = bottom(k, pinyin, may_switch);
    KeyRows result;
    if (pinyin) {
        result.rows = {top, middle, low, last};
        return result;
    }
    if (portrait) {
        result.rows = {letters("1234567890", false), top, middle, low, last};
        return result;
    }
    const auto beside = [](Row& row, std::string_view digits) {
        row.push_back(spacer(0.4F));
        append(row, letters(digits, false));
    };
    beside(top, "789");
    beside(middle, "456");
    beside(low, "123");
    last.push_back(spacer(0.4F));
    last.push_back({"key.left", "", Key::Act::left, 1, Icon::left});
    last.push_back(typed("0"));
    last.push_back({"key.right", "", Key::Act::right, 1, Icon::right});
    result.units = 13.4F;
    result.rows = {top, middle, low, last};
    return result;
}

}  // namespace

KeyRows key_rows(const Keyboard& keyboard, KeyboardLayout layout, const KeyboardState& state,
                 bool portrait, bool has_pinyin) {
    switch (layout) {
        case KeyboardLayout::numeric: return numeric(keyboard, false, portrait);
        case KeyboardLayout::id_number: return numeric(keyboard, true, portrait);
        case KeyboardLayout::pin: return pin_pad(keyboard, portrait);
        case KeyboardLayout::latin:
        case KeyboardLayout::pinyin: break;
    }
    if (state.symbols) return symbols(keyboard);
    const bool chinese = keyboard.layout == KeyboardLayout::pinyin && has_pinyin;
    const bool pinyin = layout == KeyboardLayout::pinyin && has_pinyin;
    return alphabet(keyboard, state, portrait, pinyin, chinese);
}

}  // namespace ui
