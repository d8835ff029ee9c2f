// Tesseract on single lines.

#pragma once

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

    /// The same without restriction, and where a character is doubtful a second look at the line
    /// with its edges sharpened; the surer of the two readings.
    [[nodiscard]] Line read_carefully(const cv::Mat& line);

private:
    std::filesystem::path tessdata_;
    std::unique_ptr<tesseract::TessBaseAPI> chinese_;
    std::unique_ptr<tesseract::TessBaseAPI> latin_;
    std::unique_ptr<LineNetwork> network_;
};

}  // namespace ocr
