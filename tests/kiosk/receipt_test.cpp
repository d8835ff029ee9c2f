#include "kiosk/receipt.hpp"

#include <gtest/gtest.h>

namespace kiosk {
namespace {

constexpr auto fonts = "/usr/share/fonts/opentype/noto/";

SlipPaper blank_paper() {
    const std::filesystem::path folder(fonts);
    return SlipPaper::open(folder / "NotoSansCJK-Regular.ttc", folder / "NotoSansCJK-Bold.ttc")
        .value();
}

bool black(const drivers::Image& image, int x, int y) {
    return image.rgb[static_cast<std::size_t>(y * image.width + x) * 3] < 128;
}

int ink(const drivers::Image& image) {
    int dots = 0;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) dots += black(image, x, y) ? 1 : 0;
    return dots;
}

int ink_of(std::string_view text) {
    auto paper = blank_paper();
    paper.text(text);
    return ink(paper.image());
}

struct Receipt : testing::Test {
    Text text{SOURCE_DIR "/assets/text"};
    flow::Draft draft;
    flow::PrintSlip slip{flow::AskId{1}, "receipt", {}, "https://example.invalid/o/1", "O-1"};

    Receipt() {
        draft.order.id = "O-1";
        draft.service = "new";
        draft.order.price_fen = 20000;
        draft.choices.lr_in_person = true;
        draft.fields[flow::FieldId::org_name].text = "样本（北京）科技有限公司";
        draft.fields[flow::FieldId::lr_name].text = "样本甲";
    }
    drivers::Image printed() {
        auto paper = blank_paper();
        compose(paper, slip, draft, {"样例服务大厅", "A-017", "2026-11-22 10:42"}, text);
        return paper.image();
    }
    drivers::Bytes bytes() { return printed().rgb; }
    /// Whether a change of the order is to be seen on paper.
    template <class Change>
    bool shows(Change change) {
        const auto before = bytes();
        change();
        return bytes() != before;
    }
};

TEST_F(Receipt, IsAsWideAsThePaper) {
    const auto image = printed();
    EXPECT_EQ(image.width, 576);
    EXPECT_EQ(image.rgb.size(), static_cast<std::size_t>(image.height) * 576 * 3);
    EXPECT_GT(ink(image), 5000);  // R60
}

TEST_F(Receipt, SaysTheOrder) {
    EXPECT_TRUE(shows([&] { slip.order = "O-2"; }));  // R25
}

TEST_F(Receipt, SaysTheAmountThatWasPaid) {
    EXPECT_TRUE(shows([&] { draft.order.price_fen = 36000; }));
    flow::Payment payment;
    payment.amount_fen = 18000;
    EXPECT_TRUE(shows([&] { draft.order.payment = payment; }));  // R25
}

TEST_F(Receipt, SaysWhatHappensNext) {
    EXPECT_TRUE(shows([&] { draft.channel.review = flow::Review::one_working_day; }));
    EXPECT_TRUE(shows([&] { draft.choices.delivery = flow::Delivery::post; }));  // R25
}

TEST_F(Receipt, MasksTheName) {
    EXPECT_FALSE(shows([&] { draft.fields[flow::FieldId::lr_name].text = "样例乙"; }));  // R33
}

TEST_F(Receipt, SpeaksTheLanguageOfTheScreen) {
    EXPECT_TRUE(shows([&] { text.speak(flow::Language::en); }));  // R93
}

TEST_F(Receipt, SaysThatAnOrderIsCancelled) {
    slip = {flow::AskId{1}, "cancelled", {"cancelled"}, {}, "O-1"};
    draft.order = {};
    EXPECT_TRUE(shows([&] { slip.order = "O-2"; }));  // R32
}

TEST_F(Receipt, ListsWhatToBring) {
    slip = {flow::AskId{1}, "checklist", {"material.licence"}, {}, {}};
    EXPECT_TRUE(shows([&] { slip.lines.emplace_back("material.authorisation_letter"); }));  // R5
}

TEST(Masks, KeepTheFirstCharacterOfAName) {
    EXPECT_EQ(masked_name("张三丰"), "张**");
    EXPECT_EQ(masked_name("𠮷田"), "𠮷*");
    EXPECT_EQ(masked_name(""), "");  // R33
}

TEST(Masks, KeepBothEndsOfANumber) {
    EXPECT_EQ(masked_number("11010519491231002X", 3, 4), "110***********002X");
    EXPECT_EQ(masked_number("13900000001", 3, 4), "139****0001");
    EXPECT_EQ(masked_number("1234567", 3, 4), "*******");  // R33
}

TEST(Paper, KnowsRareCharacters) {
    const auto unknown = ink_of("\U000F0000");
    for (const auto* rare : {"㛃", "䶮", "喆", "犇", "𠮷"}) {
        EXPECT_GT(ink_of(rare), 60) << rare;
        EXPECT_NE(ink_of(rare), unknown) << rare;
    }  // R60
}

TEST(Paper, WrapsWithinItsMargins) {
    auto paper = blank_paper();
    paper.text(std::string(200, 'W'));
    const auto image = paper.image();
    int outside = 0;
    for (int y = 0; y < image.height; ++y)
        outside += black(image, 2, y) + black(image, image.width - 3, y);
    EXPECT_EQ(outside, 0);
    EXPECT_GT(image.height, 100);
}

TEST(Paper, PutsALongValueBelowItsKey) {
    auto shorter = blank_paper();
    auto longer = blank_paper();
    shorter.row("单位", "样本公司");
    longer.row("单位", "样本（北京）科技发展股份有限责任公司第一百分公司及其分支机构");
    EXPECT_GT(longer.image().height, shorter.image().height);
}

TEST(Paper, PrintsACodeThatCanBeRead) {
    auto paper = blank_paper();
    paper.qr("https://example.invalid/o/1");
    const auto image = paper.image();
    // The finder pattern (ISO/IEC 18004, 6.3.3): seven modules black, then 1:1:3:1:1 through it.
    int x = 0;
    int y = 0;
    while (ink({image.width,
                1,
                {image.rgb.begin() + y * image.width * 3,
                 image.rgb.begin() + (y + 1) * image.width * 3}}) == 0)
        ++y;
    while (!black(image, x, y)) ++x;
    int side = 0;
    while (black(image, x + side, y)) ++side;
    const int module = side / 7;
    EXPECT_EQ(side % 7, 0);
    const int middle = y + 3 * module + module / 2;
    std::string ratio;
    for (int m = 0; m < 7; ++m)
        ratio += black(image, x + m * module + module / 2, middle) ? '#' : '.';
    EXPECT_EQ(ratio, "#.###.#");
    EXPECT_GE(y, 4 * module);  // R25 R60
}

}  // namespace
}  // namespace kiosk
