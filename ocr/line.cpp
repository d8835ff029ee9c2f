#include "ocr/line.hpp"

#include "ocr/text.hpp"

#include <algorithm>
#include <numeric>

namespace ocr {

std::u32string Line::characters() const {
    std::u32string out;
    for (const auto& symbol : symbols) out.push_back(symbol.character);
    return out;
}

std::string Line::text() const { return to_utf8(characters()); }

double Line::confidence() const {
    const auto add = [](double sum, const Symbol& s) { return sum + s.confidence; };
    return symbols.empty() ? 0
                           : std::accumulate(symbols.begin(), symbols.end(), 0.0, add) /
                                 static_cast<double>(symbols.size());
}

double Line::least() const {
    const auto less = [](const Symbol& a, const Symbol& b) { return a.confidence < b.confidence; };
    const auto least = std::min_element(symbols.begin(), symbols.end(), less);
    return least == symbols.end() ? 0 : least->confidence;
}

}  // namespace ocr
