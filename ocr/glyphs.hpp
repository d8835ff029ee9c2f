// What characters look like, whatever face they are printed in: which way their strokes run, and
// where.

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>
#include <vector>

namespace ocr {

/// Strength of the edges by place (8 × 8) and direction (8), each shape as strong as any other.
/// Empty for no ink.
using Shape = std::vector<std::uint8_t>;

/// `character`: 8-bit grey, one character, dark on light.
[[nodiscard]] Shape shape_of(const cv::Mat& character);

/// 1 for the same, 0 for nothing in common.
[[nodiscard]] double likeness(const Shape& a, const Shape& b);

/// Draws characters in the faces the terminal has, which are opened for the first of them. Owned by
/// one thread.
class Glyphs {
public:
    /// `files`: of Noto CJK, whose third of a file is that for Simplified Chinese; those that are
    /// missing are left out.
    explicit Glyphs(std::vector<std::filesystem::path> files);
    ~Glyphs();
    Glyphs(Glyphs&&) noexcept;
    Glyphs& operator=(Glyphs&&) noexcept;

    /// A shape for each face that has the character.
    [[nodiscard]] std::vector<Shape> shapes(char32_t character);

private:
    struct Faces;
    std::vector<std::filesystem::path> files_;
    std::unique_ptr<Faces> faces_;
};

}  // namespace ocr
