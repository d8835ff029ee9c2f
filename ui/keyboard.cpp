#include "ui/keyboard.hpp"

#include "ui/key_rows.hpp"
#include "ui/paint.hpp"

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr double gap_mm = 1.9;
constexpr double bar_mm = 20.5;

KeyboardLayout layout_of(const Keyboard& keyboard, const KeyboardState& state) {
    return state.layout && state.field == keyboard.field ? *state.layout : keyboard.layout;
}

bool has_pinyin(const Keyboard& keyboard, Canvas& canvas) {
    return keyboard.layout == KeyboardLayout::pinyin && canvas.pinyin() != nullptr;
}

bool has_bar(const Keyboard& keyboard, KeyboardLayout layout) {
    return layout == KeyboardLayout::pinyin || !keyboard.suggestions.empty();
}

/// Another field starts afresh.
void adopt(const Keyboard& keyboard, KeyboardState& state) {
    if (state.field == keyboard.field) return;
    state = {};
    state.field = keyboard.field;
}

PinyinUse use_of(const Keyboard& keyboard, const KeyboardState& state) {
    if (!keyboard.person_name) return PinyinUse::words;
    return keyboard.field_empty && state.chosen.empty() ? PinyinUse::surname
                                                        : PinyinUse::given_name;
}

/// Takes a candidate; the hanzi come out when no letters are left.
std::optional<KeyAction> choose(const PinyinCandidate& candidate, KeyboardState& state) {
    state.chosen += candidate.text;
    state.letters.erase(0, candidate.letters);
    while (state.letters.starts_with('\'')) state.letters.erase(0, 1);
    state.pages.clear();
    if (!state.letters.empty()) return {};
    return KeyAction{KeyAction::Kind::insert, std::exchange(state.chosen, {})};
}

bool paging(Canvas& canvas, const char* id, Icon icon, Rect rect, bool enabled) {
    const auto& c = canvas.theme().palette;
    const auto finger = canvas.touch(id, rect, "", {.enabled = enabled});
    if (finger.held) box(rect, c.tint, canvas.mm(3));
    draw_icon(icon, rect.shrunk(rect.width() * 0.3F), enabled ? c.primary : c.line);
    return finger.pressed;
}

std::optional<KeyAction> candidate_bar(Canvas& canvas, Rect bar, const Keyboard& keyboard,
                                       KeyboardState& state) {
    const auto& c = canvas.theme().palette;
    box(bar, c.card, canvas.mm(3));
    if (state.letters.empty()) return {};
    const auto& pinyin = *canvas.pinyin();
    const auto all = pinyin.candidates(state.letters, use_of(keyboard, state));
    const std::string composing = state.chosen + pinyin.spelled(state.letters);
    const auto spelling = type(canvas, TextRole::small, c.primary);
    const float width =
        std::min(text_width(spelling, composing) + canvas.mm(8), bar.width() * 0.3F);
    const Rect left{bar.left, bar.top, bar.left + width, bar.bottom};
    text_in(canvas, spelling, left.shrunk(canvas.mm(1.5)), composing);
    canvas.note("keyboard.composition", left, composing);

    const float side = canvas.theme().target();
    const std::size_t first = state.pages.empty() ? 0 : state.pages.back();
    const Rect next{bar.right - side, bar.top, bar.right, bar.bottom};
    const Rect previous{next.left - side, bar.top, next.left, bar.bottom};
    const auto words = type(canvas, TextRole::value, c.ink);
    float x = left.right;
    std::size_t i = first;
    std::optional<KeyAction> action;
    for (; i < all.size(); ++i) {
        const float wide =
            std::max(side, std::round(text_width(words, all[i].text) + canvas.mm(8)));
        if (x + wide > previous.left && i > first) break;
        const Rect rect{x, bar.top, std::min(x + wide, previous.left), bar.bottom};
        const auto finger =
            canvas.touch("candidate." + std::to_string(i - first), rect, all[i].text);
        if (finger.held) box(rect.shrunk(canvas.mm(1)), c.tint, canvas.mm(3));
        const bool best = i == 0;
        text_in(canvas,
                {best ? canvas.theme().bold() : words.font, words.size, best ? c.primary : c.ink},
                rect.shrunk(canvas.mm(1.5)), all[i].text);
        if (finger.pressed) action = choose(all[i], state), i = all.size();
        x += wide;
    }
    box({previous.left, bar.top + canvas.mm(4), previous.left + 2, bar.bottom - canvas.mm(4)},
        c.line);
    if (paging(canvas, "candidate.previous", Icon::left, previous, first > 0))
        state.pages.pop_back();
    if (paging(canvas, "candidate.next", Icon::right, next, i < all.size()))
        state.pages.push_back(i);
    return action;
}

