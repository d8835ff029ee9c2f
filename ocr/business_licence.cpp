#include "ocr/business_licence.hpp"

#include "ocr/check_digits.hpp"
#include "ocr/ink.hpp"
#include "ocr/knowledge.hpp"
#include "ocr/licence_layout.hpp"
#include "ocr/text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace ocr {
namespace {

/// Labels of the licences of companies, partnerships, branches, sole traders and farmers'
/// cooperatives.
const std::map<std::string_view, std::string_view>& label_fields() {
    static const std::map<std::string_view, std::string_view> all{{"名称", "name"},
                                                                  {"企业名称", "name"},
                                                                  {"字号名称", "name"},
                                                                  {"类型", "type"},
                                                                  {"主体类型", "type"},
                                                                  {"住所", "address"},
                                                                  {"经营场所", "address"},
                                                                  {"营业场所", "address"},
                                                                  {"主要经营场所", "address"},
                                                                  {"法定代表人", "person"},
                                                                  {"负责人", "person"},
                                                                  {"经营者", "person"},
                                                                  {"投资人", "person"},
                                                                  {"执行事务合伙人", "person"},
                                                                  {"注册资本", "capital"},
                                                                  {"出资额", "capital"},
                                                                  {"成员出资总额", "capital"},
                                                                  {"成立日期", "established"},
                                                                  {"注册日期", "established"},
                                                                  {"营业期限", "term"},
                                                                  {"合伙期限", "term"},
                                                                  {"经营期限", "term"},
                                                                  {"经营范围", "scope"},
                                                                  {"业务范围", "scope"},
                                                                  {"组成形式", "form"}};
    return all;
}

std::string_view field_of(const Line& label) {
    std::u32string hanzi;
    for (const auto& s : label.symbols)
        if (is_hanzi(s.character)) hanzi.push_back(s.character);
    static const auto labels = [] {
        std::vector<std::string_view> out;
        for (const auto& [text, field] : label_fields()) out.push_back(text);
        return out;
    }();
    const auto near = closest(to_utf8(hanzi), labels);
    return near.empty() ? std::string_view() : label_fields().at(near);
}

/// What a value must be where its label could not be read.
std::string_view field_by_content(const std::u32string& text, std::size_t lines) {
    std::size_t end = 0;
    if (find_date(text, &end)) return end + 1 < text.size() ? "term" : "established";
    if (text == U"长期") return "term";
    if (text.find(U"万") != text.npos && text.find(U"元") != text.npos) return "capital";
    if (text.find(U"有限责任公司(") != text.npos || text.starts_with(U"个体工商")) return "type";
    if (lines >= 3) return "scope";
    return {};
}

struct Value {
    std::u32string text;
    double sum = 0;
    double least = 1;
    std::size_t symbols = 0;
    cv::Rect where;
    [[nodiscard]] double confidence() const {
        return symbols == 0 ? 0 : sum / static_cast<double>(symbols);
    }
};

/// The fields the labels name. They are of a short list, so the cheaper reader will mostly do.
std::vector<std::string_view> read_labels(const InkPage& page, const LicenceLayout& layout,
                                          Recogniser& recogniser) {
    std::vector<std::string_view> out;
    std::vector<Wanted> unknown;
    for (const auto& entry : layout.entries) {
        const auto picture = cut_line(page, entry.label, layout.em);
        out.push_back(picture.empty()
                          ? std::string_view()
                          : field_of(recogniser.read(picture.grey, Recogniser::Model::chinese)));
        if (out.back().empty()) unknown.push_back({picture, Second::never, 1});
    }
    const auto again = recogniser.read(unknown);
    for (std::size_t i = 0, k = 0; i < out.size(); ++i)
        if (out[i].empty()) out[i] = field_of(again[k++]);
    return out;
}

/// What a picture is of: a line of an entry's value, or a header that may hold the code.
struct Part {
    const LicenceEntry* entry = nullptr;
    std::string_view label;
    cv::Rect where;
    Wanted wanted;
    Line line;
};

std::vector<Part> parts_of(const InkPage& page, const LicenceLayout& layout,
                           const std::vector<std::string_view>& labels) {
    constexpr double code_length = 8;  // ems: 18 characters half as wide as they are high, at least
    std::vector<Part> out;
    const auto add = [&](const LicenceEntry* entry, std::string_view label, const cv::Rect& line,
                         Second second, double breadth) {
        cv::Rect where = line;
        auto picture = cut_line(page, line, layout.em, &where);
        if (picture.empty() || (!entry && where.width < code_length * layout.em)) return;
        out.push_back({entry, label, where, {std::move(picture), second, breadth}, {}});
    };
    for (const auto& header : layout.headers) add(nullptr, {}, header, Second::never, 1);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const bool name = labels[i] == "person" || labels[i] == "name";
        // Words may be squeezed; of digits one could not be told from two of the same.
        const double breadth = labels[i] == "scope" || labels[i] == "type" ? 0.65 : 1;
        if (labels[i] == "form") continue;
        for (const auto& line : layout.entries[i].lines)
            add(&layout.entries[i], labels[i], line, name ? Second::always : Second::in_doubt,
                breadth);
    }
    return out;
}

