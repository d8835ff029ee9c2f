#include "ocr/regions.hpp"

#include "ocr/mending.hpp"
#include "ocr/text.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

namespace ocr {
namespace {

constexpr double by_code_too = 0.97;

/// Where the reading differs from the name it begins with, if that is in one character.
std::optional<std::size_t> only_difference(const std::u32string& name,
                                           const std::vector<Symbol>& read) {
    std::optional<std::size_t> out;
    if (name.size() < 3 || read.size() < name.size()) return out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (read[i].character == name[i]) continue;
        if (out) return std::nullopt;
        out = i;
    }
    return out;
}

void add_beginnings(const std::u32string& province, const std::u32string& city,
                    const std::u32string& county, std::vector<std::u32string>& to) {
    to.push_back(province + city + county);
    if (!city.empty() && !county.empty()) to.push_back(province + county);
    if (!province.empty() && !city.empty()) to.push_back(city + county);
    // Many cities have a district of the same name: what begins with it has lost the city's.
    if (!county.empty() && !county.ends_with(U'区')) to.push_back(county);
}

void add_authorities(const std::u32string& province, const std::u32string& city,
                     const std::u32string& county, std::vector<std::u32string>& to) {
    const std::u32string police = U"公安局";
    // Of a city with districts the district has a branch; a municipality is its own city.
    const auto& above = city.empty() ? province : city;
    if (county.ends_with(U'区')) {
        for (const auto* before : {U"", province.c_str()}) {
            if (city.empty() && *before != 0) continue;
            const auto stem = county.substr(0, county.size() - 1);
            to.push_back(before + above + police + stem + U"分局");
            if (stem.ends_with(U'新') && stem.size() > 2)  // 浦东新区: 浦东分局
                to.push_back(before + above + police + stem.substr(0, stem.size() - 1) + U"分局");
            to.push_back(before + above + police + county + U"分局");
        }
        to.push_back(above + county + police);
    } else if (!county.empty()) {
        to.push_back(county + police);
        to.push_back(province + county + police);
    } else {
        to.push_back(above + police);
        if (!city.empty()) to.push_back(province + city + police);
    }
}

void tidy(std::vector<std::u32string>& list) {
    std::erase_if(list, [](const auto& text) { return text.size() < 2; });
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

/// One wrong character in the longest of the legal forms names end with.
std::vector<Symbol> with_legal_form(std::vector<Symbol> read) {
    constexpr std::u32string_view form = U"有限责任公司";
    if (read.size() < form.size()) return read;
    const auto same = [](char32_t right, const Symbol& symbol) {
        return symbol.character == right;
    };
    const auto end = read.end() - static_cast<std::ptrdiff_t>(form.size());
    const auto [right, wrong] = std::mismatch(form.begin(), form.end(), end, same);
    if (right == form.end()) return read;
    const bool only = std::equal(right + 1, form.end(), wrong + 1, same);
    if (only) *wrong = {*right, as_good_as_read};
    return read;
}

}  // namespace

bool Regions::load(const std::filesystem::path& file) {
    if (!regions_.empty()) return true;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        std::istringstream fields(line);
        std::array<std::string, 4> field;
        for (auto& one : field) std::getline(fields, one, '\t');
        if (field[0].size() != 6 || field[1].empty()) continue;
        regions_.push_back(
            {field[0], to_characters(field[1]), to_characters(field[2]), to_characters(field[3])});
        const auto& [code, province, city, county] = regions_.back();
        // Behind a province an address goes on with a part of it.
        if (!city.empty() || !county.empty()) add_beginnings(province, city, county, beginnings_);
        add_authorities(province, city, county, authorities_);
    }
    tidy(beginnings_);
    tidy(authorities_);
    return regions_.size() > 1000;
}

std::vector<Symbol> Regions::mend_address(const std::vector<Symbol>& read,
                                          std::string_view code) const {
    const auto at = std::find_if(regions_.begin(), regions_.end(),
                                 [&](const auto& region) { return region.code == code; });
    std::vector<std::u32string> own;
    if (at != regions_.end()) add_beginnings(at->province, at->city, at->county, own);
    if (const auto* known = best_fit(own, read, false); known && known->size() > 3)
        return mended(*known, read, false, by_code_too);
    const auto* known = best_fit(beginnings_, read, false);
    auto out = known ? mended(*known, read, false, as_good_as_read) : read;
    if (begins_address(out)) return out;
    // A reader that does not know a character is sure of another one.
    for (const auto& name : own)
        if (const auto wrong = only_difference(name, out)) {
            out[*wrong] = {name[*wrong], to_be_checked};
            break;
        }
    return out;
}

std::vector<Symbol> Regions::mend_organisation(const std::vector<Symbol>& given,
                                               std::string_view code) const {
    const auto read = with_legal_form(given);
    const auto at = std::find_if(regions_.begin(), regions_.end(),
                                 [&](const auto& region) { return region.code == code; });
    if (at == regions_.end()) return read;
    std::vector<std::u32string> own;
    for (const auto& name : {at->county, at->city, at->province})
        if (name.size() > 2) own.push_back(name.substr(0, name.size() - 1));
    for (std::size_t i = 0; i < read.size(); ++i) {
        if (i > 0 && narrow(read[i - 1].character) != U'(') continue;
        for (const auto& known : own) {
            if (i + known.size() > read.size()) continue;
            const auto from = read.begin() + static_cast<std::ptrdiff_t>(i);
            const std::vector<Symbol> part(from, from + static_cast<std::ptrdiff_t>(known.size()));
            // One doubtful character of two or more, what follows being as it should.
            const char32_t next =
                i + known.size() < read.size() ? read[i + known.size()].character : U'\0';
            const bool closed = i == 0 || narrow(next) == U')';
            const auto fit = fit_of(known, part, true);
            if (!closed || fit.gain < static_cast<double>(known.size()) - 2.3) continue;
            auto out = read;
            const auto right = mended(known, part, true, to_be_checked);
            std::copy(right.begin(), right.end(), out.begin() + static_cast<std::ptrdiff_t>(i));
            return out;
        }
    }
    return read;
}

bool Regions::begins_address(const std::vector<Symbol>& read) const {
    const auto text = characters_of(read);
    for (std::size_t length = 2; length <= text.size(); ++length)
        if (std::binary_search(beginnings_.begin(), beginnings_.end(), text.substr(0, length)))
            return true;
    return false;
}

bool Regions::in_a_province(const std::vector<Symbol>& read) const {
    const auto text = characters_of(read);
    return begins_address(read) || std::ranges::any_of(regions_, [&](const auto& region) {
               return text.starts_with(region.province);
           });
}

std::optional<std::vector<Symbol>> Regions::mend_authority(const std::vector<Symbol>& read) const {
    const auto* known = best_fit(authorities_, read, true);
    if (!known) return std::nullopt;
    return mended(*known, read, true, as_good_as_read);
}

std::vector<std::u32string> Regions::like_authorities(const std::vector<Symbol>& read) const {
    std::vector<std::u32string> out;
    for (const auto& name : authorities_)
        if (name.size() == read.size() && only_difference(name, read)) out.push_back(name);
    return out;
}

}  // namespace ocr
