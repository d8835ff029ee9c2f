#include "ocr/id_card.hpp"

#include "ocr/check_digits.hpp"
#include "ocr/ink.hpp"
#include "ocr/knowledge.hpp"
#include "ocr/mending.hpp"
#include "ocr/text.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace ocr {
namespace {

constexpr double px(double mm) { return mm * card_pixels_per_mm; }

cv::Rect box(double x0, double y0, double x1, double y1) {
    return {cv::Point(cvRound(px(x0)), cvRound(px(y0))),
            cv::Point(cvRound(px(x1)), cvRound(px(y1)))};
}

constexpr double em = px(3.2);

/// Right end of the widest gap in the writing of `area` that ends and begins within from–to (mm),
/// or nothing.
std::optional<double> column_after_gap(const InkPage& page, const cv::Rect& area, double from,
                                       double to) {
    const auto columns = ink_columns(page.ink, area, 1, 1);
    std::optional<double> best;
    int widest = static_cast<int>(px(0.35));
    for (std::size_t i = 0; i + 1 < columns.size(); ++i) {
        const Span gap{columns[i].to, columns[i + 1].from};
        if (gap.to < px(from) || gap.from > px(to) || gap.length() <= widest) continue;
        widest = gap.length();
        best = gap.to - std::min(px(0.6), gap.length() * 0.5);
    }
    return best;
}

/// Where the values begin: the gap after the column of labels, which ends between 11 and 16 mm.
double value_column(const InkPage& page) {
    return column_after_gap(page, box(9, 4, 17.5, 33), 11.2, 15.5).value_or(px(13.2));
}

/// Lines of writing between two heights, with a little paper above and below.
std::vector<Span> lines(const InkPage& page, const cv::Rect& area) {
    auto found = ink_rows(page.ink, area, static_cast<int>(px(0.45)), static_cast<int>(px(1.1)));
    for (auto& line : found) {
        line.from -= static_cast<int>(px(0.45));
        line.to += static_cast<int>(px(0.45));
    }
    return found;
}

/// The line nearest to where the form has it; a line of the usual height there if none is within
/// reach.
Span line_at(const std::vector<Span>& found, double middle_mm, double reach_mm, double height_mm) {
    const Span* best = nullptr;
    for (const auto& line : found)
        if (std::abs(line.middle() - px(middle_mm)) < px(reach_mm) &&
            (!best ||
             std::abs(line.middle() - px(middle_mm)) < std::abs(best->middle() - px(middle_mm))))
            best = &line;
    if (best && best->length() < px(height_mm + 2.4)) return *best;
    return {static_cast<int>(px(middle_mm - height_mm / 2)),
            static_cast<int>(px(middle_mm + height_mm / 2))};
}

struct Cut {
    Wanted wanted;
    cv::Rect where;
    Line line;
};

Cut cut(const InkPage& page, const cv::Rect& where, double size, Second second) {
    Cut out;
    out.where = where;
    out.wanted = {cut_line(page, where, size, &out.where), second, 1, second == Second::of_name};
    return out;
}

/// Fills in `line` of all of them.
void read_cuts(const std::vector<Cut*>& cuts, Recogniser& recogniser) {
    std::vector<Wanted> wanted;
    wanted.reserve(cuts.size());
    for (const auto* one : cuts) wanted.push_back(one->wanted);
    const auto lines = recogniser.read(wanted);
    for (std::size_t i = 0; i < cuts.size(); ++i) cuts[i]->line = lines[i];
}

std::u32string only_hanzi(const Line& line, std::u32string_view also = {}) {
    std::u32string out;
    for (const auto& s : line.symbols)
        if (is_hanzi(s.character) || also.find(s.character) != std::u32string_view::npos)
            out.push_back(s.character);
    return out;
}

ReadField field(std::string name, std::string text, double confidence, bool doubtful,
                const cv::Rect& crop) {
    return {std::move(name), std::move(text), confidence, doubtful, crop};
}

struct Number {
    Known known;
    cv::Rect where;
};

Number read_number(const InkPage& page, Recogniser& recogniser) {
    const auto found = lines(page, box(30, 40.5, 80, 52.5));
    const Span row = line_at(found, 46.5, 4, 5.4);
    const cv::Rect where(cvRound(px(25.6)), row.from, cvRound(px(84 - 25.6)), row.length());
    Number out;
    out.where = where;
    const auto picture = cut_line(page, where, px(4.0), &out.where);
    if (picture.empty()) return out;
    out.known =
        known_id_number(recogniser.read(picture.grey, Recogniser::Model::latin, "0123456789X"));
    if (out.known.sure && out.known.least > 0.7) return out;
    const auto second = known_id_number(recogniser.read({picture, Second::never, 1}));
    out.known =
        second.text.size() == 18 ? confirmed(second, out.known, id_number_valid) : out.known;
    return out;
}

std::string written(const Date& date) {
    return std::to_string(date.year) + "年" + std::to_string(date.month) + "月" +
           std::to_string(date.day) + "日";
}

ReadField name_field(const Cut& name) {
    const auto text = only_hanzi(name.line, U"·");
    const bool doubtful =
        name.line.least() < 0.85 || text.size() < 2 || text.size() != name.line.symbols.size();
    return field("name", to_utf8(text), name.line.confidence(), doubtful, name.where);
}

/// The number says it; the reading can only contradict.
ReadField sex_field(const Cut& sex, const Line& line, const Known& number) {
    const auto text = only_hanzi(line);
    std::string value = text.find(U'女') != text.npos   ? "女"
                        : text.find(U'男') != text.npos ? "男"
                                                        : "";
    double confidence = line.confidence();
    bool doubtful = value.empty() || confidence < 0.8;
    if (number.sure) {
        const std::string known = (number.text[16] - '0') % 2 == 1 ? "男" : "女";
        doubtful = !value.empty() && value != known && confidence > 0.8;
        value = known;
        confidence = std::max(confidence, number.confidence);
    }
    return field("sex", value, confidence, doubtful, sex.where);
}

/// What follows the label 民族, or what was made of it.
std::u32string behind_label(std::u32string text) {
    if (const auto label = text.find(U'族'); label != text.npos && label + 1 < text.size())
        text.erase(0, label + 1);
    else if (text.size() > 2 && (text[0] == U'民' || text[1] == U'族'))
        text.erase(0, 2);
    return text;
}

ReadField ethnicity_field(const Cut& people, Recogniser& recogniser) {
    auto known = known_ethnicity(behind_label(only_hanzi(people.line)), people.line.confidence());
    bool doubtful = !known.sure || people.line.least() < 0.6;
    if (doubtful) {
        static const auto words = [] {
            std::vector<std::u32string> out;
            for (const auto one : ethnicities()) out.push_back(to_characters(one));
            return out;
        }();
        const auto shaped = recogniser.shapes().one_of(words, people.wanted.picture.grey);
        if (shaped)
            return field("ethnicity", to_utf8(shaped->text), shaped->confidence,
                         shaped->confidence < 0.7, people.where);
        // Tesseract, given nothing else to choose from.
        const auto again = recogniser.read(people.wanted.picture.grey, Recogniser::Model::chinese,
                                           ethnicity_characters());
        const auto other = known_ethnicity(behind_label(only_hanzi(again)), again.confidence());
        doubtful = !other.sure || other.text != known.text || again.least() < 0.5;
        if (other.sure && !known.sure) known = other;
    }
    return field("ethnicity", known.text, known.confidence, doubtful, people.where);
}

ReadField birth_field(const InkPage& page, const cv::Rect& where, const Known& number,
                      Recogniser& recogniser) {
    auto birth = cut(page, where, em, Second::in_doubt);
    if (const auto known = date_of_id_number(number.text); number.sure && known)
        return field("birth", written(*known), number.confidence, false, birth.where);
    read_cuts({&birth}, recogniser);
    const auto date = find_date(birth.line.characters());
    return field("birth", date ? written(*date) : birth.line.text(), birth.line.confidence(), true,
                 birth.where);
}

/// Up to three or four lines, each a little below the one before.
std::vector<Cut> address_cuts(const InkPage& page, const std::vector<Span>& rows, double above,
                              double left) {
    std::vector<Cut> out;
    double last = above;
    for (const auto& row : rows) {
        if (row.middle() < above + px(3) || row.middle() > px(43)) continue;
        if (!out.empty() && row.middle() - last > px(6.4)) break;
        out.push_back(cut(page, {cvRound(left), row.from, cvRound(px(53.5) - left), row.length()},
                          em, Second::in_doubt));
        last = row.middle();
    }
    return out;
}

ReadField address_field(const std::vector<Cut>& lines, std::string_view code,
                        const Regions& regions) {
    std::vector<Symbol> all;
    cv::Rect where;
    bool lost = false;
    for (const auto& [wanted, area, line] : lines) {
        const auto of_addresses = [](const Symbol& s) {
            const bool letter =
                s.character < 0x80 && std::isalnum(static_cast<int>(s.character)) != 0;
            return is_hanzi(s.character) || letter;
        };
        if (std::none_of(line.symbols.begin(), line.symbols.end(), of_addresses)) continue;
        if (all.empty() && find_date(line.characters())) continue;  // the line above
        if (!all.empty() && line.confidence() < 0.35) {
            lost = true;
            continue;
        }
        for (auto s : line.symbols) {
            // A dash stands between numbers; behind an ideograph it is 一.
            if (s.character == U'-' && !all.empty() && is_hanzi(all.back().character))
                s.character = U'一';
            if (of_addresses(s) || s.character == U'-') all.push_back(s);
        }
        where = where.empty() ? area : where | area;
    }
    all = regions.mend_address(all, code);
    const bool ends = !all.empty() && !is_digit(all.back().character);  // else 号 or 室 is lost
    const bool doubtful = lost || !ends || least_of(all) < 0.7 || !regions.begins_address(all);
    const double confidence = Line{all}.confidence() * (regions.in_a_province(all) ? 1 : 0.5);
    return field("address", to_utf8(characters_of(all)), confidence, doubtful, where);
}

}  // namespace

