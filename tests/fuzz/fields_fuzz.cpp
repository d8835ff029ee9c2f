// What readers make of a page is anything: whatever stands in a line, the fields made of it are
// text, and a number said to be sure is one. Comparisons are not traced: they are of characters
// against lists, and the inputs are made of these characters anyway.
//
// needs: ocr/knowledge.cpp ocr/check_digits.cpp ocr/text.cpp ocr/line.cpp ocr/agreement.cpp
// needs: ocr/mending.cpp ocr/usual_words.cpp ocr/regions.cpp ocr/licence_values.cpp
// flags: -isystem /usr/include/opencv4 -lopencv_core -fno-sanitize-coverage=trace-cmp
// longest input: 96

#include "ocr/agreement.hpp"
#include "ocr/check_digits.hpp"
#include "ocr/knowledge.hpp"
#include "ocr/licence_values.hpp"
#include "ocr/mending.hpp"
#include "ocr/text.hpp"

#include <array>
#include <cstdlib>

namespace {

/// Two bytes a symbol: one chooses the character, one its confidence.
std::vector<ocr::Symbol> symbols(const std::uint8_t* data, std::size_t size) {
    static const auto usual = ocr::to_characters(
        "0123456789XABCDEFGHJKLMNPQRTUWXY年月日至自长期.-/"
        "·、；，：（）()有限责任公司股份元万亿整人民币壹贰叁"
        "肆伍陆柒捌玖拾佰仟北京上海市省区县公安局分局汉蒙古回仫佬软件销售技术服务依法须经批准的项目"
        "一丨|Ⅰ①");
    std::vector<ocr::Symbol> out;
    for (std::size_t i = 0; i + 1 < size; i += 2) {
        const char32_t c = data[i] == 255   ? ocr::unread
                           : data[i] == 254 ? static_cast<char32_t>(data[i + 1] * 0x1111U)
                                            : usual[data[i] % usual.size()];
        out.push_back({c, data[i + 1] / 255.0});
    }
    return out;
}

void expect(bool holds) {
    if (!holds) std::abort();
}

void read_numbers(const ocr::Line& first, const ocr::Line& second) {
    const auto id = known_id_number(first);
    expect(!id.sure || ocr::id_number_valid(id.text));
    const auto code = known_unified_code(first);
    expect(!code.sure || ocr::unified_code_valid(code.text));
    const auto both = confirmed(id, known_id_number(second), ocr::id_number_valid);
    expect(!both.sure || ocr::id_number_valid(both.text));
    for (const auto& s : agreed(first, second).symbols) expect(s.character != ocr::unread);
}

void read_licence_field(std::string_view name, const ocr::Line& line) {
    static const ocr::Regions none;
    const auto field = licence_field(name, {line.symbols, {}, false}, "110105", none);
    expect(field.confidence >= 0 && field.confidence <= 1.0001);
    expect(!line.symbols.empty() || field.doubtful);
}

/// Text from elsewhere may be any bytes.
void read_text(std::string_view bytes, const ocr::Line& line) {
    static_cast<void>(ocr::known_ethnicity(line.characters(), 0.5));
    static_cast<void>(ocr::find_date(line.characters()));
    static_cast<void>(ocr::to_characters(bytes));
    static_cast<void>(ocr::id_number_valid(bytes));
    static_cast<void>(ocr::unified_code_valid(bytes));
    static_cast<void>(ocr::luhn_valid(bytes));
}

}  // namespace

/// The first byte says what is read: a field of the licence, two readings of a number, or text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::array fields{"name",        "type", "person",  "capital",
                                "established", "term", "address", "scope"};
    if (size == 0) return 0;
    const std::size_t what = data[0] % (fields.size() + 2);
    ++data;
    --size;
    const std::size_t half = size / 4 * 2;
    if (what < fields.size())
        read_licence_field(fields.at(what), ocr::Line{symbols(data, size)});
    else if (what == fields.size())
        read_numbers(ocr::Line{symbols(data, half)}, ocr::Line{symbols(data + half, size - half)});
    else
        read_text({reinterpret_cast<const char*>(data), size}, ocr::Line{symbols(data, size)});
    return 0;
}
