#include "ocr/licence_values.hpp"

#include "ocr/knowledge.hpp"
#include "ocr/mending.hpp"
#include "ocr/text.hpp"
#include "ocr/usual_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>

namespace ocr {
namespace {

/// Punctuation as the licence prints it: the recogniser mixes up wide and narrow forms.
std::u32string usual_punctuation(std::u32string text, bool narrow_brackets) {
    static const std::map<char32_t, char32_t> wide{
        {U'(', U'（'}, {U')', U'）'}, {U',', U'，'}, {U';', U'；'}, {U':', U'：'}};
    static const std::map<char32_t, char32_t> narrow{{U'（', U'('}, {U'）', U')'}};
    const auto& change = narrow_brackets ? narrow : wide;
    for (auto& c : text)
        if (const auto found = change.find(c); found != change.end()) c = found->second;
    return text;
}

std::string two(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::string written(const Date& date) {
    return std::to_string(date.year) + "年" + two(date.month) + "月" + two(date.day) + "日";
}

/// 长期, …至长期 or …至…; as printed.
std::optional<std::string> written_term(const std::u32string& text) {
    std::size_t end = 0;
    const auto from = find_date(text, &end);
    const bool open = text.find(U'长') != text.npos || text.find(U'期') != text.npos;
    if (!from) return open ? std::optional<std::string>("长期") : std::nullopt;
    const std::string start = (text.front() == U'自' ? "自" : "") + written(*from) + "至";
    const auto to = find_date(std::u32string_view(text).substr(end));
    if (to) return start + written(*to);
    return open ? std::optional(start + "长期") : std::nullopt;
}

/// The clause at the end of most scopes, in its two forms; what comes near one of them is it, and
/// what comes less near is to be checked.
std::u32string with_usual_clause(std::u32string text, bool& doubtful) {
    constexpr std::array clauses{
        std::u32string_view(U"（依法须经批准的项目，经相关部门批准后方可开展经营活动）"),
        std::u32string_view(U"（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）")};
    const bool stop = !text.empty() && text.back() == U'。';
    const auto open = text.rfind(U'（');
    if (open == text.npos) return text;
    const auto tail = text.substr(open, text.size() - open - (stop ? 1 : 0));
    for (const auto clause : clauses) {
        const auto off = edit_distance(tail, clause);
        if (off > clause.size() / 5) continue;
        doubtful = doubtful || off > clause.size() / 8;
        return text.substr(0, open) + std::u32string(clause) + (stop ? U"。" : U"");
    }
    doubtful = doubtful || tail.starts_with(U"（依法须") || tail.starts_with(U"（除依法");
    return text;
}

/// How most scopes begin; the single stroke of 一 is passed over like a rule.
std::u32string with_usual_opening(std::u32string text) {
    if (text.starts_with(U"般项目")) text.insert(0, 1, U'一');
    for (const std::u32string_view opening : {U"一般项目", U"许可项目"})
        if (text.starts_with(opening) && text.size() > opening.size() &&
            std::u32string_view(U"；，。、").find(text[opening.size()]) != text.npos)
            text[opening.size()] = U'：';
    return text;
}

bool balanced(const std::u32string& text) {
    return std::count(text.begin(), text.end(), U'（') ==
           std::count(text.begin(), text.end(), U'）');
}

/// Registers print amounts in 万元 with six decimals; the readers miscount the noughts.
std::u32string with_six_decimals(std::u32string text) {
    const auto point = text.find(U'.');
    if (point == text.npos) return text;
    const auto end = text.find_first_not_of(U'0', point + 1);
    if (end == text.npos || text[end] != U'万' || end - point < 5) return text;
    return text.substr(0, point + 1) + U"000000" + text.substr(end);
}

bool is_numeral(char32_t c) {
    return std::u32string_view(U"零壹贰叁肆伍陆柒捌玖拾佰仟一二三四五六七八九十百千").find(c) !=
           std::u32string_view::npos;
}

bool of_amounts(char32_t c) {
    return is_numeral(c) || is_digit(c) ||
           std::u32string_view(U".,，人民币美港欧日元圆万亿整正").find(c) !=
               std::u32string_view::npos;
}

/// Whether a number stands at the beginning or behind the name of the currency: one that begins
/// with noughts, or with a unit, has lost what was before.
bool begins_amount(std::u32string_view text) {
    const auto first = text.find_first_not_of(U"人民币美港欧日元：");
    if (first == std::u32string_view::npos) return false;
    if (text[first] == U'0') return text.substr(first + 1, 1) == U".";
    return is_digit(text[first]) ||
           (is_numeral(text[first]) &&
            std::u32string_view(U"佰仟百千").find(text[first]) == std::u32string_view::npos);
}

/// Whether it is of a currency, and said to be whole or of which one: else signs at its end were
/// passed over.
bool ends_amount(std::u32string_view text) {
    const bool named = text.find(U'币') != text.npos;
    const bool counted = text.find_first_of(U"元圆") != text.npos;
    return named || (counted && text.back() != U'元' && text.back() != U'圆');
}

/// An amount is made of numerals, units and the name of a currency: what stands before is none of
/// it; and 元 is followed by 整.
std::vector<Symbol> usual_amount(std::vector<Symbol> read) {
    while (!read.empty() && !of_amounts(read.front().character)) read.erase(read.begin());
    if (read.size() > 2 && read[read.size() - 2].character == U'元' &&
        !of_amounts(read.back().character))
        read.back() = {U'整', 0.9};
    return read;
}

std::vector<Symbol> mended_by_knowledge(std::string_view name, const std::vector<Symbol>& read,
                                        std::string_view region, const Regions& regions) {
    if (name == "address") return regions.mend_address(read, region);
    if (name == "capital") return usual_amount(read);
    if (name == "type") {
        const auto* known = best_fit(usual_types(), read, true);
        return known ? mended(*known, read, true, as_good_as_read) : read;
    }
    if (name == "name") return regions.mend_organisation(read, region);
    return name == "scope" ? with_usual_phrases(read) : read;
}

/// Within its legal form: the rest stands on a line of its own, which was not seen.
bool breaks_off(std::u32string_view name) {
    constexpr std::array forms{std::u32string_view(U"有限责任公司"),
                               std::u32string_view(U"股份有限公司")};
    return std::ranges::any_of(forms, [&](auto form) {
        return name.ends_with(form.substr(0, 2)) || name.ends_with(form.substr(0, 4)) ||
               name.ends_with(form.substr(0, 5));
    });
}

/// A number sign stands behind a number (3#楼).
bool has_stray_sign(std::u32string_view address) {
    const auto at = address.find(U'#');
    return at != std::u32string_view::npos && (at == 0 || is_hanzi(address[at - 1]));
}

/// Signs that belong to no name.
void clean_name(std::u32string& text, bool of_person) {
    std::erase_if(text, [&](char32_t c) {
        if (is_hanzi(c)) return false;
        if (c < 0x80) return std::isalnum(static_cast<int>(c)) == 0;
        return of_person && c != U'·';
    });
}

}  // namespace

ReadField licence_field(std::string_view name, const LicenceValue& value, std::string_view region,
                        const Regions& regions) {
    // No neighbour vouches for a digit, nor for a character of a name.
    constexpr double sure_of_digits = 0.85;
    constexpr double not_understood = 0.4;
    const double doubt = name == "person" ? 0.85 : name == "name" ? 0.8 : 0.7;
    const auto symbols = mended_by_knowledge(name, value.symbols, region, regions);
    const double least = least_of(symbols);
    ReadField out{std::string(name),
                  {},
                  Line{symbols}.confidence(),
                  value.lost || symbols.empty() || least < doubt,
                  value.where};
    auto text = usual_punctuation(characters_of(symbols), name == "type");
    if (name == "established" || name == "term") {
        const auto date = find_date(text);
        const auto usual = name == "term" ? written_term(text)
                           : date         ? std::optional(written(*date))
                                          : std::nullopt;
        out.text = usual.value_or(to_utf8(text));
        out.doubtful = !usual || least < sure_of_digits;
        if (!usual) out.confidence *= not_understood;
        return out;
    }
    if (name == "type") out.doubtful = out.doubtful || std::ranges::count(usual_types(), text) == 0;
    if (name == "capital") {
        if (!begins_amount(text)) out.confidence *= not_understood;
        out.doubtful = out.doubtful || !begins_amount(text) || !ends_amount(text) ||
                       !std::all_of(text.begin(), text.end(), of_amounts);
        text = with_six_decimals(std::move(text));
    }
    if (name == "scope")
        text = with_usual_clause(with_usual_opening(std::move(text)), out.doubtful);
    if (name == "scope" || name == "address") out.doubtful = out.doubtful || !balanced(text);
    if (name == "address")
        out.doubtful = out.doubtful || !regions.begins_address(symbols) || has_stray_sign(text) ||
                       (!text.empty() && is_digit(text.back()));  // 号 or 室 is lost
    if (name == "person" || name == "name") clean_name(text, name == "person");
    // A trade name (字号) has two characters or more (企业名称登记管理规定, 第九条).
    if (name == "name") out.doubtful = out.doubtful || text.find(U'（') == 1 || breaks_off(text);
    out.text = to_utf8(text);
    return out;
}

}  // namespace ocr
