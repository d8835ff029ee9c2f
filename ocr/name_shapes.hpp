// The characters of a person's name by their shape. Readers of lines go by what is usual, and names
// are not: they know too few characters and take a rare one for its commoner look-alike.

#pragma once

#include "ocr/glyphs.hpp"
#include "ocr/line.hpp"

#include <map>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocr {

/// Owned by one thread; what it has drawn once it keeps.
class NameShapes {
public:
    NameShapes();

    /// Draws what is compared with every name; it would delay the first.
    void load();

    /// The name with each character as it is, or as the candidate it looks much more like.
    /// `read`: what a reader of lines made of it, a sign for what it could not read counting as
    /// one. `line`: 8-bit grey, as LinePicture has it; the name alone. `others`: what else may be
    /// in it; besides, rare characters may. Nothing where a character is like none of them.
    [[nodiscard]] std::optional<Line> settled(const Line& read, const cv::Mat& line,
                                              std::u32string_view others);

    struct Word {
        std::u32string text;
        double confidence = 0;
    };
    /// The one of them the line, which holds nothing else, looks clearly most like.
    [[nodiscard]] std::optional<Word> one_of(const std::vector<std::u32string>& words,
                                             const cv::Mat& line);

private:
    const std::vector<Shape>& drawn(char32_t character);
    [[nodiscard]] double likeness_of(const Shape& seen, char32_t character);
    struct Settled {
        std::vector<Symbol> symbols;
        double likeness = 0;  ///< Sum over them.
    };
    [[nodiscard]] bool settle(const Symbol& read, const Shape& seen, std::u32string_view candidates,
                              Settled& name);
    [[nodiscard]] std::optional<Settled> settle(const std::vector<Symbol>& read,
                                                const cv::Mat& line, std::u32string_view others);

    Glyphs glyphs_;
    std::map<char32_t, std::vector<Shape>> drawn_;
};

/// A line of `count` characters of equal breadth parted between them. Pure.
[[nodiscard]] std::vector<cv::Rect> characters_apart(const cv::Mat& line, std::size_t count);

}  // namespace ocr
