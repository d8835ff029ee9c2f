#include "ocr/line.hpp"

#include "ocr/agreement.hpp"
#include "ocr/text.hpp"

#include <algorithm>
#include <cctype>
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
    double least = 1;
    bool any = false;
    for (const auto& s : symbols) {
        const char32_t c = narrow(s.character);
        const bool letter = c < 0x80 && std::isalnum(static_cast<int>(c)) != 0;
        if (!letter && !is_hanzi(c) && c != unread) continue;
        least = std::min(least, s.confidence);
        any = true;
    }
    return any ? least : 0;
}

}  // namespace ocr