std::optional<KeyAction> suggestion_bar(Canvas& canvas, Rect bar, const Keyboard& keyboard) {
    const auto& c = canvas.theme().palette;
    std::optional<KeyAction> action;
    const float space = canvas.mm(gap_mm);
    const auto n = static_cast<float>(keyboard.suggestions.size());
    const float width = std::floor((bar.width() - space * (n - 1)) / n);
    float x = bar.left;
    for (std::size_t i = 0; i < keyboard.suggestions.size(); ++i, x += width + space) {
        const auto& words = keyboard.suggestions[i];
        const Rect rect{x, bar.top, x + width, bar.bottom};
        const auto finger = canvas.touch("suggestion." + std::to_string(i), rect, words);
        framed(rect, finger.held ? c.tint : c.card, c.primary, canvas.mm(0.5), canvas.mm(3));
        text_in(canvas, type(canvas, TextRole::label, c.primary), rect.shrunk(canvas.mm(1.5)),
                words);
        if (finger.pressed) action = KeyAction{KeyAction::Kind::insert, words};
    }
    return action;
}

/// What a key looks like: letters white, what edits grey, what goes on blue.
struct KeyLook {
    Color fill, ink;
};

KeyLook look_of(const Palette& c, const Key& key, bool lit) {
    if (lit) return {c.primary_dark, c.on_primary};
    const bool beside = key.id == "key.done" && key.width <= 1;
    if ((key.act == Key::Act::done || key.act == Key::Act::next) && !beside)
        return {c.primary, c.on_primary};
    const bool plain = key.act == Key::Act::type || key.act == Key::Act::space;
    return {plain ? c.card : c.paper, c.ink};
}

bool draw_key(Canvas& canvas, Rect rect, const Key& key, bool lit, bool pad) {
    const auto& c = canvas.theme().palette;
    const auto finger = canvas.touch(key.id, rect, key.label, {.checked = lit});
    const auto look = look_of(c, key, lit || finger.held);
    const float radius = canvas.mm(pad ? 5 : 3);
    if (pad) {
        framed(rect, look.fill, c.line, canvas.mm(0.6), radius);
    } else {
        Rect shadow = rect;
        shadow.bottom += canvas.mm(0.6);
        box(shadow, faded(c.ink, 0.22F), radius);
        box(rect, look.fill, radius);
    }
    if (key.icon != Icon::none) {
        const float side = std::min(canvas.mm(pad ? 12 : 10), rect.width() * 0.62F);
        const Point m = rect.centre();
        draw_icon(key.icon, {m.x - side / 2, m.y - side / 2, m.x + side / 2, m.y + side / 2},
                  look.ink);
        return finger.pressed;
    }
    const bool one = character_length(key.label, 0) == key.label.size();
    auto words = type(canvas, one ? TextRole::key : TextRole::label, look.ink);
    if (pad) words = bold(canvas, one ? TextRole::headline : TextRole::body, look.ink);
    if (key.act == Key::Act::done || key.act == Key::Act::next) words.font = canvas.theme().bold();
    text_in(canvas, words, rect.shrunk(canvas.mm(0.8)), key.label);
    return finger.pressed;
}

std::optional<KeyAction> type_text(const Key& key, KeyboardState& state, bool pinyin) {
    const bool letter = key.label.size() == 1 && ((key.label[0] >= 'a' && key.label[0] <= 'z') ||
                                                  (key.label[0] == '\'' && !state.letters.empty()));
    if (pinyin && letter && !state.symbols) {
        if (state.letters.size() < 40) state.letters += key.label;
        state.pages.clear();
        return {};
    }
    state.shift = false;
    return KeyAction{KeyAction::Kind::insert, key.label};
}

std::optional<KeyAction> press(Canvas& canvas, const Key& key, const Keyboard& keyboard,
                               KeyboardState& state, KeyboardLayout layout) {
    using Kind = KeyAction::Kind;
    const bool pinyin = layout == KeyboardLayout::pinyin;
    const auto best = [&]() -> std::optional<KeyAction> {
        const auto all = canvas.pinyin()->candidates(state.letters, use_of(keyboard, state), 1);
        return all.empty() ? std::nullopt : choose(all.front(), state);
    };
    switch (key.act) {
        case Key::Act::type: return type_text(key, state, pinyin);
        case Key::Act::space:
            if (!state.letters.empty()) return best();
            return KeyAction{Kind::insert, " "};
        case Key::Act::backspace:
            if (state.letters.empty()) return KeyAction{Kind::backspace, {}};
            state.letters.pop_back();
            state.pages.clear();
            if (state.letters.empty() && !state.chosen.empty())
                return KeyAction{Kind::insert, std::exchange(state.chosen, {})};
            return {};
        case Key::Act::clear: return KeyAction{Kind::clear, {}};
        case Key::Act::left: return KeyAction{Kind::left, {}};
        case Key::Act::right: return KeyAction{Kind::right, {}};
        case Key::Act::next: return KeyAction{Kind::next, {}};
        case Key::Act::done: return KeyAction{Kind::done, {}};
        case Key::Act::shift: state.shift = !state.shift; return {};
        case Key::Act::symbols: state.symbols = !state.symbols; return {};
        case Key::Act::language:
            state.layout = pinyin ? KeyboardLayout::latin : KeyboardLayout::pinyin;
            state.letters.clear();
            state.chosen.clear();
            return {};
        case Key::Act::none: return {};
    }
    return {};
}

}  // namespace

