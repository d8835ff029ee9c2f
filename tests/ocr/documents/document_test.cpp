#include "ocr/document.hpp"

#include "deploy/sandbox/specimen.hpp"
#include "ocr/check_digits.hpp"
#include "tests/sample_organisation.hpp"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace ocr {
namespace {

const sandbox::SpecimenPerson card_holder{"样本华",
                                          "女",
                                          "维吾尔",
                                          "1985年3月14日",
                                          "上海市浦东新区样本路99弄6号1203室",
                                          "310115198503140021",
                                          "上海市公安局浦东分局",
                                          "2016.05.20-2036.05.20"};
/// One reader for all tests: loading the models takes longer than reading. Let go before the
/// program ends, while Tesseract's own shared tables still stand.
class OneReader : public testing::Environment {
public:
    void SetUp() override { held() = std::make_unique<Reader>(SOURCE_DIR "/.deps/tessdata"); }
    void TearDown() override { held().reset(); }
    static std::unique_ptr<Reader>& held() {
        static std::unique_ptr<Reader> one;
        return one;
    }
};
const auto* const environment = testing::AddGlobalTestEnvironment(new OneReader);

Reader& reader() { return *OneReader::held(); }

sandbox::Shot shot(double turn_deg) {
    sandbox::Shot out;
    out.frame = {1600, 1200};
    out.fill = 0.8;
    out.turn_deg = turn_deg;
    return out;
}

/// For the small writing of a licence.
sandbox::Shot large_shot(double turn_deg) {
    auto out = shot(turn_deg);
    out.frame = {2048, 1536};
    out.fill = 0.92;
    return out;
}

Reading read(const cv::Mat& page, const sandbox::Shot& how) {
    auto reading = reader().read(sandbox::photograph(page, how));
    return reading ? std::move(*reading) : Reading{};
}

std::string text(const Reading& reading, std::string_view name) {
    const auto* field = reading.find(name);
    return field ? field->text : "(no such field)";
}

TEST(Reading, FindsEveryFieldOfAnIdCardsFront) {
    const auto reading = read(draw_id_front(card_holder), shot(3));  // R9
    ASSERT_EQ(reading.kind, DocumentKind::id_front);
    EXPECT_EQ(text(reading, "name"), card_holder.name);
    EXPECT_EQ(text(reading, "sex"), card_holder.sex);
    EXPECT_EQ(text(reading, "ethnicity"), card_holder.ethnicity);
    EXPECT_EQ(text(reading, "birth"), card_holder.birth);
    EXPECT_EQ(text(reading, "address"), card_holder.address);
    EXPECT_EQ(text(reading, "id_number"), card_holder.id_number);
}

TEST(Reading, GivesEachFieldItsCropOfThePage) {
    const auto reading = read(draw_id_front(card_holder), shot(-4));  // R9
    const cv::Rect page(0, 0, reading.page.cols, reading.page.rows);
    for (const auto& field : reading.fields) {
        EXPECT_EQ(field.crop & page, field.crop) << field.name;
        EXPECT_GT(field.crop.area(), 400) << field.name;
    }
    EXPECT_LT(reading.find("name")->crop.y, reading.find("address")->crop.y);
}

TEST(Reading, FindsBothFieldsOfAnIdCardsBackLyingUpsideDown) {
    const auto reading = read(draw_id_back(card_holder), shot(182));  // R9
    ASSERT_EQ(reading.kind, DocumentKind::id_back);
    EXPECT_EQ(text(reading, "authority"), card_holder.authority);
    EXPECT_EQ(text(reading, "validity"), card_holder.validity);
}

TEST(Reading, FindsTheFieldsOfALyingLicence) {
    const auto how = large_shot(-2);
    const auto reading = read(draw_licence(sample_organisation, sandbox::Sheet::lying), how);  // R9
    ASSERT_EQ(reading.kind, DocumentKind::licence);
    EXPECT_EQ(text(reading, "code"), sample_organisation.code);
    EXPECT_EQ(text(reading, "name"), sample_organisation.name);
    EXPECT_EQ(text(reading, "person"), sample_organisation.person);
    EXPECT_EQ(text(reading, "established"), sample_organisation.established);
    EXPECT_EQ(text(reading, "term"), sample_organisation.term);
    EXPECT_EQ(text(reading, "address"), sample_organisation.address);
    EXPECT_EQ(text(reading, "scope"), sample_organisation.scope);
}

TEST(Reading, FindsTheOnlyEntryOfTheSecondColumn) {  // R9
    auto trader = sample_organisation;
    trader.type = "个体工商户";
    trader.capital = trader.term = "";
    trader.address = "上海市浦东新区样本街816号万和家园40栋2单元1011室";
    const auto how = large_shot(3);
    const auto reading = read(draw_licence(trader, sandbox::Sheet::lying), how);
    EXPECT_EQ(text(reading, "established"), trader.established);
    EXPECT_EQ(text(reading, "address"), trader.address);
    EXPECT_EQ(reading.find("capital"), nullptr);
}

TEST(Reading, FindsTheCodeOfAnUprightLicenceTurnedAside) {
    const auto how = large_shot(91);
    const auto reading =
        read(draw_licence(sample_organisation, sandbox::Sheet::upright), how);  // R9
    ASSERT_EQ(reading.kind, DocumentKind::licence);
    EXPECT_EQ(text(reading, "code"), sample_organisation.code);
    EXPECT_EQ(text(reading, "established"), sample_organisation.established);
}

/// What an observer was told, in turn.
struct Told {
    std::vector<Reading> all;
    Reading last;

