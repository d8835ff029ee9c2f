#include "ocr/knowledge.hpp"

#include "ocr/check_digits.hpp"
#include "ocr/text.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace ocr {
namespace {

constexpr std::string_view code_characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Look-alikes, in the order a reader mixes them up.
std::string_view look_alikes(char c) {
    static const std::map<char, std::string_view> all{
        {'0', "QDCU6"}, {'1', "7LTJ"}, {'2', "7"},   {'3', "89"},  {'4', "A"},  {'5', "6"},
        {'6', "5G8"},   {'7', "1T2Y"}, {'8', "B36"}, {'9', "3"},   {'A', "4R"}, {'B', "8R"},
        {'C', "G0"},    {'D', "0"},    {'E', "FB"},  {'F', "PE"},  {'G', "6C"}, {'H', "MN"},
        {'J', "1"},     {'K', "XR"},   {'L', "1"},   {'M', "HNW"}, {'N', "HM"}, {'P', "RF"},
        {'Q', "0"},     {'R', "PKBA"}, {'T', "71Y"}, {'U', "0W"},  {'W', "MU"}, {'X', "KY"},
        {'Y', "XT7"}};
    const auto found = all.find(c);
    return found == all.end() ? std::string_view() : found->second;
}

/// Letters the standards leave out, and small ones, as what they must have been.
char plain(char32_t c, bool digits_only) {
    static const std::map<char32_t, char> letters{
        {U'O', '0'}, {U'o', '0'}, {U'I', '1'}, {U'l', '1'}, {U'|', '1'},  {U'Z', '2'}, {U'z', '2'},
        {U'S', '5'}, {U's', '5'}, {U'V', 'Y'}, {U'x', 'X'}, {U'〇', '0'}, {U'Ｘ', 'X'}};
    static const std::map<char32_t, char> digits{{U'Q', '0'}, {U'D', '0'}, {U'B', '8'}, {U'G', '6'},
                                                 {U'L', '1'}, {U'i', '1'}, {U'T', '7'}, {U'b', '6'},
                                                 {U'q', '9'}, {U'g', '9'}};
    if (const auto found = letters.find(c); found != letters.end()) return found->second;
    if (digits_only)
        if (const auto found = digits.find(c); found != digits.end()) return found->second;
    if (c >= U'a' && c <= U'z') return static_cast<char>(c - 32);
    return c < 0x80 ? static_cast<char>(c) : '\0';
}

struct Digits {
    std::string text;
    std::vector<double> confidence;
};

Digits plain_characters(const Line& line, bool digits_only) {
    Digits out;
    for (const auto& symbol : line.symbols) {
        const char c = plain(symbol.character, digits_only);
        const bool allowed = digits_only ? (c >= '0' && c <= '9') || c == 'X'
                                         : code_characters.find(c) != std::string_view::npos;
        if (c == '\0' || !allowed) continue;
        out.text.push_back(c);
        out.confidence.push_back(symbol.confidence);
    }
    return out;
}

double mean(const std::vector<double>& values, std::size_t from, std::size_t count) {
    double sum = 0;
    for (std::size_t i = from; i < from + count; ++i) sum += values[i];
    return sum / static_cast<double>(count);
}

/// The only one of the texts that is valid, or nothing.
template <class Valid>
std::optional<std::string> only_valid(const std::vector<std::string>& texts, Valid valid) {
    std::optional<std::string> found;
    for (const auto& text : texts) {
        if (text == found || !valid(text)) continue;
        if (found) return std::nullopt;
        found = text;
    }
    return found;
}

/// With one character replaced by a look-alike.
std::vector<std::string> replaced(const std::string& read, bool digits_only) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < read.size(); ++i)
        for (const char other : look_alikes(read[i])) {
            if (digits_only && (other < '0' || other > '9')) continue;
            out.push_back(read);
            out.back()[i] = other;
        }
    return out;
}

/// With one character for two that are the strokes of a U, or one seen twice.
std::vector<std::string> rejoined(const std::string& read) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i + 1 < read.size(); ++i) {
        const auto two = std::string_view(read).substr(i, 2);
        const bool strokes = two == "UJ" || two == "LJ" || two == "L1";
        if (strokes || two[0] == two[1])
            out.push_back(read.substr(0, i) + (strokes ? 'U' : two[0]) + read.substr(i + 2));
    }
    return out;
}

template <class Valid>
Known numbered(const Line& line, bool digits_only, Valid valid) {
    const auto read = plain_characters(line, digits_only);
    const std::size_t size = read.text.size();
    for (std::size_t i = 0; i + 18 <= size; ++i)
        if (const auto part = read.text.substr(size - 18 - i, 18); valid(part))
            return {part, mean(read.confidence, size - 18 - i, 18), true,
                    *std::min_element(read.confidence.end() - static_cast<std::ptrdiff_t>(18 + i),
                                      read.confidence.end() - static_cast<std::ptrdiff_t>(i))};
    if (size < 18) return {read.text, size == 0 ? 0 : mean(read.confidence, 0, size) * 0.5, false};
    const auto last = read.text.substr(size - 18);
    const double confidence = mean(read.confidence, size - 18, 18) * 0.6;
    if (size > 18 && !digits_only)
        if (const auto right = only_valid(rejoined(read.text.substr(size - 19)), valid))
            return {*right, confidence, false};
    if (const auto right = only_valid(replaced(last, digits_only), valid))
        return {*right, confidence, false};
    return {last, confidence * 0.6, false};
}

}  // namespace

