#include "ocr/line_network.hpp"

#include "ocr/agreement.hpp"
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
constexpr double narrowest = 0.64;  // lines may be squeezed to so much of their width
constexpr int room = 1000;          // longest / narrowest: pixels of line a strip takes
constexpr int apart = 40;           // between two lines of a strip
constexpr int scrap = 300;          // a shorter piece is not cut from a line

/// x·clip(x+3, 0, 6)/6 + offset. OpenCV 4.6 has it too, but branches at every value.
class QuickHardSwish : public cv::dnn::Layer {
public:
    explicit QuickHardSwish(const cv::dnn::LayerParams& params)
        : Layer(params), offset_(params.get<float>("offset", 0)) {}
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
            out[i] = x * std::min(std::max(x + 3.0F, 0.0F), 6.0F) * (1.0F / 6) + offset_;
        }
    }

private:
    float offset_;
};

/// Signs for what lies unread between ideographs too far apart, or beyond them at an end.
Line with_gaps_marked(const std::vector<PlacedSymbol>& found, int width) {
    constexpr double em = height / 1.3;
    std::vector<double> steps;
    for (std::size_t i = 1; i < found.size(); ++i)
        if (is_hanzi(found[i].symbol.character) && is_hanzi(found[i - 1].symbol.character))
            steps.push_back(found[i].at - found[i - 1].at);
    double pitch = em;
    if (steps.size() >= 4) {
        std::nth_element(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2), steps.end());
        pitch = std::max(em * 0.8, steps[steps.size() / 2]);
    }
    Line out;
    const Symbol mark{unread, 0};
    for (std::size_t i = 0; i < found.size(); ++i) {
        const bool hanzi = is_hanzi(found[i].symbol.character);
        const double before = i == 0 ? found[i].at - 0.25 * em + pitch / 2
                                     : found[i].at - found[i - 1].at;
        const bool both = hanzi && (i == 0 || is_hanzi(found[i - 1].symbol.character));
        if (both && before > 1.7 * pitch) out.symbols.push_back(mark);
        out.symbols.push_back(found[i].symbol);
    }
    if (!found.empty() && is_hanzi(found.back().symbol.character) &&
        width - 0.25 * em - found.back().at + pitch / 2 > 1.7 * pitch)
        out.symbols.push_back(mark);
    return out;
}

int end_of(const Strip& strip) { return strip.back().start + strip.back().columns.size(); }

/// The column with the least ink in the last character's breadth before `limit`.
int emptiest(const cv::Mat& line, int limit) {
    const cv::Range before(limit - height * 5 / 4, limit);
    cv::Mat grey;
    cv::cvtColor(line.colRange(before), grey, cv::COLOR_RGB2GRAY);
    cv::Mat paper;
    cv::reduce(grey, paper, 0, cv::REDUCE_SUM, CV_32F);
    cv::blur(paper, paper, {5, 1});
    cv::Point at;
    cv::minMaxLoc(paper, nullptr, nullptr, nullptr, &at);
    return before.start + at.x;
}

/// A piece of line into the network's input, at its place in the strip, scaled along by `k`.
void put(const cv::Mat& piece, int start, double k, cv::Mat& input) {
    const int width = input.size[3];
    const int from = std::min(cvRound(start * k), width - 1);
    const int length = std::clamp(cvRound(piece.cols * k), 1, width - from);
    cv::Mat fitting = piece;
    if (length != piece.cols)
        cv::resize(piece, fitting, {length, height}, 0, 0, cv::INTER_AREA);
    std::vector<cv::Mat> channels;
    cv::split(fitting, channels);
    for (int i = 0; i < 3; ++i) {  // the network was trained on blue first
        cv::Mat plane(height, width, CV_32F, input.ptr<float>(0, 2 - i));
        channels[static_cast<std::size_t>(i)].convertTo(plane.colRange(from, from + length),
                                                        CV_32F, 2.0 / 255, -1);
    }
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

std::vector<Strip> laid_out(const std::vector<cv::Mat>& lines) {
    std::vector<Strip> out(1);
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (int from = 0; from < lines[i].cols;) {
            const int start = out.back().empty() ? 0 : end_of(out.back()) + apart;
            const int left = lines[i].cols - from;
            if (left > room - start && room - start < scrap) {
                out.emplace_back();
                continue;
            }
            const int to = left <= room - start ? lines[i].cols
                                                : emptiest(lines[i], from + room - start);
            out.back().push_back({i, {from, to}, start});
            from = to;
        }
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

std::vector<Line> LineNetwork::read(const std::vector<cv::Mat>& lines) {
    std::vector<std::vector<PlacedSymbol>> found(lines.size());
    for (const auto& strip : laid_out(lines)) {
        if (strip.empty()) continue;
        for (const auto& symbol : read_strip(lines, strip)) {
            const auto piece = std::find_if(strip.rbegin(), strip.rend(), [&](const Piece& p) {
                return symbol.at >= p.start - apart / 2.0;
            });
            if (piece == strip.rend()) continue;
            found[piece->line].push_back(
                {symbol.symbol, symbol.at - piece->start + piece->columns.start});
        }
    }
    std::vector<Line> out;
    for (std::size_t i = 0; i < lines.size(); ++i)
        out.push_back(with_gaps_marked(found[i], lines[i].cols));
    return out;
}

std::vector<PlacedSymbol> LineNetwork::read_strip(const std::vector<cv::Mat>& lines,
                                                  const Strip& strip) {
    const int length = end_of(strip);
    std::size_t which = 0;
    while (which + 1 < widths.size() && length * narrowest > widths.at(which)) ++which;
    const int width = widths.at(which);
    const double k = std::min(1.0, static_cast<double>(width) / length);
    const std::array sizes{1, 3, height, width};
    cv::Mat input(4, sizes.data(), CV_32F, cv::Scalar(0));
    for (const auto& piece : strip) put(lines[piece.line].colRange(piece.columns), piece.start, k, input);
    auto& net = nets_.at(which);
    net.setInput(input);
    const cv::Mat logits = net.forward();
    const int count = std::min(logits.size[2], static_cast<int>(characters_.size()));
    const double step_width = width / (logits.size[1] * k);
    std::vector<PlacedSymbol> out;
    int last = 0;
    for (int step = 0; step < logits.size[1]; ++step) {
        const auto found = likeliest(logits.ptr<float>(0, step), count);
        const char32_t c = characters_[static_cast<std::size_t>(found.symbol)];
        const bool repeated = found.symbol == last;
        last = found.symbol;
        if (c <= U' ' || c == U'\u3000') continue;
        if (!repeated) out.push_back({{c, 0}, (step + 0.5) * step_width});
        auto& confidence = out.back().symbol.confidence;
        confidence = std::max(confidence, found.probability);
    }
    return out;
}

}  // namespace ocr
