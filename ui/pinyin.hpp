#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ui {

/// One hanzi string offered for what was typed.
struct PinyinCandidate {
    std::string text;     ///< UTF-8.
    std::size_t letters;  ///< How many of the typed letters it stands for, from the front.
    bool operator==(const PinyinCandidate&) const = default;
};

/// What the field is for; names put surnames first and rare name characters near the front.
enum class PinyinUse { words, surname, given_name };

/// Hanzi from pinyin, by libgooglepinyin in process. The library keeps one decoder per process, so
/// make one of these. Nothing is learned and nothing is written: it runs without user dictionary.
/// UI thread only.
class Pinyin {
public:
    static constexpr const char* default_dictionary =
        "/usr/lib/x86_64-linux-gnu/googlepinyin/data/dict_pinyin.dat";

    /// Null when the dictionary cannot be read.
    static std::unique_ptr<Pinyin> open(const std::string& dictionary = default_dictionary);
    ~Pinyin();
    Pinyin(const Pinyin&) = delete;
    Pinyin& operator=(const Pinyin&) = delete;

    /// Candidates for `letters` (a–z and ', ü is v), best first, at most `most`.
    std::vector<PinyinCandidate> candidates(std::string_view letters, PinyinUse use,
                                            std::size_t most = 200) const;
    /// The letters with a blank between syllables, as shown while composing: "zhang san".
    std::string spelled(std::string_view letters) const;

private:
    Pinyin() = default;
};

/// Characters that names use and the dictionary lacks or hides (㛃 䶮 喆 犇 𠮷 …) for one syllable.
std::vector<std::string> rare_name_characters(std::string_view syllable);
/// Every syllable and character of that table; for the test that the font has them all.
std::vector<std::string> all_rare_name_characters();
/// Surnames of that syllable, the most frequent first, with their name readings (单 shan, 仇 qiu).
std::vector<std::string> surnames(std::string_view syllable);

}  // namespace ui