Attempt read_id_front(const StraightPage& card, Recogniser& recogniser, const SoFar& so_far) {
    const auto page = find_ink(card, static_cast<int>(em));
    const double left = value_column(page);
    const auto number = read_number(page, recogniser);
    Attempt out;
    out.evidence = number.known.sure ? 1 : number.known.text.size() >= 15 ? 0.6 : 0.1;
    if (out.evidence < 0.3) return out;
    out.fields.push_back(field("id_number", number.known.text, number.known.confidence,
                               !number.known.sure, number.where));
    so_far(out);
    const auto add = [&](ReadField next) {  // above the number, which stands last
        out.fields.insert(out.fields.end() - 1, std::move(next));
        so_far(out);
    };
    const auto found =
        lines(page, {cvRound(left), cvRound(px(2)), cvRound(px(48) - left), cvRound(px(41))});
    const Span name = line_at(found, 8.8, 2.6, 5.4);
    const Span sex = line_at(found, 15.8, 2.4, 4.8);
    const Span birth = line_at(found, 22.6, 2.4, 4.8);
    const auto in = [&](const Span& row, double from_px, double to_mm) {
        const int from = cvRound(from_px);
        return cv::Rect(from, row.from, cvRound(px(to_mm)) - from, row.length());
    };
    auto name_cut = cut(page, in(name, left, 50), px(3.6), Second::of_name);
    const double people_from =
        column_after_gap(page, cv::Rect(cvRound(px(27)), sex.from, cvRound(px(9)), sex.length()),
                         29, 34.5)
            .value_or(px(23));
    auto people = cut(page, in(sex, people_from, 50), em, Second::in_doubt);
    auto address = address_cuts(page, found, birth.middle(), left);
    std::vector<Cut*> cuts{&name_cut, &people};
    for (auto& line : address) cuts.push_back(&line);
    read_cuts(cuts, recogniser);
    add(name_field(name_cut));
    const auto sex_cut = cut(page, in(sex, left, 22), em, Second::never);
    const auto sex_line = recogniser.read(sex_cut.wanted.picture.grey, Recogniser::Model::chinese);
    add(sex_field(sex_cut, sex_line, number.known));
    add(ethnicity_field(people, recogniser));
    add(birth_field(page, in(birth, left, 50), number.known, recogniser));
    add(address_field(
        address,
        number.known.sure ? std::string_view(number.known.text).substr(0, 6) : std::string_view(),
        recogniser.regions()));
    return out;
}

