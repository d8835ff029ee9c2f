#include "ui/canvas.hpp"
#include "ui/paint.hpp"

#include <algorithm>
#include <cmath>
#include <imgui.h>
#include <imgui_internal.h>

namespace ui {
namespace {

unsigned decoded(std::string_view text, std::size_t at, std::size_t length) {
    unsigned code = 0;
    const auto bytes = text.substr(at, length);
    ImTextCharFromUtf8(&code, bytes.data(), bytes.data() + bytes.size());
    return code;
}

bool ideographic(unsigned c) { return c >= 0x2e80; }

/// May not begin a line.
bool closing(unsigned c) {
    static constexpr std::u32string_view marks = U"，。、；：？！）》〉”’」』】〕…·,.;:?!)]}%℃—";
    return marks.find(static_cast<char32_t>(c)) != std::u32string_view::npos;
}

/// May not end a line.
bool opening(unsigned c) {
    static constexpr std::u32string_view marks = U"（《〈“‘「『【〔([{¥￥";
    return marks.find(static_cast<char32_t>(c)) != std::u32string_view::npos;
}

bool may_break(unsigned before, unsigned after) {
    if (closing(after) || opening(before) || after == ' ') return false;
    return before == ' ' || ideographic(before) || ideographic(after);
}

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

}  // namespace

std::size_t character_length(std::string_view text, std::size_t at) {
    std::size_t n = 1;
    while (at + n < text.size() && (static_cast<unsigned char>(text[at + n]) & 0xC0) == 0x80) ++n;
    return n;
}

float text_width(const Type& type, std::string_view text) {
    if (text.empty()) return 0;
    return type.font->CalcTextSizeA(type.size, FLT_MAX, 0, text.data(), text.data() + text.size())
        .x;
}

float line_height(const Type& type) { return std::round(type.size * 0.96F); }

Type fitted(Type type, std::string_view text, float width, float smallest) {
    const float wants = text_width(type, text);
    if (wants > width && wants > 0)
        type.size = std::max(std::floor(type.size * width / wants), std::min(smallest, type.size));
    while (type.size > smallest && text_width(type, text) > width) type.size -= 1;
    return type;
}

namespace {

std::vector<std::string_view> broken(const Type& type, std::string_view text, float width) {
    std::vector<std::string_view> lines;
    auto* baked = type.font->GetFontBaked(type.size);
    std::size_t start = 0, good = 0;
    float x = 0, x_at_good = 0;
    unsigned before = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t n = character_length(text, i);
        const unsigned c = decoded(text, i, n);
        if (c == '\n') {
            lines.push_back(text.substr(start, i - start));
            start = good = i + 1, x = x_at_good = 0, before = 0, i += n;
            continue;
        }
        if (before != 0 && may_break(before, c)) good = i, x_at_good = x;
        const float advance = baked->GetCharAdvance(static_cast<ImWchar>(c));
        if (x + advance > width && i > start && c != ' ') {
            const std::size_t cut = good > start ? good : i;
            lines.push_back(without_blanks(text.substr(start, cut - start)));
            x = good > start ? x - x_at_good : 0;
            start = good = cut, x_at_good = 0;
        }
        x += advance, before = c, i += n;
    }
    if (start < text.size() || lines.empty()) lines.push_back(text.substr(start));
    return lines;
}

}  // namespace

std::vector<std::string_view> wrapped(const Type& type, std::string_view text, float width) {
    auto lines = broken(type, text, width);
    constexpr std::size_t short_text = 240;
    if (lines.size() < 2 || text.size() > short_text || text.find('\n') != text.npos) return lines;
    // A last line of a word or two looks lost: share out the words.
    for (float part = 0.94F; part > 0.55F && text_width(type, lines.back()) < width * 0.3F;
         part -= 0.06F) {
        auto narrower = broken(type, text, width * part);
        if (narrower.size() != lines.size()) break;
        lines = std::move(narrower);
    }
    return lines;
}

float text_block(const Type& type, Rect area, const std::vector<std::string_view>& lines,
                 float anchor) {
    const float pitch = line_height(type);
    float y = area.top + pitch / 2;
    for (const auto words : lines) {
        text(type, area.left + area.width() * anchor, y, words, anchor);
        y += pitch;
    }
    return pitch * static_cast<float>(lines.size());
}

std::string shortened(Canvas& canvas, const Type& type, std::string_view text, float width) {
    if (text_width(type, text) <= width) return std::string(text);
    canvas.registry().tell_cut(text);
    std::string cut(text);
    while (!cut.empty() && text_width(type, cut + "…") > width) {
        while (cut.size() > 1 && (static_cast<unsigned char>(cut.back()) & 0xC0) == 0x80)
            cut.pop_back();
        cut.pop_back();
    }
    return cut + "…";
}

namespace {

/// Whether a line ends inside a Latin word or a number.
bool cuts_a_word(const std::vector<std::string_view>& lines) {
    const auto of_word = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    };
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto before = lines[i - 1], after = lines[i];
        const bool adjoin = before.data() + before.size() == after.data();
        if (adjoin && !before.empty() && !after.empty() && of_word(before.back()) &&
            of_word(after.front()))
            return true;
    }
    return false;
}

}  // namespace

void text_in(Canvas& canvas, Type type, Rect rect, std::string_view words, float anchor) {
    const float smallest = canvas.theme().smallest_font();
    const float x = rect.left + rect.width() * anchor, y = rect.centre().y;
    const Type one = fitted(type, words, rect.width(), std::max(smallest, type.size * 0.8F));
    if (text_width(one, words) <= rect.width()) return text(one, x, y, words, anchor);
    for (Type two = one; two.size >= smallest; two.size -= 1) {
        const auto lines = wrapped(two, words, rect.width());
        const float pitch = std::round(two.size * 0.84F);
        const bool fits =
            lines.size() == 2 && pitch * 2 <= rect.height() && !cuts_a_word(lines) &&
            std::ranges::all_of(lines, [&](auto l) { return text_width(two, l) <= rect.width(); });
        if (!fits) continue;
        text(two, x, y - pitch / 2, lines[0], anchor);
        return text(two, x, y + pitch / 2, lines[1], anchor);
    }
    const Type small = fitted(type, words, rect.width(), smallest);
    text(small, x, y, shortened(canvas, small, words, rect.width()), anchor);
}

}  // namespace ui