    explicit Told(const cv::Mat& photo) {
        if (auto read = reader().read(photo, [&](const Reading& r) { all.push_back(r); }))
            last = std::move(*read);
    }
};

/// Each value told as settled must be the final one; only what is marked may still change.
void expect_settled_values_to_hold(const Told& told) {
    for (const auto& so_far : told.all)
        for (const auto& field : so_far.fields)
            if (field.settled) {
                EXPECT_EQ(field.text, text(told.last, field.name)) << field.name;
            }
}

TEST(Observer, HearsOfALicencesFieldsOneAfterAnother) {  // R9
    const auto how = large_shot(-2);
    const Told told(
        sandbox::photograph(draw_licence(sample_organisation, sandbox::Sheet::lying), how));
    ASSERT_GT(told.all.size(), 4U);
    EXPECT_LT(told.all.front().fields.size(), told.last.fields.size());
    EXPECT_FALSE(told.all.front().fields.front().settled);
    EXPECT_EQ(told.all.back().fields.size(), told.last.fields.size());
    for (const auto& field : told.all.back().fields) EXPECT_TRUE(field.settled) << field.name;
    expect_settled_values_to_hold(told);
}

TEST(Observer, HearsOfAnIdCardsNumberBeforeItsName) {  // R9
    const Told told(sandbox::photograph(draw_id_front(card_holder), shot(3)));
    ASSERT_FALSE(told.all.empty());
    EXPECT_TRUE(told.all.front().find("id_number"));
    EXPECT_FALSE(told.all.front().find("name"));
    EXPECT_EQ(told.all.back().fields.size(), told.last.fields.size());
    EXPECT_EQ(told.all.back().fields.front().name, "name");  // in the document's order
    expect_settled_values_to_hold(told);
}

TEST(Observer, HearsNothingOfACopyOnAScreen) {  // R9 R10
    auto how = shot(2);
    how.display = sandbox::Display{};
    how.display->bezel = 0.05;
    const Told told(sandbox::photograph(draw_id_front(card_holder), how));
    EXPECT_EQ(told.last.reject, Reject::screen_copy);
    for (const auto& so_far : told.all) EXPECT_TRUE(so_far.fields.empty());
}

TEST(Observer, IsLeftWithNothingOfAPhotoThatIsRefused) {  // R9 R10
    auto how = shot(2);
    how.glare = 1;
    how.glare_at = {0.35, 0.6};  // over the address
    how.desk = {60, 64, 70};
    const Told told(sandbox::photograph(draw_id_front(card_holder), how));
    EXPECT_EQ(told.last.reject, Reject::glare);
    ASSERT_FALSE(told.all.empty());  // the number was read
    EXPECT_FALSE(told.all.front().fields.empty());
    EXPECT_TRUE(told.all.back().fields.empty());
}

class AnyWayUp : public testing::TestWithParam<int> {};

TEST_P(AnyWayUp, AnIdCardGivesItsNumber) {
    const auto reading = read(draw_id_front(card_holder), shot(GetParam()));  // R9
    EXPECT_EQ(text(reading, "id_number"), card_holder.id_number);
}

INSTANTIATE_TEST_SUITE_P(Turned, AnyWayUp, testing::Values(92, 178, 271));

TEST(Reading, MarksANumberWhoseCheckDigitIsWrong) {
    auto wrong = card_holder;
    wrong.id_number = "310115198503140022";
    const auto reading = read(draw_id_front(wrong), shot(1));  // R9, R13
    const auto* number = reading.find("id_number");
    ASSERT_TRUE(number);
    EXPECT_TRUE(number->doubtful);
}

TEST(Refusal, AnEmptyDeskIsNoDocument) {
    EXPECT_EQ(read({}, shot(0)).reject, Reject::empty_desk);  // R10
    auto tiled = shot(0);
    tiled.frame = {1920, 1080};
    tiled.desk_kind = sandbox::Desk::checked;
    tiled.seed = 9;
    EXPECT_EQ(read({}, tiled).reject, Reject::empty_desk);  // R10
}

TEST(Refusal, ACardHalfOutsideIsToldSo) {
    auto how = shot(2);
    how.shift = {0.55, 0};
    EXPECT_EQ(read(draw_id_back(card_holder), how).reject, Reject::half_card);  // R10
}

TEST(Refusal, HalfALicenceIsNoneThoughItsCodeCanBeRead) {
    auto how = shot(2);
    how.frame = {2048, 1536};
    how.shift = {0, 0.5};
    const auto page = draw_licence(sample_organisation, sandbox::Sheet::lying);
    EXPECT_EQ(read(page, how).reject, Reject::half_card);  // R10
}

TEST(Refusal, BlurBeyondReadingIsToldSo) {
    auto how = shot(2);
    how.blur_px = 11;
    EXPECT_EQ(read(draw_id_back(card_holder), how).reject, Reject::heavy_blur);  // R10
}

TEST(Refusal, AnotherCardIsTheWrongDocument) {
    cv::Mat card(810, 1284, CV_8UC3, cv::Scalar(90, 120, 170));
    cv::rectangle(card, {100, 250, 160, 130}, {220, 190, 90}, cv::FILLED);
    EXPECT_EQ(read(card, shot(-3)).reject, Reject::wrong_document);  // R10
}

TEST(Refusal, ACopyOnAScreenIsToldSo) {
    auto how = shot(2);
    how.display = sandbox::Display{};
    how.display->bezel = 0.05;
    EXPECT_EQ(read(draw_id_back(card_holder), how).reject, Reject::screen_copy);  // R10
}

TEST(Refusal, GlareOverTheFieldsIsToldSo) {
    auto how = shot(2);
    how.glare = 1;
    how.desk = {60, 64, 70};
    auto page = draw_id_front(card_holder);
    page.rowRange(560, 810).setTo(
        cv::Scalar(200, 200, 205));                    // nothing to read where the number was
    EXPECT_EQ(read(page, how).reject, Reject::glare);  // R10
}

TEST(Refusal, APictureThatIsNoneIsAnError) {
    EXPECT_EQ(reader().read(cv::Mat(10, 10, CV_8UC3)).error(), ReadError::bad_picture);
    EXPECT_EQ(reader().read(cv::Mat(500, 500, CV_32F)).error(), ReadError::bad_picture);
    const cv::Mat strip(64, 65000, CV_8UC3, cv::Scalar(200, 200, 200));
    EXPECT_EQ(reader().read(strip).error(), ReadError::bad_picture);
    EXPECT_FALSE(assess(strip).page);
}

TEST(Reader, SaysWhenItsModelsAreMissing) {
    EXPECT_EQ(Reader("/nowhere").load().error(), ReadError::models_missing);
}

TEST(Quality, OutlinesThePageInTheLivePicture) {
    const auto quality = assess(sandbox::photograph(draw_id_front(card_holder), shot(5)));  // R10
    ASSERT_TRUE(quality.page);
    EXPECT_GT(quality.sharpness, Quality::sharp_enough);
    EXPECT_NEAR(quality.fill, 0.5, 0.15);
    EXPECT_FALSE(quality.cut_off);
}

TEST(Quality, KnowsBlurFromSharp) {
    auto how = shot(5);
    how.blur_px = 11;
    EXPECT_LT(assess(sandbox::photograph(draw_id_front(card_holder), how)).sharpness,
              Quality::sharp_enough);  // R10
}

TEST(Quality, SeesNoPageOnAnEmptyDesk) {
    EXPECT_FALSE(assess(sandbox::photograph({}, shot(0))).page);  // R10
}

}  // namespace
}  // namespace ocr
