// The network of PP-OCRv4 that reads a line of writing, in OpenCV's own dnn.

#pragma once

#include "ocr/line.hpp"

#include <array>
#include <filesystem>
#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>
#include <vector>

namespace ocr {

struct PlacedSymbol {
    Symbol symbol;
    double at = 0;  ///< Its middle, pixels from the left.
};

/// A line to be read.
struct LinePixels {
    cv::Mat rgb;          ///< 8-bit, 48 pixels high, as `cut_line` gives it; may be empty.
    double breadth = 1;   ///< Squeezed to so much of its width first, for less cost; at least 0.6.
    bool others = false;  ///< Whether `Line::others` is wanted.
};

/// A part of a line, or all of it, and where it lies in a strip; pixels.
struct Piece {
    std::size_t line = 0;
    cv::Range columns;
    int start = 0;
};
using Strip = std::vector<Piece>;

/// Lines one after another in as few strips of what the network takes at once as they fill; parted
/// between characters. Pure.
[[nodiscard]] std::vector<Strip> laid_out(const std::vector<cv::Mat>& lines);

/// Made by deploy/setup for four lengths of strip. Owned by one thread; computes on two of
/// OpenCV's, a strip on each: meeting at every step of the network would cost a fifth more.
class LineNetwork {
public:
    /// `folder`: line_160.onnx, line_320.onnx, line_480.onnx, line_640.onnx and
    /// line_characters.txt, one character a row. False where one is missing or is not what it
    /// should be.
    [[nodiscard]] bool load(const std::filesystem::path& folder);

    /// As many readings as lines. Where ideographs stand too far apart an `unread` one is put
    /// between them. Many lines at once cost less than one at a time; `done`, if given, hears of
    /// each as soon as it is read, in their order.
    [[nodiscard]] std::vector<Line> read(const std::vector<LinePixels>& lines,
                                         const LineDone& done = {});

private:
    struct Reading {
        std::vector<PlacedSymbol> symbols;
        std::vector<std::u32string> others;  ///< By piece; empty where not asked for.
    };
    using Nets = std::array<cv::dnn::Net, 4>;  // one for each length
    [[nodiscard]] Reading read_strip(const std::vector<cv::Mat>& lines,
                                     const std::vector<LinePixels>& given, const Strip& strip,
                                     Nets& nets) const;
    [[nodiscard]] std::u32string others_in(const cv::Mat& logits, cv::Range steps) const;

    std::array<Nets, 2> lanes_;
    std::vector<char32_t> characters_;
};

}  // namespace ocr
