#include "ocr/name_shapes.hpp"

#include "ocr/agreement.hpp"
#include "ocr/rare_characters.hpp"
#include "ocr/surnames.hpp"
#include "ocr/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>
#include <utility>

namespace ocr {
namespace {

constexpr std::size_t longest = 4;  // characters; longer names are parted by a dot
constexpr double em = 34;           // of a LinePicture
constexpr double the_same = 0.95;   // likeness, of a print and another face's
constexpr double possible = 0.9;    // of a bad photograph of it
constexpr double illegible = 0.85;
constexpr double clearly = 0.02;  // better than the next
constexpr double twins = 0.006;   // as like one as the other
constexpr double sure = 0.9;      // confidence
constexpr double in_doubt = 0.8;
constexpr double no_surname = 0.3;
constexpr double replaced = 0.6;  // of what no reader of lines has read

struct Found {
    char32_t character = 0;
    double likeness = 0;
};

/// First and last column with ink, last not included.
std::pair<int, int> extent(const cv::Mat& ink) {
    std::vector<cv::Point> inked;
    cv::findNonZero(ink > 255, inked);
    return inked.empty() ? std::pair(0, 0) : std::pair(inked.front().x, inked.back().x + 1);
}

cv::Mat ink_of(const cv::Mat& line) {
    if (line.empty()) return cv::Mat::zeros(1, 1, CV_32S);
    cv::Mat ink;
    cv::reduce(line < 180, ink, 0, cv::REDUCE_SUM, CV_32S);
    return ink;
}

/// How many characters as broad as they are high fill the line.
std::size_t filled(const cv::Mat& line) {
    const auto [from, to] = extent(ink_of(line));
    return static_cast<std::size_t>(std::max(0, cvRound((to - from) / (1.04 * em))));
}

}  // namespace

std::vector<cv::Rect> characters_apart(const cv::Mat& line, std::size_t count) {
    constexpr double gap = 0.08;  // between two of them, part of the pitch
    const cv::Mat ink = ink_of(line);
    const auto [from, to] = extent(ink);
    if (to == from || count == 0) return {};
    const double pitch = (to - from) / (static_cast<double>(count) - gap);
    const auto emptiest = [&](double middle) {
        const int reach = cvRound(0.16 * pitch);
        int best = cvRound(middle);
        double least = 1e18;
        for (int x = std::max(1, best - reach); x <= std::min(line.cols - 2, best + reach); ++x) {
            const double full = ink.at<int>(x - 1) + 2 * ink.at<int>(x) + ink.at<int>(x + 1) +
                                60 * std::abs(x - middle);
            if (full >= least) continue;
            least = full;
            best = x;
        }
        return best;
    };
    std::vector<int> cuts{std::max(0, from - 2)};
    for (std::size_t i = 1; i < count; ++i)
        cuts.push_back(emptiest(from + (static_cast<double>(i) - gap / 2) * pitch));
    cuts.push_back(std::min(line.cols, to + 2));
    std::vector<cv::Rect> out;
    for (std::size_t i = 0; i < count; ++i)
        out.emplace_back(cuts[i], 0, std::max(1, cuts[i + 1] - cuts[i]), line.rows);
    return out;
}

NameShapes::NameShapes()
    : glyphs_({"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
               "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"}) {}

void NameShapes::load() {
    for (const auto list : {rare_characters(), surnames()})
        for (const char32_t character : list) (void)drawn(character);
}

const std::vector<Shape>& NameShapes::drawn(char32_t character) {
    const auto found = drawn_.find(character);
    if (found != drawn_.end()) return found->second;
    return drawn_.emplace(character, glyphs_.shapes(character)).first->second;
}

double NameShapes::likeness_of(const Shape& seen, char32_t character) {
    double most = 0;
    for (const auto& shape : drawn(character)) most = std::max(most, likeness(seen, shape));
    return most;
}

bool NameShapes::settle(const Symbol& read, const Shape& seen, std::u32string_view candidates,
                        Settled& name) {
    const double own = read.character == unread ? 0 : likeness_of(seen, read.character);
    Found best;
    double next = own;  // the second best
    for (const char32_t candidate : candidates) {
        if (candidate == read.character || candidate == best.character) continue;
        double likeness = likeness_of(seen, candidate);
        if (candidate > 0xFFFF) likeness -= 0.25 * (1 - likeness);  // hardly ever in a name
        next = std::max(next, std::min(likeness, best.likeness));
        if (likeness > best.likeness) best = {candidate, likeness};
    }
    name.likeness += std::max(own, best.likeness);
    name.symbols.push_back(read);
    auto& symbol = name.symbols.back();
    const std::size_t trust = read.confidence < 0.6 ? 0 : read.confidence < sure ? 1 : 2;
    // Of a thousand candidates one looks a little more like any blurred character.
    const double needed = std::array{possible, 0.93, 0.94}.at(trust);
    const double margin =
        std::array{0.4 * read.confidence, 0.35, 0.5}.at(trust) * (1 - best.likeness);
    if (best.likeness > needed && best.likeness > own + margin) {
        const bool clear = best.likeness > the_same && best.likeness > next + clearly;
        symbol = {best.character, clear ? replaced : replaced / 2};
        return true;
    }
    if (own < illegible && read.confidence < sure) return false;
    if (best.likeness > own - twins)
        symbol.confidence = std::min(read.confidence, in_doubt);
    else if (own > possible && own > best.likeness + clearly)
        symbol.confidence = std::max(read.confidence, sure);
    return true;
}

std::optional<NameShapes::Settled> NameShapes::settle(const std::vector<Symbol>& read,
                                                      const cv::Mat& line,
                                                      std::u32string_view others) {
    const auto cells = characters_apart(line, read.size());
    if (cells.empty()) return std::nullopt;
    std::u32string any(others);
    any += rare_characters();
    std::u32string first(any);
    std::erase_if(first, [](char32_t c) { return !begins_name(c); });
    Settled out;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto seen = shape_of(line(cells[i]));
        auto symbol = read[i];
        if (i == 0 && !begins_name(symbol.character)) {
            symbol.confidence = std::min(symbol.confidence, no_surname);
            first += surnames();
        }
        if (seen.empty() || !settle(symbol, seen, i == 0 ? first : any, out)) return std::nullopt;
    }
    return out;
}

