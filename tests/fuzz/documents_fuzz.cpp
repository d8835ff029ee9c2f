// A page may show anything and be read as anything: whatever the readers say stands in its lines,
// its fields lie on the page, each of them once. Readers of lines and of the QR code are ones that
// say what the input wants, so no models are needed. Cards are of one size only, hence slow.
// Without ASan, as licence_fuzz.
//
// needs: ocr/business_licence.cpp ocr/licence_labels.cpp ocr/licence_layout.cpp
// needs: ocr/licence_signs.cpp ocr/id_card.cpp ocr/ink.cpp ocr/levels.cpp ocr/straight_page.cpp
// needs: ocr/licence_values.cpp ocr/regions.cpp ocr/knowledge.cpp ocr/check_digits.cpp
// needs: ocr/text.cpp ocr/line.cpp ocr/agreement.cpp ocr/mending.cpp ocr/usual_words.cpp
// flags: -isystem /usr/include/opencv4 -lopencv_core -lopencv_imgproc -D_DEBUG
// flags: -fno-sanitize=address,null,alignment,vptr,object-size -D_GLIBCXX_ASSERTIONS
// flags: -fno-sanitize-coverage=trace-cmp
// longest input: 192

#include "ocr/business_licence.hpp"
#include "ocr/id_card.hpp"
#include "ocr/qr_code.hpp"
#include "ocr/text.hpp"
#include "tests/fuzz/drawn_page.hpp"

#include <array>
#include <cstdlib>
#include <set>

namespace {

fuzz::Bytes reading;  // what of the input is to be read

/// A text of documents or a few of their characters, as sure as it may be.
ocr::Line said() {
    static const std::array<std::u32string, 32> texts{U"名称",
                                                      U"类型",
                                                      U"法定代表人",
                                                      U"注册资本",
                                                      U"成立日期",
                                                      U"营业期限",
                                                      U"住所",
                                                      U"经营范围",
                                                      U"组成形式",
                                                      U"样本科技有限公司",
                                                      U"有限责任公司",
                                                      U"张样本",
                                                      U"壹佰万元整",
                                                      U"2015年01月02日",
                                                      U"2015年01月02日至2035年01月01日",
                                                      U"长期",
                                                      U"上海市浦东新区样本路12号3室",
                                                      U"软件开发；依法须经批准的项目",
                                                      U"统一社会信用代码91350211M000100Y43",
                                                      U"91350211M000100Y4",
                                                      U"310115198503140021",
                                                      U"31011519850314002",
                                                      U"女民族汉",
                                                      U"男",
                                                      U"1985年3月14日",
                                                      U"上海市公安局浦东分局",
                                                      U"2016.05.20-2036.05.20",
                                                      U"2016.05.20-长期",
                                                      U"丨‖|",
                                                      U"局",
                                                      U"-",
                                                      U""};
    const auto kind = static_cast<std::size_t>(reading.next());
    const double confidence = reading.next() / 255.0;
    ocr::Line out;
    for (const char32_t c : texts.at(kind % texts.size())) out.symbols.push_back({c, confidence});
    for (std::size_t i = 0; i < kind >> 6; ++i)
        out.symbols.push_back({texts.at(20)[static_cast<std::size_t>(reading.next()) % 18], 0.9});
    return out;
}

}  // namespace

namespace tesseract {
class TessBaseAPI {};
}  // namespace tesseract

namespace ocr {

class LineNetwork {};
struct Glyphs::Faces {};
Glyphs::Glyphs(std::vector<std::filesystem::path> files) : files_(std::move(files)) {}
Glyphs::~Glyphs() = default;
NameShapes::NameShapes() : glyphs_({}) {}
std::optional<NameShapes::Word> NameShapes::one_of(const std::vector<std::u32string>& words,
                                                   const cv::Mat& /*line*/) {
    const auto place = static_cast<std::size_t>(reading.next());
    if (place >= words.size()) return std::nullopt;
    return Word{words[place], reading.next() / 255.0};
}

Recogniser::Recogniser(std::filesystem::path models) : models_(std::move(models)) {}
Recogniser::~Recogniser() = default;
Line Recogniser::read(const cv::Mat& /*line*/, Model /*model*/, std::string_view /*allowed*/) {
    return said();
}
std::vector<Line> Recogniser::read(const std::vector<Wanted>& lines, const LineDone& by_network) {
    std::vector<Line> out;
    for (const auto& line : lines) {
        out.push_back(line.picture.empty() ? Line() : said());
        if (by_network) by_network(out.size() - 1, out.back());
    }
    return out;
}
Line Recogniser::read(const Wanted& line) { return read(std::vector{line}).front(); }
Line Recogniser::seconded(const Line& first, const LinePicture& /*line*/) {
    return reading.next() % 2 == 0 ? first : said();
}
Line Recogniser::settled_name(const Line& first, const LinePicture& line) {
    return seconded(first, line);
}

std::optional<std::string> read_qr_code(const cv::Mat& /*picture*/) {
    const int kind = reading.next() % 4;
    if (kind == 0) return std::nullopt;
    return "https://example.org/" + (kind == 1 ? "91350211M000100Y43" : said().text());
}

}  // namespace ocr

namespace {

void expect(bool holds) {
    if (!holds) std::abort();
}

void check(const ocr::Attempt& attempt, const cv::Size& page) {
    const cv::Rect whole({}, page);
    std::set<std::string> names;
    expect(attempt.evidence >= 0 && attempt.evidence <= 1.0001);
    for (const auto& field : attempt.fields) {
        expect(names.insert(field.name).second);
        expect(field.confidence >= 0 && field.confidence <= 1.0001);
        expect(field.crop.empty() || (field.crop & whole) == field.crop);
        expect(ocr::to_utf8(ocr::to_characters(field.text)) == field.text);
    }
}

}  // namespace

/// The first bytes say what the page is taken for and how much is drawn; then come what is drawn
/// and what is read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static ocr::Recogniser recogniser{{}};
    cv::setNumThreads(1);
    fuzz::Bytes bytes{{data, size}};
    const int how = bytes.next();
    const bool card = how % 8 == 0;
    const int em = card ? 48 : 30;
    cv::Size whole(ocr::card_width, ocr::card_height);
    if (!card) whole = {bytes.breadth(), bytes.breadth()};
    cv::Mat ink = cv::Mat::zeros(whole, CV_8U);
    for (int i = 0; i < (how >> 3) % 4; ++i) fuzz::draw_block(ink, bytes, em);
    for (int i = 0; i < (how >> 5) % 8; ++i) fuzz::draw_patch(ink, bytes, em);
    reading = bytes;
    ocr::StraightPage page;
    cv::merge(std::vector<cv::Mat>(3, 220 - ink), page.picture);
    page.photo = page.picture;
    page.to_photo = cv::Matx33d::eye();

    const auto so_far = [&](const ocr::Attempt& attempt) { check(attempt, whole); };
    const auto attempt = !card                 ? ocr::read_licence(page, recogniser, so_far)
                         : (how >> 6) % 2 == 0 ? ocr::read_id_front(page, recogniser, so_far)
                                               : ocr::read_id_back(page, recogniser);
    check(attempt, whole);
    for (const auto& field : attempt.fields) expect(field.settled);
    return 0;
}
