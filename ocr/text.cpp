#include "ocr/text.hpp"

#include <algorithm>
#include <numeric>

namespace ocr {

std::u32string to_characters(std::string_view text) {
    std::u32string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t c = length == 1 ? lead : lead & (0x7FU >> length);
        for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
            c = (c << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
        out.push_back(c);
        i += length;
    }
    return out;
}

std::string to_utf8(std::u32string_view characters) {
    std::string out;
    const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    for (const char32_t c : characters) {
        if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xC0 | (c >> 6));
            put(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            put(0xE0 | (c >> 12));
            put(0x80 | ((c >> 6) & 0x3F));
            put(0x80 | (c & 0x3F));
        } else {
            put(0xF0 | (c >> 18));
            put(0x80 | ((c >> 12) & 0x3F));
            put(0x80 | ((c >> 6) & 0x3F));
            put(0x80 | (c & 0x3F));
        }
    }
    return out;
}

bool is_hanzi(char32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x323AF) || c == U'〇';
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

char32_t narrow(char32_t c) { return c >= U'！' && c <= U'～' ? c - U'！' + U'!' : c; }

std::size_t edit_distance(std::u32string_view a, std::u32string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t corner = row[0]++;
        for (std::size_t k = 0; k < b.size(); ++k) {
            const std::size_t above = row[k + 1];
            row[k + 1] = std::min({row[k] + 1, above + 1, corner + (a[i] == b[k] ? 0 : 1)});
            corner = above;
        }
    }
    return row[b.size()];
}

std::string_view closest(std::string_view text, const std::vector<std::string_view>& list) {
    const auto wanted = to_characters(text);
    std::string_view best;
    std::size_t least = wanted.size();
    bool tied = false;
    for (const auto entry : list) {
        const auto characters = to_characters(entry);
        const std::size_t distance = edit_distance(wanted, characters);
        const std::size_t allowed =
            characters.size() < 3 ? characters.size() / 2 : (characters.size() + 2) / 3;
        if (distance > allowed || distance > least ||
            (distance == least && best.empty() && distance == wanted.size()))
            continue;
        tied = distance == least && !best.empty();
        least = distance;
        best = entry;
    }
    return tied ? std::string_view() : best;
}

}  // namespace ocr
