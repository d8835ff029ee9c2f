// Small operations on recognised text, character by character.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ocr {

[[nodiscard]] std::u32string to_characters(std::string_view utf8);
[[nodiscard]] std::string to_utf8(std::u32string_view characters);

/// CJK ideographs of the Basic Multilingual Plane, the supplementary planes and 〇.
[[nodiscard]] bool is_hanzi(char32_t c);
[[nodiscard]] bool is_digit(char32_t c);

/// The ASCII form of a wide sign, letter or digit (Unicode block FF00, ideographic full stop and
/// comma kept); anything else as it is.
[[nodiscard]] char32_t narrow(char32_t c);

/// Insertions, deletions and replacements that turn one into the other (Levenshtein).
[[nodiscard]] std::size_t edit_distance(std::u32string_view a, std::u32string_view b);

/// The entry of a closed list that `text` most likely is: the only one within a third of its
/// length, or with one wrong character of two. Empty if none or if two are equally near.
[[nodiscard]] std::string_view closest(std::string_view text,
                                       const std::vector<std::string_view>& list);

}  // namespace ocr
