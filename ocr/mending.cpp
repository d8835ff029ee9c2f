#include "ocr/mending.hpp"

#include "ocr/text.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace ocr {
namespace {

constexpr double missing = 2;       // a known character that was not read
constexpr double unread_one = 0.4;  // its confidence
constexpr double extra = 1.5;       // one read that is not known

/// What a character that differs says against the known text: a sure one says much.
double against(const Symbol& symbol) {
    return symbol.confidence < 0.9 ? 1.2 : symbol.confidence < 0.97 ? 2 : 4;
}

double worth(char32_t known, const Symbol& symbol) {
    return narrow(known) == narrow(symbol.character) ? 1 : -against(symbol);
}

/// Gains of all beginnings of the known text (rows) against all of the reading (columns).
struct Table {
    Table(std::u32string_view known, const std::vector<Symbol>& read)
        : width(read.size() + 1), gain((known.size() + 1) * width) {
        for (std::size_t i = 0; i <= known.size(); ++i)
            for (std::size_t k = 0; k <= read.size(); ++k) {
                if (i == 0 && k == 0) continue;
                double best = -1e9;
                if (i > 0) best = std::max(best, at(i - 1, k) - missing);
                if (k > 0) best = std::max(best, at(i, k - 1) - extra);
                if (i > 0 && k > 0)
                    best = std::max(best, at(i - 1, k - 1) + worth(known[i - 1], read[k - 1]));
                at(i, k) = best;
            }
    }
    double& at(std::size_t i, std::size_t k) { return gain[i * width + k]; }
    /// Where the known text ends in the reading.
    std::size_t end(std::size_t known, bool whole) {
        std::size_t best = width - 1;
        if (!whole)
            for (std::size_t k = 0; k < width; ++k)
                if (at(known, k) > at(known, best)) best = k;
        return best;
    }
    std::size_t width;
    std::vector<double> gain;
};

std::vector<Symbol> beginning(const std::vector<Symbol>& read, std::size_t known) {
    const auto count = std::min(read.size(), known + 2);
    return {read.begin(), read.begin() + static_cast<std::ptrdiff_t>(count)};
}

bool worth_a_look(std::u32string_view known, const std::set<char32_t>& characters, std::size_t read,
                  bool whole) {
    if (known.size() > read + 2 || (whole && read > known.size() + 2)) return false;
    const auto common = std::count_if(known.begin(), known.end(),
                                      [&](char32_t c) { return characters.contains(c); });
    return static_cast<std::size_t>(common) * 3 >= known.size() * 2;
}

/// Of what was read without doubt nothing is missing.
bool adds_to_a_sure_reading(std::u32string_view known, const std::vector<Symbol>& read,
                            bool whole) {
    constexpr double sure = 0.9;
    const auto part = whole ? read : beginning(read, known.size());
    const auto text = mended(known, part, true, 1);
    const auto added =
        std::ranges::count(text, unread_one, [](const Symbol& s) { return s.confidence; });
    return added > 0 && Line{part}.least() >= sure;
}

}  // namespace

Fit fit_of(std::u32string_view known, const std::vector<Symbol>& read, bool whole) {
    const auto part = whole ? read : beginning(read, known.size());
    Table table(known, part);
    const double gain = table.at(known.size(), table.end(known.size(), whole));
    return {gain, gain > static_cast<double>(known.size()) - 0.5};
}

std::vector<Symbol> mended(std::u32string_view known, const std::vector<Symbol>& read, bool whole,
                           double confidence) {
    const auto part = whole ? read : beginning(read, known.size());
    Table table(known, part);
    std::size_t k = table.end(known.size(), whole);
    std::vector<Symbol> out(read.rbegin(),
                            read.rend() - static_cast<std::ptrdiff_t>(k));  // back to front
    for (std::size_t i = known.size(); i > 0 || k > 0;) {
        if (i > 0 && k > 0 &&
            table.at(i, k) == table.at(i - 1, k - 1) + worth(known[i - 1], part[k - 1])) {
            const auto& symbol = part[--k];
            --i;
            if (narrow(known[i]) == narrow(symbol.character))
                out.push_back({symbol.character, 1 - (1 - symbol.confidence) * 0.2});
            else
                out.push_back({known[i], confidence});
        } else if (k > 0 && table.at(i, k) == table.at(i, k - 1) - extra) {
            --k;
        } else {
            out.push_back({known[--i], unread_one});
        }
    }
    std::reverse(out.begin(), out.end());
    return out;
}

const std::u32string* best_fit(const std::vector<std::u32string>& list,
                               const std::vector<Symbol>& read, bool whole, double least) {
    constexpr double clearly = 0.75;
    std::set<char32_t> characters;
    for (const auto& s : read) characters.insert(s.character);
    const std::u32string* best = nullptr;
    Fit most;
    double next = -1e9;
    for (const auto& known : list) {
        if (!worth_a_look(known, characters, read.size(), whole)) continue;
        const auto fit = fit_of(known, read, whole);
        // A longer name that fits as it stands is the same place said more closely.
        const bool same = best && (known.starts_with(*best) || best->starts_with(known));
        if (fit.gain > most.gain) {
            if (best && !same) next = std::max(next, most.gain);
            best = &known;
            most = fit;
        } else if (!same) {
            next = std::max(next, fit.gain);
        }
    }
    if (!best || most.gain < least * static_cast<double>(best->size())) return nullptr;
    if (most.exact) return best;
    return most.gain > next + clearly && !adds_to_a_sure_reading(*best, read, whole) ? best
                                                                                     : nullptr;
}

std::u32string characters_of(const std::vector<Symbol>& symbols) {
    return Line{symbols}.characters();
}

double least_of(const std::vector<Symbol>& symbols) { return Line{symbols}.least(); }

}  // namespace ocr
