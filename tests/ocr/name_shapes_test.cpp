#include "ocr/name_shapes.hpp"

#include "deploy/sandbox/specimen_pen.hpp"
#include "ocr/agreement.hpp"
#include "ocr/text.hpp"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace ocr {
namespace {

/// As a line cut from a photograph.
cv::Mat picture_of(std::string_view text) {
    cv::Mat colour(54, 300, CV_8UC3, cv::Scalar::all(250));
    sandbox::Pen().write(colour, {12, 40}, text, {sandbox::Face::serif, 34});
    cv::Mat out;
    cv::cvtColor(colour, out, cv::COLOR_RGB2GRAY);
    cv::GaussianBlur(out, out, {}, 1);
    return out;
}

/// The same from too far away, and not sharp.
cv::Mat blurred_picture_of(std::string_view text) {
    cv::Mat colour(54, 300, CV_8UC3, cv::Scalar::all(250));
    sandbox::Pen().write(colour, {12, 40}, text, {sandbox::Face::sans, 34});
    cv::Mat out;
    cv::cvtColor(colour, out, cv::COLOR_RGB2GRAY);
    cv::resize(out, out, {}, 0.4, 0.4, cv::INTER_AREA);
    cv::resize(out, out, colour.size(), 0, 0, cv::INTER_CUBIC);
    cv::GaussianBlur(out, out, {}, 3);
    return out;
}

/// One for all tests: it draws a thousand characters.
NameShapes& shapes() {
    static NameShapes all;
    return all;
}

Line read(std::u32string_view text, double confidence) {
    Line out;
    for (const char32_t c : text) out.symbols.push_back({c, c == unread ? 0 : confidence});
    return out;
}

TEST(NameShapes, FindARareCharacterBehindItsLookAlike) {
    const auto name = shapes().settled(read(U"王晏", 0.5), picture_of("王旻"), {});  // R9
    ASSERT_TRUE(name);
    EXPECT_EQ(name->text(), "王旻");
    EXPECT_LT(name->symbols[1].confidence, 0.85) << "to be checked by the customer";
}

TEST(NameShapes, BeginANameWithASurname) {
    const auto name = shapes().settled(read(U"洗英", 0.95), picture_of("冼英"), {});  // R9
    ASSERT_TRUE(name);
    EXPECT_EQ(name->text(), "冼英");
    EXPECT_LT(name->symbols[0].confidence, 0.85);
}

TEST(NameShapes, BeginWithNoOtherRareCharacter) {
    const auto name = shapes().settled(read(U"蓐素", 0.5), picture_of("邬素"), U"蓐鄠");  // R9
    ASSERT_TRUE(name);
    EXPECT_EQ(name->text(), "邬素");
}

TEST(NameShapes, FindWhatNoReaderRead) {
    const auto name = shapes().settled(read(U"王\uFFFD英", 0.95), picture_of("王翀英"), {});
    ASSERT_TRUE(name);
    EXPECT_EQ(name->text(), "王翀英");
}

TEST(NameShapes, FindWhatWasPassedOver) {
    const auto name = shapes().settled(read(U"王英", 0.95), picture_of("王翀英"), {});
    ASSERT_TRUE(name);
    EXPECT_EQ(name->text(), "王翀英");
}

TEST(NameShapes, LeaveWhatIsRightAndSurer) {
    const auto name = shapes().settled(read(U"李建国", 0.87), picture_of("李建国"), U"季健园");
    ASSERT_TRUE(name);
    EXPECT_EQ(name->text(), "李建国");
    EXPECT_GE(name->least(), 0.87);
}

TEST(NameShapes, TakeNoLookAlikeOfABlurredCharacter) {
    for (const char32_t c : std::u32string_view(U"伟芳洋桂琳然轩佳欣")) {
        const std::u32string text{U'王', c};
        const auto name =
            shapes().settled(read(text, 0.93), blurred_picture_of(to_utf8(text)), {});  // R9
        if (name) EXPECT_EQ(name->text(), to_utf8(text));
    }
}

TEST(NameShapes, SayNothingOfWhatIsNoName) {
    EXPECT_FALSE(shapes().settled(read(U"王英", 0.6), picture_of("====#===="), {}));
    EXPECT_FALSE(shapes().settled(read(U"王英", 0.6), {}, {}));
}

TEST(NameShapes, ChooseFromAList) {
    const auto word = shapes().one_of({U"汉", U"佤", U"畲", U"仫佬", U"仡佬"}, picture_of("仫佬"));
    ASSERT_TRUE(word);
    EXPECT_EQ(word->text, U"仫佬");
}

TEST(NameShapes, ChooseNothingThatIsNotThere) {
    EXPECT_FALSE(shapes().one_of({U"汉", U"佤", U"仡佬"}, picture_of("满")));
}

}  // namespace
}  // namespace ocr
