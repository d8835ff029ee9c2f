// Every text a person sees is in the catalogues, in both languages, and the font can write it (R93,
// R98).

#include "kiosk/text.hpp"

#include <filesystem>
#include <fstream>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <gtest/gtest.h>
#include <iterator>
#include <regex>
#include <set>

namespace {

namespace fs = std::filesystem;

const kiosk::Text& text() {
    static const kiosk::Text words(fs::path(SOURCE_DIR) / "assets/text");
    return words;
}

/// Literal keys handed to the catalogue in `folder`.
std::set<std::string> keys_used(const char* folder) {
    static const std::regex call(
        R"((?:\bt|\btext|waiting)\((?:scene, )?"([a-z0-9_\-]+\.[a-z0-9_.\-]+)\")");
    std::set<std::string> keys;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / folder)) {
        if (entry.path().extension() != ".cpp") continue;
        std::ifstream file(entry.path());
        const std::string source(std::istreambuf_iterator<char>(file), {});
        for (std::sregex_iterator hit(source.begin(), source.end(), call), end; hit != end; ++hit)
            keys.insert((*hit)[1]);
    }
    return keys;
}

TEST(Catalogue, HasEveryKeyTheScreensUse) {  // R98
    for (const auto* folder : {"ui", "kiosk"})
        for (const auto& key : keys_used(folder))
            EXPECT_TRUE(text().has(key) || text().has(key + ".title") || key.ends_with('.')) << key;
}

TEST(Catalogue, SaysEverythingInBothLanguages) {  // R93
    for (const auto& [key, words] : text().all()) {
        EXPECT_FALSE(words.zh_cn.empty()) << key;
        EXPECT_FALSE(words.en.empty()) << key;
    }
}

TEST(Catalogue, UsesTheSameValuesInBothLanguages) {
    static const std::regex value(R"(\{[a-z_]+\})");
    const auto values = [](const std::string& words) {
        return std::set<std::string>(std::sregex_token_iterator(words.begin(), words.end(), value),
                                     {});
    };
    for (const auto& [key, words] : text().all())
        EXPECT_EQ(values(words.zh_cn), values(words.en)) << key;
}

/// Calls `see` for every code point of well-formed UTF-8.
template <class See>
void each_code_point(const std::string& utf8, See see) {
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        unsigned long point = length == 1 ? lead : lead & (0x7FU >> length);
        for (std::size_t k = 1; k < length; ++k)
            point = point << 6U | (static_cast<unsigned char>(utf8.at(i + k)) & 0x3FU);
        see(point);
        i += length;
    }
}

TEST(Catalogue, IsWrittenByTheFont) {
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    ASSERT_EQ(FT_Init_FreeType(&library), 0);
    ASSERT_EQ(
        FT_New_Face(library, "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2, &face),
        0);
    for (const auto& entry : text().all())
        each_code_point(entry.second.zh_cn + entry.second.en, [&](unsigned long point) {
            EXPECT_TRUE(point < 0x20 || FT_Get_Char_Index(face, point) != 0)
                << entry.first << ": U+" << std::hex << point;
        });
    FT_Done_Face(face);
    FT_Done_FreeType(library);
}

}  // namespace
