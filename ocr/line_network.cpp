#include "ocr/line_network.hpp"

#include "ocr/agreement.hpp"
#include "ocr/network_steps.hpp"
#include "ocr/text.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <string>

namespace ocr {
namespace {

constexpr int height = 48;
constexpr std::array widths{160, 320, 480, 640};
constexpr int room = widths.back();
constexpr int apart = 26;   // between two lines of a strip
constexpr int scrap = 190;  // a shorter piece is not cut from a line

/// Signs for what lies unread between ideographs too far apart, or beyond them at an end.
Line with_gaps_marked(const std::vector<PlacedSymbol>& found, int width) {
    constexpr double em = height / 1.3;
    std::vector<double> steps;
    for (std::size_t i = 1; i < found.size(); ++i)
        if (is_hanzi(found[i].symbol.character) && is_hanzi(found[i - 1].symbol.character))
            steps.push_back(found[i].at - found[i - 1].at);
    double pitch = em;
    if (steps.size() >= 4) {
        std::nth_element(steps.begin(),
                         steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2),
                         steps.end());
        pitch = std::max(em * 0.8, steps[steps.size() / 2]);
    }
    Line out;
    const Symbol mark{unread, 0};
    for (std::size_t i = 0; i < found.size(); ++i) {
        const bool hanzi = is_hanzi(found[i].symbol.character);
        const double before =
            i == 0 ? found[i].at - 0.25 * em + pitch / 2 : found[i].at - found[i - 1].at;
        const bool both = hanzi && (i == 0 || is_hanzi(found[i - 1].symbol.character));
        // Other signs may stand at one side of their place.
        if (before > (both ? 1.7 : 2.1) * pitch) out.symbols.push_back(mark);
        out.symbols.push_back(found[i].symbol);
    }
    if (!found.empty() && is_hanzi(found.back().symbol.character) &&
        width - 0.25 * em - found.back().at + pitch / 2 > 1.7 * pitch)
        out.symbols.push_back(mark);
    return out;
}

cv::Mat squeezed(const LinePixels& line) {
    cv::Mat out;
    if (line.rgb.empty() || line.breadth >= 1) return line.rgb;
    const int width = std::max(1, cvRound(line.rgb.cols * line.breadth));
    cv::resize(line.rgb, out, {width, height}, 0, 0, cv::INTER_AREA);
    return out;
}

int end_of(const Strip& strip) { return strip.back().start + strip.back().columns.size(); }

/// The column with the least ink in the last character's breadth before `limit`.
int emptiest(const cv::Mat& line, int limit) {
    const cv::Range before(std::max(0, limit - height), limit);
    cv::Mat grey;
    cv::cvtColor(line.colRange(before), grey, cv::COLOR_RGB2GRAY);
    cv::Mat paper;
    cv::reduce(grey, paper, 0, cv::REDUCE_SUM, CV_32F);
    cv::blur(paper, paper, {5, 1});
    cv::Point at;
    cv::minMaxLoc(paper, nullptr, nullptr, nullptr, &at);
    return before.start + at.x;
}

/// A piece of line into the network's input, at its place in the strip.
void put(const cv::Mat& piece, int start, cv::Mat& input) {
    std::vector<cv::Mat> channels;
    cv::split(piece, channels);
    for (int i = 0; i < 3; ++i) {  // the network was trained on blue first
        cv::Mat plane(height, input.size[3], CV_32F, input.ptr<float>(0, 2 - i));
        channels[static_cast<std::size_t>(i)].convertTo(plane.colRange(start, start + piece.cols),
                                                        CV_32F, 2.0 / 255, -1);
    }
}

struct Step {
    int symbol = 0;
    double probability = 0;
};

/// The likeliest symbol at each place; 0 stands for none. `logits`: a row for each symbol.
std::vector<Step> likeliest(const cv::Mat& logits, int symbols) {
    const int places = logits.size[2];
    std::vector<float> most(logits.ptr<float>(0, 0), logits.ptr<float>(0, 0) + places);
    std::vector<Step> out(most.size());
    for (int symbol = 1; symbol < symbols; ++symbol) {
        const float* row = logits.ptr<float>(0, symbol);
        for (std::size_t i = 0; i < most.size(); ++i) {
            if (row[i] <= most[i]) continue;
            most[i] = row[i];
            out[i].symbol = symbol;
        }
    }
    for (std::size_t i = 0; i < most.size(); ++i) {
        if (out[i].symbol == 0) continue;
        double sum = 0;
        for (int symbol = 0; symbol < symbols; ++symbol)
            sum += std::exp(logits.ptr<float>(0, symbol)[i] - most[i]);
        out[i].probability = 1 / sum;
    }
    return out;
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
            const int to =
                left <= room - start ? lines[i].cols : emptiest(lines[i], from + room - start);
            out.back().push_back({i, {from, to}, start});
            from = to;
        }
    if (out.back().empty()) out.pop_back();
    return out;
}

