// Writing on a picture.

#pragma once

#include "deploy/sandbox/specimen.hpp"

#include <memory>
#include <opencv2/core.hpp>
#include <string_view>

namespace sandbox {

enum class Face { sans, serif, digits };

/// Draws UTF-8 text with FreeType. Owned by one thread.
class Pen {
public:
    explicit Pen(const Print& print = {});  ///< Throws std::runtime_error where a face is missing.
    ~Pen();
    Pen(const Pen&) = delete;
    Pen& operator=(const Pen&) = delete;

    struct Style {
        Face face = Face::sans;
        int em = 30;                 ///< Pixels.
        cv::Scalar ink{25, 25, 25};  ///< In the picture's channel order.
        double pitch = 1;            ///< Advance over the face's own.
        double strength = 1;         ///< 1 covers, 0 leaves the paper.
    };
    /// Draws from `at` (left end of the baseline) and returns the pen's x after it.
    double write(cv::Mat& picture, cv::Point2d at, std::string_view text, const Style& style);
    /// Spreads the characters over `width`, as licences do with their labels.
    void spread(cv::Mat& picture, cv::Point2d at, double width, std::string_view text,
                const Style& style);
    /// Breaks after as many characters as fit in `width`; returns the number of lines.
    int paragraph(cv::Mat& picture, cv::Point2d at, double width, double leading,
                  std::string_view text, const Style& style);
    /// Whether the faces have every character of the text.
    [[nodiscard]] bool covers(std::string_view text) const;
    [[nodiscard]] double width(std::string_view text, const Style& style);

private:
    struct Faces;
    double glyph(cv::Mat& picture, cv::Point2d at, char32_t character, const Style& style,
                 bool draw);
    std::unique_ptr<Faces> faces_;
};

}  // namespace sandbox
