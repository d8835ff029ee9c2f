// The two readers of single lines: PP-OCRv4's network, which reads Chinese better, and Tesseract,
// which confirms it, reads labels at less cost and knows characters the network does not.

#pragma once

#include "ocr/ink.hpp"
#include "ocr/line.hpp"

#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>
#include <string_view>

namespace tesseract {
class TessBaseAPI;
}

namespace ocr {

class LineNetwork;

/// Two models, loaded once: Simplified Chinese and the Latin one, which is surer of digits.
/// Owned by one thread; takes one core.
class Recogniser {
public:
    enum class Model { chinese, latin };

    explicit Recogniser(std::filesystem::path tessdata);
    ~Recogniser();

    /// False where a model is missing. Does nothing when already loaded.
    [[nodiscard]] bool load();
    /// `line`: 8-bit grey, one line of dark writing on light, characters 30–36 pixels high, a few
    /// pixels of paper around. `allowed`: the only characters to expect; empty for all.
    [[nodiscard]] Line read(const cv::Mat& line, Model model, std::string_view allowed = {});

    /// By the network alone.
    [[nodiscard]] Line read_network(const LinePicture& line);
    /// By both readers, for what nothing else vouches for, such as names.
    [[nodiscard]] Line read_twice(const LinePicture& line);
    /// By the network, and where that is in doubt by Tesseract too.
    [[nodiscard]] Line read_carefully(const LinePicture& line);

private:
    std::filesystem::path tessdata_;
    std::unique_ptr<tesseract::TessBaseAPI> chinese_;
    std::unique_ptr<tesseract::TessBaseAPI> latin_;
    std::unique_ptr<LineNetwork> network_;
};

}  // namespace ocr
