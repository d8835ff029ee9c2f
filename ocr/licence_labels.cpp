#include "ocr/licence_labels.hpp"

#include "ocr/knowledge.hpp"
#include "ocr/mending.hpp"
#include "ocr/text.hpp"
#include "ocr/usual_words.hpp"

#include <algorithm>
#include <map>
#include <utility>

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

bool holds_any(std::u32string_view text, std::u32string_view signs) {
    return text.find_first_of(signs) != text.npos;
}

bool is_address(std::u32string_view text) {
    return text.size() > 6 && std::any_of(text.begin(), text.end(), is_digit) &&
           holds_any(text, U"省市区县州旗镇乡村路街道巷") && holds_any(text, U"号室楼栋幢层座");
}

bool is_amount(std::u32string_view text) {
    return text.find(U'万') != text.npos && text.find(U'元') != text.npos && text.size() < 30 &&
           !is_address(text);
}

}  // namespace

std::string_view field_by_content(const std::vector<Symbol>& value, std::size_t lines) {
    const auto text = characters_of(value);
    std::size_t end = 0;
    if (find_date(text, &end) && text.size() < 28)
        return end + 1 < text.size() ? "term" : "established";
    if (text == U"长期") return "term";
    if (lines > 1 && (holds_any(text, U"；") || text.find(U"项目") != text.npos)) return "scope";
    if (is_amount(text)) return "capital";
    if (best_fit(usual_types(), value, true)) return "type";
    if (text.size() > 6 && text.ends_with(U"公司")) return "name";
    return is_address(text) ? "address" : "";
}

LicenceLabels::LicenceLabels(const InkPage& page, const LicenceLayout& layout,
                             Recogniser& recogniser)
    : page_{page.grey, layout.pale, page.faint, page.page},
      layout_(layout),
      recogniser_(recogniser),
      known_(layout.entries.size()) {}

std::string_view LicenceLabels::field(std::size_t entry) {
    auto& known = known_[entry];
    if (known) return *known;
    known = "";
    const auto picture = cut_line(page_, layout_.entries[entry].label, layout_.em);
    if (picture.empty()) return "";
    known = field_of(recogniser_.read({picture, Second::never, 0.8}));
    if (known->empty())
        known = field_of(recogniser_.read(picture.grey, Recogniser::Model::chinese));
    return *known;
}

bool LicenceLabels::any_known() {
    constexpr std::size_t tried = 6;
    // Short values first: their labels will be wanted in any case.
    const auto length = [&](std::size_t entry) {
        const auto& lines = layout_.entries[entry].lines;
        if (lines.size() != 1) return layout_.ink.cols;
        const auto runs = ink_columns(layout_.ink, lines.front(), layout_.ink.cols, 2);
        return runs.empty() ? layout_.ink.cols : runs.front().length();
    };
    std::vector<std::pair<int, std::size_t>> order;
    for (std::size_t i = 0; i < known_.size(); ++i) order.emplace_back(length(i), i);
    std::sort(order.begin(), order.end());
    if (order.size() > tried) order.resize(tried);
    return std::any_of(order.begin(), order.end(),
                       [&](const auto& one) { return !field(one.second).empty(); });
}

}  // namespace ocr