std::optional<Line> NameShapes::settled(const Line& read, const cv::Mat& line,
                                        std::u32string_view others) {
    std::vector<Symbol> name;
    for (const auto& symbol : read.symbols)
        if (is_hanzi(symbol.character) || symbol.character == unread) name.push_back(symbol);
    if (name.size() > longest) return std::nullopt;
    auto best = settle(name, line, others);
    const auto each = [](const Settled& of) {
        return of.likeness / static_cast<double>(of.symbols.size());
    };
    if (name.size() < longest && filled(line) == name.size() + 1)
        for (std::size_t i = 0; i <= name.size(); ++i) {  // one may have been passed over
            auto with_gap = name;
            with_gap.insert(with_gap.begin() + static_cast<std::ptrdiff_t>(i), {unread, 0});
            const auto out = settle(with_gap, line, others);
            if (out && (!best || each(*out) > each(*best) + clearly)) best = out;
        }
    if (!best) return std::nullopt;
    return Line{std::move(best->symbols)};
}

std::optional<NameShapes::Word> NameShapes::one_of(const std::vector<std::u32string>& words,
                                                   const cv::Mat& line) {
    const auto [from, to] = extent(ink_of(line));
    Word best;
    double most = 0;
    double next = 0;
    for (const auto& word : words) {
        const double pitch = (to - from) / (static_cast<double>(word.size()) * em);
        if (pitch < 0.8 || pitch > 1.4) continue;
        const auto cells = characters_apart(line, word.size());
        double sum = 0;
        for (std::size_t k = 0; k < cells.size(); ++k)
            sum += likeness_of(shape_of(line(cells[k])), word[k]);
        const double likeness = sum / static_cast<double>(word.size());
        next = std::max(next, std::min(likeness, most));
        if (likeness <= most) continue;
        most = likeness;
        best = {word, likeness > the_same ? sure : replaced};
    }
    if (most < possible || most < next + clearly) return std::nullopt;
    return best;
}

}  // namespace ocr
