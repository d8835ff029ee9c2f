#include "ocr/agreement.hpp"

#include "ocr/text.hpp"

#include <algorithm>
#include <vector>

namespace ocr {
namespace {

constexpr double contradicted = 0.4;  // both sure, of different characters
constexpr double only_second = 0.5;   // at most, for what the better reader did not see

struct Partners {
    const Symbol* first = nullptr;
    const Symbol* second = nullptr;
};

bool alike(const Symbol& a, const Symbol& b) { return narrow(a.character) == narrow(b.character); }

/// Symbol by symbol, with the fewest changes (Levenshtein).
std::vector<Partners> align(const std::vector<Symbol>& a, const std::vector<Symbol>& b) {
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> cost((a.size() + 1) * width);
    const auto at = [&](std::size_t i, std::size_t k) -> std::size_t& {
        return cost[i * width + k];
    };
    const auto change = [&](std::size_t i, std::size_t k) {
        return alike(a[i - 1], b[k - 1]) ? std::size_t{0} : std::size_t{1};
    };
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t k = 0; k <= b.size(); ++k) {
            if (i == 0 || k == 0)
                at(i, k) = i + k;
            else
                at(i, k) =
                    std::min({at(i - 1, k - 1) + change(i, k), at(i - 1, k) + 1, at(i, k - 1) + 1});
        }
    std::vector<Partners> out;
    for (std::size_t i = a.size(), k = b.size(); i > 0 || k > 0;) {
        if (i > 0 && k > 0 && at(i, k) == at(i - 1, k - 1) + change(i, k))
            out.push_back({&a[--i], &b[--k]});
        else if (i > 0 && at(i, k) == at(i - 1, k) + 1)
            out.push_back({&a[--i], nullptr});
        else
            out.push_back({nullptr, &b[--k]});
    }
    std::reverse(out.begin(), out.end());
    return out;
}

/// What stands for both, or a symbol with the character 0 for neither.
Symbol joined(const Partners& pair) {
    if (!pair.first) {
        const bool writing = is_hanzi(pair.second->character) || is_digit(pair.second->character);
        if (!writing || pair.second->confidence < 0.7) return {};
        return {pair.second->character, std::min(only_second, pair.second->confidence)};
    }
    if (!pair.second || pair.second->character == unread) {
        if (pair.first->character == unread) return {};
        return {pair.first->character, pair.first->confidence * 0.85};
    }
    const Symbol& a = *pair.first;
    const Symbol& b = *pair.second;
    if (a.character == unread) return {b.character, std::min(only_second, b.confidence)};
    if (alike(a, b)) return {a.character, a.confidence + (1 - a.confidence) * b.confidence / 2};
    if (a.confidence < 0.5 && b.confidence > 0.8) return {b.character, contradicted};
    return {a.character, std::min(a.confidence, 1 - b.confidence * (1 - contradicted))};
}

}  // namespace

Line agreed(const Line& first, const Line& second) {
    Line out;
    bool lost = false;  // something is written between the last symbol and the next
    for (const auto& pair : align(first.symbols, second.symbols)) {
        auto symbol = joined(pair);
        if (symbol.character == 0) {
            if (!pair.first || pair.first->character != unread) continue;
            if (out.symbols.empty())
                lost = true;
            else
                out.symbols.back().confidence = std::min(out.symbols.back().confidence, 0.3);
            continue;
        }
        if (lost) symbol.confidence = std::min(symbol.confidence, 0.3);
        lost = false;
        out.symbols.push_back(symbol);
    }
    return out;
}

}  // namespace ocr