Value value_of(const std::vector<Part>& parts, const LicenceEntry& entry) {
    Value out;
    for (const auto& part : parts) {
        if (part.entry != &entry || part.line.symbols.empty()) continue;
        if (out.symbols > 0 && part.line.confidence() < 0.3) continue;
        for (const auto& s : part.line.symbols) {
            if (s.character == U'|' || s.character == U'‖') continue;  // the frame, a rule
            out.text.push_back(s.character);
            out.sum += s.confidence;
            ++out.symbols;
        }
        out.least = std::min(out.least, part.line.least());
        out.where = out.where.empty() ? part.where : out.where | part.where;
    }
    return out;
}

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

/// Phrases of a scope are parted by one kind of sign; its look-alikes are taken for it.
std::u32string usual_separators(std::u32string text) {
    const auto count = [&](char32_t c) { return std::count(text.begin(), text.end(), c); };
    const char32_t between = count(U'，') > count(U'；') + count(U'：') ? U'，' : U'；';
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto& c = text[i];
        const bool heading = i >= 2 && text.substr(i - 2, 2) == U"项目";  // 一般项目：…
        if (c == U'：' && !heading) c = between;
        if (c == U'·' || c == U'．') c = between;
        if (c == U'丶' || c == U'､') c = U'、';
    }
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
    const bool open = text.find(U'长') != text.npos || text.find(U"期") != text.npos;
    if (!from) return open ? std::optional<std::string>("长期") : std::nullopt;
    const std::string start = (text.front() == U'自' ? "自" : "") + written(*from) + "至";
    const auto to = find_date(std::u32string_view(text).substr(end));
    if (to) return start + written(*to);
    return open ? std::optional(start + "长期") : std::nullopt;
}

