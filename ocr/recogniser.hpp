// The two readers of single lines: PP-OCRv4's network, which reads Chinese better, and Tesseract,
// which confirms it, reads labels at less cost and knows characters the network does not.

#pragma once

#include "ocr/ink.hpp"
#include "ocr/line.hpp"
#include "ocr/name_shapes.hpp"
#include "ocr/regions.hpp"

#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>
#include <string_view>
#include <vector>

namespace tesseract {
class TessBaseAPI;
}

namespace ocr {

class LineNetwork;

/// When another reader is asked besides the network: Tesseract or, of a person's name, the shapes
/// of its characters first.
enum class Second { never, in_doubt, of_name };

struct Wanted {
    LinePicture picture;
    Second second = Second::in_doubt;
    double breadth = 1;   ///< Less costs less; but then one digit may be taken for two alike.
    bool others = false;  ///< Whether the line may be a name: what `settled_name` wants to know.
};

/// The models, loaded once. Owned by one thread.
class Recogniser {
public:
    /// Tesseract's: Simplified Chinese, and the Latin one, which is surer of digits.
    enum class Model { chinese, latin };

    explicit Recogniser(std::filesystem::path models);
    ~Recogniser();

    /// False where a model is missing. Does nothing when already loaded.
    [[nodiscard]] bool load();
    /// `line`: 8-bit grey, one line of dark writing on light, characters 30–36 pixels high, a few
    /// pixels of paper around. `allowed`: the only characters to expect; empty for all.
    [[nodiscard]] Line read(const cv::Mat& line, Model model, std::string_view allowed = {});

    /// By the network, and by Tesseract as wanted; as many lines as given, empty for an empty
    /// picture. Many at once cost less than one at a time. `by_network`, if given, hears of each
    /// line as the network read it.
    [[nodiscard]] std::vector<Line> read(const std::vector<Wanted>& lines,
                                         const LineDone& by_network = {});
    [[nodiscard]] Line read(const Wanted& line);
    /// The network's reading with what Tesseract makes of the same line.
    [[nodiscard]] Line seconded(const Line& first, const LinePicture& line);
    /// A person's name, read by the network, by the shapes of its characters.
    [[nodiscard]] Line settled_name(const Line& first, const LinePicture& line);

    [[nodiscard]] NameShapes& shapes() { return shapes_; }
    /// Loaded with the models.
    [[nodiscard]] const Regions& regions() const { return regions_; }

private:
    std::filesystem::path models_;
    std::unique_ptr<tesseract::TessBaseAPI> chinese_;
    std::unique_ptr<tesseract::TessBaseAPI> latin_;
    std::unique_ptr<LineNetwork> network_;
    NameShapes shapes_;
    Regions regions_;
};

}  // namespace ocr