namespace {

std::string dotted(const Date& date) {
    const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return std::to_string(date.year) + "." + two(date.month) + "." + two(date.day);
}

/// The date written by eight digits from `at` on, whatever stands between them.
std::optional<Date> date_of_digits(const std::u32string& digits, std::size_t at) {
    if (digits.size() < at + 8) return std::nullopt;
    const auto number = [&](std::size_t from, std::size_t count) {
        int value = 0;
        for (const char32_t c : digits.substr(at + from, count))
            value = value * 10 + static_cast<int>(c - U'0');
        return value;
    };
    const Date date{number(0, 4), number(4, 2), number(6, 2)};
    if (!date_valid(date.year, date.month, date.day) || date.year < 1984 || date.year > 2100)
        return std::nullopt;
    return date;
}

/// 2015.01.02-2035.01.02 or 2015.01.02-长期; terms are 5, 10 or 20 years to the day.
Known known_validity(const Line& line) {
    std::u32string digits;
    for (const auto& s : line.symbols)
        if (is_digit(s.character)) digits.push_back(s.character);
    const auto text = line.characters();
    const bool open = text.find_first_of(U"长期") != text.npos;
    const auto from = date_of_digits(digits, 0);
    Known unsure{line.text(), line.confidence() * 0.4, false};
    if (!from) return unsure;
    if (open) return {dotted(*from) + "-长期", line.confidence(), digits.size() == 8, line.least()};
    const auto to = date_of_digits(digits, 8);
    if (!to || digits.size() != 16) return unsure;
    const int years = to->year - from->year;
    const bool usual = (years == 5 || years == 10 || years == 20) && to->month == from->month &&
                       to->day == from->day;
    return {dotted(*from) + "-" + dotted(*to), line.confidence(), usual, line.least()};
}

struct Authority {
    std::vector<Symbol> written;
    bool usual = false;
};

/// A reader that does not know a character is sure of another: of the names that differ in one the
/// shapes decide.
Authority authority_of(const Cut& cut, Recogniser& recogniser) {
    std::vector<Symbol> read;
    for (const auto& s : cut.line.symbols)
        if (is_hanzi(s.character)) read.push_back(s);
    if (auto usual = recogniser.regions().mend_authority(read)) return {std::move(*usual), true};
    const auto like = recogniser.regions().like_authorities(read);
    const auto shaped =
        like.empty() ? std::nullopt : recogniser.shapes().one_of(like, cut.wanted.picture.grey);
    if (!shaped) return {std::move(read), false};
    for (std::size_t i = 0; i < read.size(); ++i)
        if (read[i].character != shaped->text[i]) read[i] = {shaped->text[i], to_be_checked};
    return {std::move(read), true};
}

}  // namespace

