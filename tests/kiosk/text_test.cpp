#include "kiosk/text.hpp"

#include "tests/kiosk/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kiosk {
namespace {

struct Catalogue : testing::Test {
    TemporaryFolder folder;
    Text text{folder
                  .write("pay.toml",
                         "[pay.title]\nzh = \"支付\"\nen = \"Payment\"\n"
                         "[pay.left]\nzh = \"剩余 {n} 次，共 {n} 次\"\n")
                  .parent_path()};
};

TEST_F(Catalogue, SpeaksBothLanguages) {
    EXPECT_EQ(text("pay.title"), "支付");
    text.speak(flow::Language::en);
    EXPECT_EQ(text("pay.title"), "Payment");  // R93
}

TEST_F(Catalogue, FallsBackToChinese) {
    text.speak(flow::Language::en);
    EXPECT_EQ(text("pay.left", {{"n", "2"}}), "剩余 2 次，共 2 次");
}

TEST_F(Catalogue, FillsAValueThatLooksLikeAMarkOnlyOnce) {
    EXPECT_EQ(text("pay.left", {{"n", "{n}"}}), "剩余 {n} 次，共 {n} 次");
}

TEST_F(Catalogue, ShowsAKeyItDoesNotKnow) {
    EXPECT_FALSE(text.has("pay.nothing"));
    EXPECT_EQ(text("pay.nothing"), "pay.nothing");  // R98
}

TEST_F(Catalogue, NamesTheLineItCannotRead) {
    folder.write("bad.toml", "[a]\nzh = ");
    try {
        const Text bad(folder.path());
        FAIL();
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("bad.toml:2"));
    }
}

TEST(Catalogues, AreShippedInBothLanguages) {
    const Text shipped(SOURCE_DIR "/assets/text");
    for (const auto& [key, words] : shipped.all())
        EXPECT_FALSE(words.zh_cn.empty() || words.en.empty()) << key;  // R93 R98
}

}  // namespace
}  // namespace kiosk
