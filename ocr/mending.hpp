// Putting a doubtful reading right by what it can only have been: knowledge corrects doubt, it
// never invents.

#pragma once

#include "ocr/line.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ocr {

/// Confidence of a character that knowledge put in the place of a doubtful one: of a closed list,
/// or of what may also be something else and is therefore marked.
constexpr double as_good_as_read = 0.9;
constexpr double to_be_checked = 0.65;

/// How what was read fits something known.
struct Fit {
    double gain = -1e9;  ///< Characters that agree, less what the others speak against it.
    bool exact = false;  ///< All agree.
};

/// The known text against the reading, or, with `whole` false, against its beginning.
[[nodiscard]] Fit fit_of(std::u32string_view known, const std::vector<Symbol>& read, bool whole);

/// The reading with the known text in the place of what fits it best. What agrees becomes surer;
/// what differs takes the known character with `confidence`, what was missing is doubtful.
[[nodiscard]] std::vector<Symbol> mended(std::u32string_view known, const std::vector<Symbol>& read,
                                         bool whole, double confidence);

/// The one text of the list that fits well: all of it, or all but a few doubtful characters, with a
/// gain of `least` for each of its own, and clearly better than any other. Nothing if there is
/// none.
[[nodiscard]] const std::u32string* best_fit(const std::vector<std::u32string>& list,
                                             const std::vector<Symbol>& read, bool whole,
                                             double least = 0.6);

[[nodiscard]] std::u32string characters_of(const std::vector<Symbol>& symbols);
/// Of the most doubtful character or digit; 0 if there is none.
[[nodiscard]] double least_of(const std::vector<Symbol>& symbols);

}  // namespace ocr
