#include "ocr/line_network.hpp"

#include "ocr/text.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <opencv2/imgproc.hpp>
#include <string>

namespace ocr {
namespace {

constexpr int height = 48;
constexpr std::array widths{160, 320, 640};
constexpr double narrowest = 0.66;  // a line may be squeezed to so much of its width
constexpr int line_em = 34;  // of cut_line's pictures

/// x·clip(x+3, 0, 6)/6. OpenCV 4.6 has it too, but branches at every value.
class QuickHardSwish : public cv::dnn::Layer {
public:
    explicit QuickHardSwish(const cv::dnn::LayerParams& params) : Layer(params) {}
    static cv::Ptr<Layer> create(cv::dnn::LayerParams& params) {
        return cv::makePtr<QuickHardSwish>(params);
    }
    bool getMemoryShapes(const std::vector<std::vector<int>>& inputs, int,
                         std::vector<std::vector<int>>& outputs,
                         std::vector<std::vector<int>>&) const override {
        outputs = inputs;
        return true;  // in place
    }
    void forward(cv::InputArrayOfArrays inputs, cv::OutputArrayOfArrays outputs,
                 cv::OutputArrayOfArrays) override {
        std::vector<cv::Mat> from;
        std::vector<cv::Mat> to;
        inputs.getMatVector(from);
        outputs.getMatVector(to);
        const float* in = from[0].ptr<float>();
        float* out = to[0].ptr<float>();
        const std::size_t count = from[0].total();
        for (std::size_t i = 0; i < count; ++i) {
            const float x = in[i];
            out[i] = x * std::min(std::max(x + 3.0F, 0.0F), 6.0F) * (1.0F / 6);
        }
    }
};

/// The line to the network's height: characters with a little paper above and below.
cv::Mat to_height(const cv::Mat& line) {
    cv::Mat rows;
    cv::reduce(line < 128, rows, 1, cv::REDUCE_MAX);
    int top = 0;
    int bottom = line.rows;
    while (top < bottom && rows.at<uchar>(top) == 0) ++top;
    while (bottom > top && rows.at<uchar>(bottom - 1) == 0) --bottom;
    const int most = std::max(cvRound(1.2 * (bottom - top)), cvRound(1.3 * line_em));
    const int from = std::clamp((top + bottom - most) / 2, 0, std::max(0, line.rows - most));
    const cv::Mat writing = line.rowRange(from, std::min(line.rows, from + most));
    const double k = static_cast<double>(height) / writing.rows;
    cv::Mat out;
    cv::resize(writing, out, {std::max(8, cvRound(writing.cols * k)), height}, 0, 0,
               k < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    return out;
}

struct Step {
    int symbol = 0;
    double probability = 0;
};

/// The likeliest symbol of a row of logits; 0 stands for none.
Step likeliest(const float* logits, int count) {
    const int best = static_cast<int>(std::max_element(logits, logits + count) - logits);
    if (best == 0) return {};
    double sum = 0;
    for (int i = 0; i < count; ++i) sum += std::exp(logits[i] - logits[best]);
    return {best, 1 / sum};
}

}  // namespace

std::vector<cv::Range> part_line(const cv::Mat& line, int longest) {
    cv::Mat ink;
    cv::reduce(255 - line, ink, 0, cv::REDUCE_SUM, CV_32F);
    cv::blur(ink, ink, {5, 1});
    std::vector<cv::Range> out;
    int from = 0;
    while (line.cols - from > longest) {
        int to = from + longest;
        for (int x = to - line.rows * 5 / 4; x < from + longest; ++x)
            if (ink.at<float>(x) <= ink.at<float>(to)) to = x;
        out.emplace_back(from, to);
        from = to;
    }
    out.emplace_back(from, line.cols);
    return out;
}

bool LineNetwork::load(const std::filesystem::path& folder) {
    cv::dnn::LayerFactory::registerLayer("QuickHardSwish", QuickHardSwish::create);
    std::ifstream list(folder / "line_characters.txt");
    characters_.assign(1, 0);
    for (std::string row; std::getline(list, row);) {
        const auto read = to_characters(row);
        characters_.push_back(read.empty() ? U' ' : read.front());
    }
    characters_.push_back(U' ');
    if (characters_.size() < 1000) return false;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const auto file = folder / ("line_" + std::to_string(widths.at(i)) + ".onnx");
        if (std::error_code error; !std::filesystem::is_regular_file(file, error)) return false;
        try {
            nets_.at(i) = cv::dnn::readNetFromONNX(file.string());
        } catch (const cv::Exception&) {
            return false;
        }
    }
    return true;
}

Line LineNetwork::read(const cv::Mat& line) {
    if (line.cols < 6 || line.rows < 6) return {};
    const cv::Mat whole = to_height(line);
    Line out;
    for (const auto& range : part_line(whole, cvFloor(widths.back() / narrowest))) {
        auto piece = read_piece(whole.colRange(range));
        out.symbols.insert(out.symbols.end(), piece.symbols.begin(), piece.symbols.end());
    }
    return out;
}

Line LineNetwork::read_piece(const cv::Mat& piece) {
    std::size_t which = 0;
    while (which + 1 < widths.size() && piece.cols * narrowest > widths.at(which)) ++which;
    cv::Mat fitting = piece;
    if (piece.cols > widths.at(which))
        cv::resize(piece, fitting, {widths.at(which), height}, 0, 0, cv::INTER_AREA);
    cv::Mat wide(height, widths.at(which), CV_32F, cv::Scalar(0));
    fitting.convertTo(wide.colRange(0, fitting.cols), CV_32F, 2.0 / 255, -1);
    const std::array sizes{1, 3, height, widths.at(which)};
    cv::Mat input(4, sizes.data(), CV_32F);
    for (int channel = 0; channel < 3; ++channel)
        wide.copyTo(cv::Mat(height, wide.cols, CV_32F, input.ptr<float>(0, channel)));
    auto& net = nets_.at(which);
    net.setInput(input);
    const cv::Mat logits = net.forward();
    const int count = std::min(logits.size[2], static_cast<int>(characters_.size()));
    Line out;
    int last = 0;
    for (int step = 0; step < logits.size[1]; ++step) {
        const auto found = likeliest(logits.ptr<float>(0, step), count);
        const char32_t c = characters_[static_cast<std::size_t>(found.symbol)];
        const bool repeated = found.symbol == last;
        last = found.symbol;
        if (c <= U' ' || c == U'\u3000') continue;
        if (!repeated) out.symbols.push_back({c, 0});
        auto& confidence = out.symbols.back().confidence;
        confidence = std::max(confidence, found.probability);
    }
    return out;
}

}  // namespace ocr
