// A line of writing as a reader made it out.

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace ocr {

struct Symbol {
    char32_t character = 0;
    double confidence = 0;  ///< 0–1
};

/// Blanks are left out.
struct Line {
    std::vector<Symbol> symbols;
    std::u32string others{};  ///< What else may be in it, where that was asked for.

    [[nodiscard]] std::u32string characters() const;
    [[nodiscard]] std::string text() const;
    [[nodiscard]] double confidence() const;  ///< Mean over the symbols; 0 for an empty line.
    /// Of the most doubtful character or digit; punctuation does not count. 0 if there is none.
    [[nodiscard]] double least() const;
};

/// A line, by its place among those given, was read.
using LineDone = std::function<void(std::size_t place, const Line& line)>;

}  // namespace ocr