Attempt read_id_back(const StraightPage& card, Recogniser& recogniser) {
    const auto page = find_ink(card, static_cast<int>(em));
    const auto found = lines(page, box(32.5, 37, 72, 52.5));
    const Span authority = line_at(found, 41.2, 2.6, 4.8);
    const Span validity = line_at(found, 47.4, 2.6, 4.8);
    // The gap after the labels, which end at 33 mm or so.
    const double left =
        column_after_gap(page, box(29, 38.5, 38, 50.5), 31.5, 36.5).value_or(px(32));
    const auto area = [&](const Span& row) {
        return cv::Rect(cvRound(left), row.from, cvRound(px(83) - left), row.length());
    };
    auto who = cut(page, area(authority), em, Second::in_doubt);
    auto term = cut(page, area(validity), em, Second::in_doubt);
    read_cuts({&who, &term}, recogniser);
    const auto known = known_validity(term.line);
    const auto [written, usual] = authority_of(who, recogniser);
    const auto name = characters_of(written);
    const bool police = name.find(U"公安") != name.npos || name.ends_with(U"分局");
    Attempt out;
    out.evidence = (police ? 0.5 : 0) + (known.sure                          ? 0.5
                                         : find_date(term.line.characters()) ? 0.3
                                                                             : 0);
    out.fields.push_back(field("authority", to_utf8(name), Line{written}.confidence(),
                               !usual || !name.ends_with(U"局") || least_of(written) < 0.75,
                               who.where));
    out.fields.push_back(field("validity", known.text, known.confidence,
                               !known.sure || known.least < 0.5, term.where));
    return out;
}

}  // namespace ocr