float keyboard_height(Canvas& canvas, const Keyboard& keyboard, const KeyboardState& state) {
    const auto layout = layout_of(keyboard, state);
    const auto rows =
        key_rows(keyboard, layout, state, canvas.portrait(), has_pinyin(keyboard, canvas));
    const auto count = static_cast<float>(rows.rows.size());
    const float gap = canvas.mm(rows.gap_mm);
    float height = count * canvas.mm(rows.height_mm) + (count + 1) * gap + canvas.mm(2);
    const bool bar =
        layout == KeyboardLayout::pinyin ? has_pinyin(keyboard, canvas) : has_bar(keyboard, layout);
    if (bar) height += canvas.mm(bar_mm) + gap;
    return height;
}

std::optional<KeyAction> draw_keyboard(Canvas& canvas, Rect area, const Keyboard& keyboard,
                                       KeyboardState& state) {
    adopt(keyboard, state);
    const bool chinese = has_pinyin(keyboard, canvas);
    auto layout = layout_of(keyboard, state);
    if (layout == KeyboardLayout::pinyin && !chinese) layout = KeyboardLayout::latin;
    const auto& c = canvas.theme().palette;
    const float gap = canvas.mm(gap_mm);
    if (layout != KeyboardLayout::pin) {
        box(area, c.key_board);
        canvas.note("keyboard", area, keyboard.field);
    }
    std::optional<KeyAction> action;
    float y = area.top + gap + canvas.mm(1);
    const float side = canvas.mm(3);
    const Rect bar{area.left + side, y, area.right - side, y + canvas.mm(bar_mm)};
    if (layout == KeyboardLayout::pinyin)
        action = candidate_bar(canvas, bar, keyboard, state);
    else if (!keyboard.suggestions.empty())
        action = suggestion_bar(canvas, bar, keyboard);
    if (has_bar(keyboard, layout)) y = bar.bottom + gap;

    const auto keys = key_rows(keyboard, layout, state, canvas.portrait(), chinese);
    const float width = std::min(area.width() - side * 2, canvas.mm(keys.most_mm));
    const float between = canvas.mm(keys.gap_mm);
    const float left = area.centre().x - width / 2, unit = (width + between) / keys.units;
    for (const auto& row : keys.rows) {
        float x = left;
        for (const auto& key : row) {
            const Rect rect{std::round(x), y, std::round(x + unit * key.width - between),
                            y + canvas.mm(keys.height_mm)};
            x += unit * key.width;
            if (key.act == Key::Act::none) continue;
            const bool lit = (key.act == Key::Act::shift && state.shift) ||
                             (key.act == Key::Act::symbols && state.symbols);
            if (draw_key(canvas, rect, key, lit, layout == KeyboardLayout::pin))
                if (auto done = press(canvas, key, keyboard, state, layout)) action = done;
        }
        y += canvas.mm(keys.height_mm) + between;
    }
    return action;
}

void apply(const KeyAction& action, std::string& text, std::size_t& caret) {
    caret = std::min(caret, text.size());
    const auto before = [&] {
        std::size_t at = caret;
        while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0) == 0x80) {}
        return at;
    };
    switch (action.kind) {
        case KeyAction::Kind::insert:
            text.insert(caret, action.text);
            caret += action.text.size();
            return;
        case KeyAction::Kind::backspace: {
            const std::size_t from = before();
            text.erase(from, caret - from);
            caret = from;
            return;
        }
        case KeyAction::Kind::clear:
            text.clear();
            caret = 0;
            return;
        case KeyAction::Kind::left: caret = before(); return;
        case KeyAction::Kind::right:
            if (caret < text.size()) caret += character_length(text, caret);
            return;
        case KeyAction::Kind::next:
        case KeyAction::Kind::done: return;
    }
}

}  // namespace ui