/// The clause at the end of most scopes, in its two forms; what comes near one of them is it.
std::u32string with_usual_clause(std::u32string text) {
    constexpr std::array clauses{
        std::u32string_view(U"（依法须经批准的项目，经相关部门批准后方可开展经营活动）"),
        std::u32string_view(U"（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）")};
    const bool stop = !text.empty() && text.back() == U'。';
    const auto open = text.rfind(U'（');
    if (open == text.npos) return text;
    const auto tail = text.substr(open, text.size() - open - (stop ? 1 : 0));
    for (const auto clause : clauses)
        if (edit_distance(tail, clause) <= clause.size() / 8)
            return text.substr(0, open) + std::u32string(clause) + (stop ? U"。" : U"");
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

ReadField as_field(std::string_view name, const Value& value) {
    constexpr double sure_of_digits = 0.85;  // no neighbour vouches for a digit
    const double doubt =
        name == "person" ? 0.85 : 0.7;  // a name has no neighbours that vouch for it
    ReadField out{std::string(name),
                  {},
                  value.confidence(),
                  value.least < doubt || value.text.empty(),
                  value.where};
    std::u32string text = usual_punctuation(value.text, name == "type");
    if (name == "established") {
        const auto date = find_date(text);
        out.text = date ? written(*date) : to_utf8(text);
        out.doubtful = !date || value.least < sure_of_digits;
        return out;
    }
    if (name == "term") {
        const auto term = written_term(text);
        out.text = term.value_or(to_utf8(text));
        out.doubtful = !term || value.least < sure_of_digits;
        return out;
    }
    if (name == "capital") text = with_six_decimals(std::move(text));
    if (name == "scope") text = with_usual_clause(usual_separators(std::move(text)));
    if (name == "scope" || name == "address") out.doubtful = out.doubtful || !balanced(text);
    if (name == "person" || name == "name")
        std::erase_if(text, [](char32_t c) {
            return !is_hanzi(c) && c < 0x80 && !std::isalnum(static_cast<int>(c));
        });
    if (name == "person")
        std::erase_if(text, [](char32_t c) { return !is_hanzi(c) && c != U'·' && c > 0x7F; });
    out.text = to_utf8(text);
    return out;
}

/// The code in a header; sure where the network is, or where Tesseract reads the same.
Known code_in(const Part& header, Recogniser& recogniser) {
    const auto first = known_unified_code(header.line);
    if (first.text.size() < 16 || (first.sure && first.least > 0.9)) return first;
    return confirmed(
        first,
        known_unified_code(recogniser.read(header.wanted.picture.grey, Recogniser::Model::latin,
                                           "0123456789ABCDEFGHJKLMNPQRTUWXY")),
        unified_code_valid);
}

std::optional<ReadField> find_code(const std::vector<Part>& parts, Recogniser& recogniser) {
    std::optional<ReadField> best;
    for (const auto& part : parts) {
        if (part.entry) continue;
        const auto known = code_in(part, recogniser);
        if (known.text.size() != 18) continue;
        ReadField field{"code", known.text, known.confidence, !known.sure, part.where};
        if (known.sure) return field;
        if (!best || best->confidence < field.confidence) best = std::move(field);
    }
    return best;
}

}  // namespace

Attempt read_licence(const StraightPage& sheet, Recogniser& recogniser) {
    auto page = find_ink(sheet, 30);
    const auto layout = find_layout(page.ink, page.ink.cols > page.ink.rows);
    page.ink = layout.ink;
    Attempt out;
    if (layout.entries.size() < 3) return out;
    const auto labels = read_labels(page, layout, recogniser);
    const auto known =
        labels.size() - static_cast<std::size_t>(std::count(labels.begin(), labels.end(), ""));
    out.evidence = std::min(1.0, static_cast<double>(known) / 5);
    if (known < 2) return out;
    auto parts = parts_of(page, layout, labels);
    std::vector<Wanted> wanted;
    for (const auto& part : parts) wanted.push_back(part.wanted);
    const auto lines = recogniser.read(wanted);
    for (std::size_t i = 0; i < parts.size(); ++i) parts[i].line = lines[i];
    if (auto code = find_code(parts, recogniser)) {
        if (!code->doubtful) out.evidence = 1;
        out.fields.push_back(std::move(*code));
    }
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto& entry = layout.entries[i];
        if (labels[i] == "form" || entry.lines.empty()) continue;
        const auto value = value_of(parts, entry);
        const auto field =
            labels[i].empty() ? field_by_content(value.text, entry.lines.size()) : labels[i];
        const bool taken = std::any_of(out.fields.begin(), out.fields.end(),
                                       [&](const auto& f) { return f.name == field; });
        if (!field.empty() && !taken) out.fields.push_back(as_field(field, value));
    }
    return out;
}

}  // namespace ocr
