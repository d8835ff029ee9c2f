#include "ui/pinyin.hpp"

#include "ui/characters.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <googlepinyin/pinyinime.h>
#include <unordered_set>

namespace ui {
namespace {

using namespace ime_pinyin;

constexpr std::size_t longest_spelling = 40;

std::string utf8(const char16* text) {
    std::string out;
    for (; *text != 0; ++text) {
        const unsigned c = *text;
        const auto put = [&](unsigned byte) { out.push_back(static_cast<char>(byte)); };
        if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xC0 | c >> 6);
            put(0x80 | (c & 63));
        } else {
            put(0xE0 | c >> 12);
            put(0x80 | (c >> 6 & 63));
            put(0x80 | (c & 63));
        }
    }
    return out;
}

/// Ends of the syllables in the letters; the first is 0.
std::vector<std::size_t> syllable_ends() {
    const uint16* starts = nullptr;
    const std::size_t n = im_get_spl_start_pos(starts);
    return {starts, starts + n + 1};
}

std::vector<PinyinCandidate> from_library(std::string_view letters, std::size_t most) {
    im_reset_search();
    const std::size_t n = im_search(letters.data(), letters.size());
    const auto ends = syllable_ends();
    std::vector<PinyinCandidate> result;
    std::array<char16, 64> buffer{};
    for (std::size_t i = 0; i < std::min(n, most); ++i) {
        if (im_get_candidate(i, buffer.data(), buffer.size() - 1) == nullptr) continue;
        auto text = utf8(buffer.data());
        const std::size_t count = characters(text);
        if (count == 0 || count >= ends.size()) continue;
        result.push_back({std::move(text), ends[count]});
    }
    return result;
}

/// Puts `first` before the rest, each text once.
void put_at(std::vector<PinyinCandidate>& all, std::size_t at,
            const std::vector<PinyinCandidate>& these) {
    std::unordered_set<std::string> known;
    for (const auto& candidate : these) known.insert(candidate.text);
    std::erase_if(all, [&](const auto& c) { return known.contains(c.text); });
    const auto where = std::min(at, all.size());
    all.insert(all.begin() + static_cast<std::ptrdiff_t>(where), these.begin(), these.end());
}

std::string lowered(std::string_view letters) {
    std::string result;
    for (const char c : letters.substr(0, longest_spelling))
        result.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    return result;
}

}  // namespace

std::unique_ptr<Pinyin> Pinyin::open(const std::string& dictionary) {
    // The library leaks its dictionary when closed, so it stays open until the process ends.
    static std::string opened;
    if (opened != dictionary) {
        if (!std::ifstream(dictionary)) return nullptr;
        // A user dictionary that cannot exist makes the library go on without one.
        if (!im_open_decoder(dictionary.c_str(), "/dev/null/none")) return nullptr;
        im_set_max_lens(longest_spelling, longest_spelling / 2);
        opened = dictionary;
    }
    return std::unique_ptr<Pinyin>(new Pinyin);
}

Pinyin::~Pinyin() { im_reset_search(); }

std::string Pinyin::spelled(std::string_view letters) const {
    const std::string typed = lowered(letters);
    im_reset_search();
    im_search(typed.data(), typed.size());
    const auto ends = syllable_ends();
    std::string result;
    std::size_t next = 1;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        if (next + 1 < ends.size() && i == ends[next]) {
            if (typed[i] != '\'' && !result.ends_with('\'')) result.push_back(' ');
            ++next;
        }
        result.push_back(typed[i]);
    }
    return result;
}

std::vector<PinyinCandidate> Pinyin::candidates(std::string_view letters, PinyinUse use,
                                                std::size_t most) const {
    const std::string typed = lowered(letters);
    if (typed.empty()) return {};
    auto result = from_library(typed, most);
    const auto ends = syllable_ends();
    const std::size_t first = ends.size() > 1 ? ends[1] : typed.size();
    const std::string syllable = typed.substr(0, first);

    std::vector<PinyinCandidate> rare;
    for (auto& character : rare_name_characters(syllable))
        rare.push_back({std::move(character), first});
    if (use == PinyinUse::words) {
        std::erase_if(rare, [&](const auto& r) {
            return std::ranges::any_of(result, [&](auto& c) { return c.text == r.text; });
        });
        result.insert(result.end(), rare.begin(), rare.end());
        return result;
    }
    constexpr std::size_t near_the_front = 7;
    put_at(result, near_the_front, rare);
    if (use == PinyinUse::given_name) return result;
    std::vector<PinyinCandidate> names;
    for (auto& surname : surnames(typed)) names.push_back({std::move(surname), typed.size()});
    if (first < typed.size())
        for (auto& surname : surnames(syllable)) names.push_back({std::move(surname), first});
    // The whole name as the library reads it stays first when there is more than the surname.
    const bool whole = ends.size() > 2 && !result.empty() && result[0].letters == typed.size();
    put_at(result, whole ? 1 : 0, names);
    return result;
}

}  // namespace ui