bool LineNetwork::load(const std::filesystem::path& folder) {
    register_network_steps();
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
            for (auto& nets : lanes_) nets.at(i) = cv::dnn::readNetFromONNX(file.string());
        } catch (const cv::Exception&) {
            return false;
        }
    }
    return true;
}

std::vector<Line> LineNetwork::read(const std::vector<LinePixels>& given, const LineDone& done) {
    std::vector<cv::Mat> lines;
    lines.reserve(given.size());
    for (const auto& line : given) lines.push_back(squeezed(line));
    std::vector<std::vector<PlacedSymbol>> found(lines.size());
    std::vector<std::u32string> others(lines.size());
    std::vector<Line> out;
    const auto finish = [&](std::size_t end) {  // the lines before it
        for (std::size_t i = out.size(); i < end; ++i) {
            out.push_back(with_gaps_marked(found[i], given[i].rgb.cols));
            out.back().others = std::move(others[i]);
            if (done) done(i, out.back());
        }
    };
    const auto take = [&](const Strip& strip, Reading& reading) {
        for (std::size_t i = 0; i < strip.size(); ++i) others[strip[i].line] += reading.others[i];
        for (const auto& symbol : reading.symbols) {
            const auto piece = std::find_if(strip.rbegin(), strip.rend(), [&](const Piece& p) {
                return symbol.at >= p.start - apart / 2.0;
            });
            if (piece == strip.rend()) continue;
            found[piece->line].push_back(
                {symbol.symbol,
                 (symbol.at - piece->start + piece->columns.start) / given[piece->line].breadth});
        }
        const auto& last = strip.back();
        finish(last.columns.end == lines[last.line].cols ? last.line + 1 : last.line);
    };
    const auto strips = laid_out(lines);
    for (std::size_t next = 0; next < strips.size(); next += lanes_.size()) {
        std::array<Reading, std::tuple_size_v<decltype(lanes_)>> readings;
        const auto count = std::min(lanes_.size(), strips.size() - next);
        cv::parallel_for_({0, static_cast<int>(count)}, [&](const cv::Range& part) {
            for (auto i = static_cast<std::size_t>(part.start);
                 i < static_cast<std::size_t>(part.end); ++i)
                readings[i] = read_strip(lines, given, strips[next + i], lanes_[i]);
        });
        for (std::size_t i = 0; i < count; ++i) take(strips[next + i], readings[i]);
    }
    finish(lines.size());
    return out;
}

std::u32string LineNetwork::others_in(const cv::Mat& logits, cv::Range steps) const {
    constexpr std::ptrdiff_t kept = 8;  // of each place
    std::u32string out;
    std::vector<std::pair<float, char32_t>> likely(characters_.size());
    const auto symbols = std::min(static_cast<std::size_t>(logits.size[1]), characters_.size());
    for (int step = steps.start; step < steps.end; ++step) {
        likely.clear();
        for (std::size_t i = 1; i < symbols; ++i)
            if (is_hanzi(characters_[i]))
                likely.emplace_back(logits.ptr<float>(0, static_cast<int>(i))[step],
                                    characters_[i]);
        std::partial_sort(likely.begin(), likely.begin() + kept, likely.end(), std::greater<>());
        for (auto one = likely.begin(); one != likely.begin() + kept; ++one)
            if (out.find(one->second) == out.npos) out.push_back(one->second);
    }
    return out;
}

LineNetwork::Reading LineNetwork::read_strip(const std::vector<cv::Mat>& lines,
                                             const std::vector<LinePixels>& given,
                                             const Strip& strip, Nets& nets) const {
    std::size_t which = 0;
    while (which + 1 < widths.size() && end_of(strip) > widths.at(which)) ++which;
    const std::array sizes{1, 3, height, widths.at(which)};
    cv::Mat input(4, sizes.data(), CV_32F, cv::Scalar(0));
    for (const auto& piece : strip)
        put(lines[piece.line].colRange(piece.columns), piece.start, input);
    auto& net = nets.at(which);
    net.setInput(input);
    const cv::Mat logits = net.forward();
    const auto steps =
        likeliest(logits, std::min(logits.size[1], static_cast<int>(characters_.size())));
    const double step_width = static_cast<double>(widths.at(which)) / logits.size[2];
    Reading out;
    for (const auto& piece : strip) {
        const cv::Range places(static_cast<int>(piece.start / step_width),
                               static_cast<int>((piece.start + piece.columns.size()) / step_width));
        out.others.push_back(given[piece.line].others ? others_in(logits, places)
                                                      : std::u32string());
    }
    int last = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const char32_t c = characters_[static_cast<std::size_t>(steps[i].symbol)];
        const bool repeated = steps[i].symbol == last;
        last = steps[i].symbol;
        if (c <= U' ' || c == U'\u3000') continue;
        if (!repeated) out.symbols.push_back({{c, 0}, (static_cast<double>(i) + 0.5) * step_width});
        auto& confidence = out.symbols.back().symbol.confidence;
        confidence = std::max(confidence, steps[i].probability);
    }
    return out;
}

}  // namespace ocr
