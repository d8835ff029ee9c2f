#include "ocr/id_card.hpp"

#include "ocr/check_digits.hpp"
#include "ocr/ink.hpp"
#include "ocr/knowledge.hpp"
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

/// Where the values begin: the gap after the column of labels, which ends between 11 and 16 mm.
double value_column(const InkPage& page) {
    const auto columns = ink_columns(page.ink, box(9, 4, 17.5, 33), 1, 1);
    double best = px(13.2);
    int widest = static_cast<int>(px(0.35));
    for (std::size_t i = 0; i + 1 < columns.size(); ++i) {
        const Span gap{columns[i].to, columns[i + 1].from};
        if (gap.to < px(11.2) || gap.from > px(15.5) || gap.length() <= widest) continue;
        widest = gap.length();
        best = gap.to - std::min(px(0.6), gap.length() * 0.5);
    }
    return best;
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
    Line line;
    cv::Rect where;
};

enum class By { tesseract, network, either, both };

Cut read_cut(const InkPage& page, const cv::Rect& where, double size, Recogniser& recogniser,
             By by) {
    Cut out;
    out.where = where;
    const auto picture = cut_line(page, where, size, &out.where);
    if (picture.empty()) return out;
    switch (by) {
        case By::tesseract:
            out.line = recogniser.read(picture.grey, Recogniser::Model::chinese);
            break;
        case By::network: out.line = recogniser.read_network(picture); break;
        case By::either: out.line = recogniser.read_carefully(picture); break;
        case By::both: out.line = recogniser.read_twice(picture); break;
    }
    return out;
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
    out.known = known_id_number(
        recogniser.read(picture.grey, Recogniser::Model::latin, "0123456789X"));
    if (out.known.sure && out.known.least > 0.7) return out;
    const auto second = known_id_number(recogniser.read_network(picture));
    out.known = second.text.size() == 18 ? confirmed(second, out.known, id_number_valid) : out.known;
    return out;
}

std::string written(const Date& date) {
    return std::to_string(date.year) + "年" + std::to_string(date.month) + "月" +
           std::to_string(date.day) + "日";
}

ReadField name_field(const InkPage& page, const Span& row, double left, Recogniser& recogniser) {
    const cv::Rect where(cvRound(left), row.from, cvRound(px(50) - left), row.length());
    const auto cut = read_cut(page, where, px(3.6), recogniser, By::both);
    const auto text = only_hanzi(cut.line, U"·");
    const bool doubtful =
        cut.line.least() < 0.85 || text.size() < 2 || text.size() != cut.line.symbols.size();
    return field("name", to_utf8(text), cut.line.confidence(), doubtful, cut.where);
}

/// Sex, then the label 民族 or what was made of it, then the people.
std::vector<ReadField> sex_and_ethnicity(const InkPage& page, const Span& row, double left,
                                         const Known& number, Recogniser& recogniser) {
    const cv::Rect sex_where(cvRound(left), row.from, cvRound(px(22.5) - left), row.length());
    const cv::Rect people_where = box(23, 0, 50, 1);
    const auto sex = read_cut(page, sex_where, em, recogniser, By::tesseract);
    const auto people = read_cut(page, {people_where.x, row.from, people_where.width, row.length()},
                                 em, recogniser, By::both);
    auto text = only_hanzi(sex.line);
    std::string value = text.find(U'女') != text.npos   ? "女"
                        : text.find(U'男') != text.npos ? "男"
                                                        : "";
    double confidence = sex.line.confidence();
    bool doubtful = value.empty() || confidence < 0.8;
    if (number.sure) {
        const std::string known = (number.text[16] - '0') % 2 == 1 ? "男" : "女";
        doubtful = !value.empty() && value != known && confidence > 0.8;
        value = known;
        confidence = std::max(confidence, number.confidence);
    }
    auto after = only_hanzi(people.line);
    if (const auto label = after.find(U'族'); label != after.npos && label + 1 < after.size())
        after.erase(0, label + 1);
    else if (after.size() > 2 && (after[0] == U'民' || after[1] == U'族'))
        after.erase(0, 2);
    const auto ethnicity = known_ethnicity(after, people.line.confidence());
    return {field("sex", value, confidence, doubtful, sex.where),
            field("ethnicity", ethnicity.text, ethnicity.confidence,
                  !ethnicity.sure || people.line.confidence() < 0.6, people.where)};
}

ReadField birth_field(const InkPage& page, const Span& row, double left, const Known& number,
                      Recogniser& recogniser) {
    const cv::Rect where(cvRound(left), row.from, cvRound(px(50) - left), row.length());
    if (const auto known = date_of_id_number(number.text); number.sure && known) {
        cv::Rect found = where;
        (void)cut_line(page, where, em, &found);
        return field("birth", written(*known), number.confidence, false, found);
    }
    const auto cut = read_cut(page, where, em, recogniser, By::either);
    const auto date = find_date(cut.line.characters());
    return field("birth", date ? written(*date) : cut.line.text(), cut.line.confidence(), true,
                 cut.where);
}

