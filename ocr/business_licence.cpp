#include "ocr/business_licence.hpp"

#include "ocr/check_digits.hpp"
#include "ocr/ink.hpp"
#include "ocr/knowledge.hpp"
#include "ocr/licence_layout.hpp"
#include "ocr/licence_values.hpp"
#include "ocr/mending.hpp"
#include "ocr/qr_code.hpp"
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

LicenceValue value_of(const std::vector<Part>& parts, const LicenceEntry& entry) {
    LicenceValue out;
    for (const auto& part : parts) {
        if (part.entry != &entry || part.line.symbols.empty()) continue;
        if (!out.symbols.empty() && part.line.confidence() < 0.3) {
            out.lost = true;
            continue;
        }
        for (const auto& s : part.line.symbols)
            if (s.character != U'|' && s.character != U'‖' &&
                s.character != U'丨')  // the frame, a rule
                out.symbols.push_back(s);
        out.where = out.where.empty() ? part.where : out.where | part.where;
    }
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

/// The code that the licence's QR code carries in the address of its entry in the register, as
/// evidence beside the print: the same, or in the place of one that could not be read.
void confirm_by_qr_code(const cv::Mat& page, std::optional<ReadField>& code) {
    if (code && !code->doubtful) return;
    const auto text = read_qr_code(page).value_or("");
    for (std::size_t i = 0; i + 18 <= text.size(); ++i) {
        const auto carried = text.substr(i, 18);
        if (!unified_code_valid(carried)) continue;
        if (!code) code = ReadField{"code", carried, 0.9, false, {}};
        // A print that says something else altogether stays in doubt.
        const auto differ = edit_distance(to_characters(code->text), to_characters(carried));
        code->text = carried;
        code->confidence = 0.95;
        code->doubtful = differ > 5;
        return;
    }
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
    std::string region;
    auto code = find_code(parts, recogniser);
    confirm_by_qr_code(sheet.picture, code);
    if (code) {
        if (!code->doubtful) {
            out.evidence = 1;
            region = code->text.substr(2, 6);
        }
        out.fields.push_back(std::move(*code));
    }
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto& entry = layout.entries[i];
        if (labels[i] == "form" || entry.lines.empty()) continue;
        const auto value = value_of(parts, entry);
        const auto field = labels[i].empty()
                               ? field_by_content(characters_of(value.symbols), entry.lines.size())
                               : labels[i];
        const bool taken = std::any_of(out.fields.begin(), out.fields.end(),
                                       [&](const auto& f) { return f.name == field; });
        if (!field.empty() && !taken)
            out.fields.push_back(licence_field(field, value, region, recogniser.regions()));
    }
    return out;
}

}  // namespace ocr
