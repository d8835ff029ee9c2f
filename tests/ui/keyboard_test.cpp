#include "tests/ui/panel.hpp"

#include <algorithm>
#include <filesystem>
#include <imgui.h>
#include <imgui_internal.h>

namespace ui {
namespace {

using Keys = OnForm;

TEST_F(Keys, LatinLettersDigitsAndAnAddressAreTyped) {
    auto h = hand();
    EXPECT_TRUE(h.type("li.Wei_88@example.cn")) << h.why();
    EXPECT_EQ(text_, "li.Wei_88@example.cn");  // R92
}

TEST_F(Keys, SymbolsHaveAPageOfTheirOwn) {
    auto h = hand();
    EXPECT_TRUE(h.type("a+b(1)")) << h.why();
    EXPECT_EQ(text_, "a+b(1)");
}

TEST_F(Keys, AnIdNumberEndsInX) {
    keyboard_.layout = KeyboardLayout::id_number;
    auto h = hand();
    EXPECT_TRUE(h.type("11010819900307001X")) << h.why();
    EXPECT_EQ(text_, "11010819900307001X");
}

TEST_F(Keys, ADigitIsCorrectedInTheMiddle) {
    keyboard_.layout = KeyboardLayout::numeric;
    auto h = hand();
    h.type("1239");
    h.touch("key.left");
    h.touch("key.backspace");
    h.type("4");
    EXPECT_TRUE(h.ok()) << h.why();
    EXPECT_EQ(text_, "1249");
}

TEST_F(Keys, BackspaceTakesAWholeCharacter) {
    text_ = "张𠮷", caret_ = text_.size();
    auto h = hand();
    h.touch("key.backspace");
    EXPECT_EQ(text_, "张");
}

TEST_F(Keys, ASuggestedMailDomainIsTypedAtOnce) {
    keyboard_.suggestions = {"@qq.com", "@163.com"};
    auto h = hand();
    h.type("sample");
    h.touch("suggestion.1");
    EXPECT_EQ(text_, "sample@163.com");
}

TEST_F(Keys, PinDigitsStandWhereTheCallerPutsThem) {
    keyboard_.layout = KeyboardLayout::pin;
    keyboard_.pin_order = "7294051836";
    frame();
    EXPECT_LT(find("key.7")->rect.left, find("key.2")->rect.left);
    EXPECT_LT(find("key.9")->rect.top, find("key.6")->rect.top);
}

class PinyinKeys : public OnForm {
protected:
    PinyinKeys() { keyboard_.layout = KeyboardLayout::pinyin; }
};

TEST_F(PinyinKeys, APlaceIsWritten) {
    auto h = hand();
    EXPECT_TRUE(h.type_pinyin("beijing", "北京")) << h.why();
    EXPECT_EQ(text_, "北京");  // R92
    EXPECT_EQ(state_.letters, "");
}

TEST_F(PinyinKeys, AWordIsPutTogetherFromItsParts) {
    auto h = hand();
    EXPECT_TRUE(h.type_pinyin("zhangsanfeng", "张叁峰")) << h.why();
    EXPECT_EQ(text_, "张叁峰");
}

TEST_F(PinyinKeys, TheLettersAreShownBySyllable) {
    auto h = hand();
    for (const char* key : {"key.b", "key.e", "key.i", "key.j", "key.i", "key.n", "key.g"})
        h.touch(key);
    EXPECT_EQ(h.text_of("keyboard.composition"), "bei jing");
    h.touch("key.backspace");
    EXPECT_EQ(h.text_of("keyboard.composition"), "bei jin");
}

TEST_F(PinyinKeys, SurnamesComeFirstInANameField) {
    keyboard_.person_name = true;
    auto h = hand();
    for (const char* key : {"key.q", "key.i", "key.u"}) h.touch(key);
    EXPECT_EQ(h.text_of("candidate.0"), "邱");
}

TEST_F(PinyinKeys, ARareNameIsWritten) {
    keyboard_.person_name = true;
    auto h = hand();
    h.type_pinyin("wang", "王");
    EXPECT_TRUE(h.type_pinyin("yan", "䶮")) << h.why();
    EXPECT_EQ(text_, "王䶮");
}

TEST_F(PinyinKeys, LatinIsAKeyAway) {
    auto h = hand();
    h.touch("key.language");
    EXPECT_TRUE(h.type("A1")) << h.why();
    EXPECT_EQ(text_, "A1");
}

TEST_F(PinyinKeys, AnotherFieldStartsAfresh) {
    auto h = hand();
    h.touch("key.b");
    EXPECT_EQ(state_.letters, "b");
    state_.field = "other";
    frame();
    EXPECT_EQ(state_.letters, "");
}

TEST(PinyinTable, RareNamesAreThere) {
    const auto pinyin = Pinyin::open();
    ASSERT_NE(pinyin, nullptr);
    for (const auto& [spelling, hanzi] :
         {std::pair{"jie", "㛃"}, {"yan", "䶮"}, {"zhe", "喆"}, {"ben", "犇"}, {"ji", "𠮷"}}) {
        const auto all = pinyin->candidates(spelling, PinyinUse::given_name);
        const auto at = std::ranges::find(all, hanzi, &PinyinCandidate::text);
        EXPECT_LT(at - all.begin(), 20) << spelling;
    }
}

TEST(PinyinTable, ChoosingTeachesNothingAndWritesNothing) {
    const auto here = std::filesystem::current_path();
    const auto files = [&] { return std::distance(std::filesystem::directory_iterator(here), {}); };
    const auto before = files();
    const auto pinyin = Pinyin::open();
    const auto first = pinyin->candidates("shi", PinyinUse::words);
    for (int i = 0; i < 50; ++i) pinyin->candidates("shishi", PinyinUse::words);
    EXPECT_EQ(pinyin->candidates("shi", PinyinUse::words), first);
    EXPECT_EQ(files(), before);
}

TEST(PinyinTable, AMissingDictionaryIsSaid) { EXPECT_EQ(Pinyin::open("/nowhere.dat"), nullptr); }

TEST_F(OnPanel, TheFontHasEveryRareCharacter) {
    draw_ = [](Canvas& c) {
        for (const auto& character : all_rare_name_characters()) {
            unsigned code = 0;
            ImTextCharFromUtf8(&code, character.data(), character.data() + character.size());
            EXPECT_TRUE(c.theme().regular()->IsGlyphInFont(code)) << character;
        }
    };
    frame();
}

}  // namespace
}  // namespace ui
