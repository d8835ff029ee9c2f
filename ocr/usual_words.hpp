// Words that stand on most business licences: types of organisation, phrases of scopes.

#pragma once

#include "ocr/line.hpp"

#include <string>
#include <vector>

namespace ocr {

/// Types as registers print them (市场主体类型), and the few usual additions.
[[nodiscard]] const std::vector<std::u32string>& usual_types();

/// A scope in which the phrases between its separators are put right where a usual one is meant.
[[nodiscard]] std::vector<Symbol> with_usual_phrases(const std::vector<Symbol>& read);

}  // namespace ocr
