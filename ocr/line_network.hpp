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

/// Made by deploy/setup for three lengths of line. Owned by one thread; computes on all of OpenCV's.
class LineNetwork {
public:
    /// `folder`: line_160.onnx, line_320.onnx, line_640.onnx and line_characters.txt, one character a row. False
    /// where one is missing or is not what it should be.
    [[nodiscard]] bool load(const std::filesystem::path& folder);

    /// `line`: 8-bit RGB, 48 pixels high, as `cut_line` gives it. Longer ones than the network takes are read in pieces, parted between characters.
    [[nodiscard]] Line read(const cv::Mat& line);

private:
    [[nodiscard]] std::vector<PlacedSymbol> read_piece(const cv::Mat& piece);

    std::array<cv::dnn::Net, 3> nets_;
    std::vector<char32_t> characters_;
};

/// Parts a line into pieces of at most `longest` columns, each as long as it may be and ending
/// where there is the least ink. Pure.
[[nodiscard]] std::vector<cv::Range> part_line(const cv::Mat& line, int longest);

}  // namespace ocr