const std::vector<std::string_view>& ethnicities() {
    static const std::vector<std::string_view> all{
        "汉",     "蒙古",   "回",       "藏",     "维吾尔",   "苗",   "彝",     "壮",
        "布依",   "朝鲜",   "满",       "侗",     "瑶",       "白",   "土家",   "哈尼",
        "哈萨克", "傣",     "黎",       "傈僳",   "佤",       "畲",   "高山",   "拉祜",
        "水",     "东乡",   "纳西",     "景颇",   "柯尔克孜", "土",   "达斡尔", "仫佬",
        "羌",     "布朗",   "撒拉",     "毛南",   "仡佬",     "锡伯", "阿昌",   "普米",
        "塔吉克", "怒",     "乌孜别克", "俄罗斯", "鄂温克",   "德昂", "保安",   "裕固",
        "京",     "塔塔尔", "独龙",     "鄂伦春", "赫哲",     "门巴", "珞巴",   "基诺"};
    return all;
}

const std::string& ethnicity_characters() {
    static const std::string all = [] {
        std::u32string out = U"民族";
        for (const auto name : ethnicities())
            for (const char32_t c : to_characters(name))
                if (out.find(c) == out.npos) out.push_back(c);
        return to_utf8(out);
    }();
    return all;
}

Known known_ethnicity(std::u32string_view read, double confidence) {
    std::u32string hanzi;
    for (const char32_t c : read)
        if (is_hanzi(c)) hanzi.push_back(c);
    if (hanzi.size() > 1 && hanzi.back() == U'族') hanzi.pop_back();
    const auto text = to_utf8(hanzi);
    const auto& all = ethnicities();
    if (std::find(all.begin(), all.end(), text) != all.end()) return {text, confidence, true};
    if (hanzi.size() < 2) return {text, confidence * 0.3, false};
    // The line network knows 仡 but not 仫, and reads anything else for it.
    if (hanzi.size() == 2 && hanzi[1] == U'佬' && hanzi[0] != U'仡')
        return {"仫佬", confidence * 0.8, false};
    const auto near = closest(text, all);
    return near.empty() ? Known{text, confidence * 0.4, false}
                        : Known{std::string(near), confidence * 0.8, hanzi.size() > 2};
}

Known known_id_number(const Line& line) { return numbered(line, true, id_number_valid); }

Known known_unified_code(const Line& line) { return numbered(line, false, unified_code_valid); }

Known confirmed(const Known& first, const Known& second, bool (*valid)(std::string_view)) {
    if (first.text == second.text) return first.sure ? first : Known{first.text, first.confidence};
    if (first.text.size() != second.text.size() || second.text.empty())
        return {first.text, first.confidence * 0.8};
    std::vector<std::size_t> differ;
    for (std::size_t i = 0; i < first.text.size(); ++i)
        if (first.text[i] != second.text[i]) differ.push_back(i);
    if (differ.size() > 4) return {first.text, first.confidence * 0.5};
    std::vector<std::string> mixed;
    for (unsigned choice = 0; choice < 1U << differ.size(); ++choice) {
        auto tried = first.text;
        for (std::size_t i = 0; i < differ.size(); ++i)
            if ((choice >> i & 1U) != 0) tried[differ[i]] = second.text[differ[i]];
        mixed.push_back(std::move(tried));
    }
    const auto found = only_valid(mixed, valid);
    if (!found) return {first.text, first.confidence * 0.5};
    const bool a_reading = found == first.text || found == second.text;
    return {*found, first.confidence * 0.8, a_reading && differ.size() <= 2};
}

std::optional<Date> find_date(std::u32string_view text, std::size_t* end) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_digit(text[i]) || (i > 0 && is_digit(text[i - 1]))) continue;
        std::array<int, 3> part{};
        std::array<std::size_t, 3> digits{};
        std::size_t at = i;
        for (std::size_t k = 0; k < 3; ++k) {
            while (at < text.size() && is_digit(text[at]) && digits.at(k) < 4) {
                part.at(k) = part.at(k) * 10 + static_cast<int>(text[at++] - U'0');
                ++digits.at(k);
            }
            const bool last = k == 2;
            const bool separated =
                at < text.size() && (last ? text[at] == U'日' : !is_digit(text[at]));
            if (separated)
                ++at;
            else if (!last)
                break;
        }
        if (digits[0] != 4 || digits[1] == 0 || digits[1] > 2 || digits[2] == 0 || digits[2] > 2)
            continue;
        if (!date_valid(part[0], part[1], part[2]) || part[0] < 1850 || part[0] > 2150) continue;
        if (end) *end = at;
        return Date{part[0], part[1], part[2]};
    }
    return std::nullopt;
}

std::optional<Date> date_of_id_number(std::string_view number) {
    if (!id_number_valid(number)) return std::nullopt;
    return Date{std::stoi(std::string(number.substr(6, 4))),
                std::stoi(std::string(number.substr(10, 2))),
                std::stoi(std::string(number.substr(12, 2)))};
}

}  // namespace ocr