ReadField address_field(const InkPage& page, const std::vector<Span>& found, double above,
                        double left, Recogniser& recogniser) {
    std::string text;
    double sum = 0;
    double least = 1;
    std::size_t count = 0;
    cv::Rect all;
    double last = above;
    for (const auto& row : found) {
        if (row.middle() < above + px(3) || row.middle() > px(43)) continue;
        if (count > 0 && row.middle() - last > px(6.4)) break;
        const cv::Rect where(cvRound(left), row.from, cvRound(px(53.5) - left), row.length());
        const auto cut = read_cut(page, where, em, recogniser, By::either);
        const bool holds_writing = std::any_of(
            cut.line.symbols.begin(), cut.line.symbols.end(),
            [](const Symbol& s) { return is_hanzi(s.character) || is_digit(s.character); });
        if (!holds_writing || (count > 0 && cut.line.confidence() < 0.35)) continue;
        for (const auto& s : cut.line.symbols) {
            const bool letter =
                s.character < 0x80 && std::isalnum(static_cast<int>(s.character)) != 0;
            if (is_hanzi(s.character) || letter || s.character == U'-')
                text += to_utf8({&s.character, 1});
        }
        sum += cut.line.confidence();
        least = std::min(least, cut.line.least());
        all = count == 0 ? cut.where : all | cut.where;
        last = row.middle();
        ++count;
    }
    const double confidence = count == 0 ? 0 : sum / static_cast<double>(count);
    return field("address", text, confidence, count == 0 || least < 0.7, all);
}

}  // namespace

Attempt read_id_front(const StraightPage& card, Recogniser& recogniser) {
    const auto page = find_ink(card, static_cast<int>(em));
    const double left = value_column(page);
    const auto number = read_number(page, recogniser);
    Attempt out;
    out.evidence = number.known.sure ? 1 : number.known.text.size() >= 15 ? 0.6 : 0.1;
    if (out.evidence < 0.3) return out;
    const auto found =
        lines(page, {cvRound(left), cvRound(px(2)), cvRound(px(48) - left), cvRound(px(41))});
    const Span name = line_at(found, 8.8, 2.6, 5.4);
    const Span sex = line_at(found, 15.8, 2.4, 4.8);
    const Span birth = line_at(found, 22.6, 2.4, 4.8);
    out.fields.push_back(name_field(page, name, left, recogniser));
    for (auto& one : sex_and_ethnicity(page, sex, left, number.known, recogniser))
        out.fields.push_back(std::move(one));
    out.fields.push_back(birth_field(page, birth, left, number.known, recogniser));
    out.fields.push_back(address_field(page, found, birth.middle(), left, recogniser));
    out.fields.push_back(field("id_number", number.known.text, number.known.confidence,
                               !number.known.sure, number.where));
    return out;
}

namespace {

std::string dotted(const Date& date) {
    const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return std::to_string(date.year) + "." + two(date.month) + "." + two(date.day);
}

/// 2015.01.02-2035.01.02 or 2015.01.02-长期; terms are 5, 10 or 20 years to the day.
Known known_validity(const Line& line) {
    const auto text = line.characters();
    std::size_t end = 0;
    const auto from = find_date(text, &end);
    if (!from) return {line.text(), line.confidence() * 0.4, false};
    const std::u32string rest = text.substr(end);
    if (rest.find(U'长') != rest.npos || rest.find(U'期') != rest.npos)
        return {dotted(*from) + "-长期", line.confidence(), true};
    const auto to = find_date(rest);
    if (!to) return {line.text(), line.confidence() * 0.4, false};
    const int years = to->year - from->year;
    const bool usual = (years == 5 || years == 10 || years == 20) && to->month == from->month &&
                       to->day == from->day;
    return {dotted(*from) + "-" + dotted(*to), line.confidence(), usual};
}

}  // namespace

Attempt read_id_back(const StraightPage& card, Recogniser& recogniser) {
    const auto page = find_ink(card, static_cast<int>(em));
    const auto found = lines(page, box(32.5, 37, 72, 52.5));
    const Span authority = line_at(found, 41.2, 2.6, 4.8);
    const Span validity = line_at(found, 47.4, 2.6, 4.8);
    const auto area = [&](const Span& row) {
        return cv::Rect(cvRound(px(32)), row.from, cvRound(px(83 - 32)), row.length());
    };
    const auto who = read_cut(page, area(authority), em, recogniser, By::either);
    const auto term = read_cut(page, area(validity), em, recogniser, By::either);
    const auto known = known_validity(term.line);
    const auto name = only_hanzi(who.line);
    const bool police = name.find(U"公安") != name.npos || name.ends_with(U"分局");
    Attempt out;
    out.evidence = (police ? 0.5 : 0) + (known.sure                          ? 0.5
                                         : find_date(term.line.characters()) ? 0.3
                                                                             : 0);
    out.fields.push_back(field("authority", to_utf8(name), who.line.confidence(),
                               !police || !name.ends_with(U"局") || who.line.least() < 0.75,
                               who.where));
    out.fields.push_back(field("validity", known.text, known.confidence, !known.sure, term.where));
    return out;
}

}  // namespace ocr
