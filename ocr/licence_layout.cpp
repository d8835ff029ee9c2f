#include "ocr/licence_layout.hpp"

#include "ocr/licence_signs.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <optional>

namespace ocr {
namespace {

/// How far the printed frame reaches in from the left: it alone has ink from top to bottom.
int frame_width(const cv::Mat& ink) {
    constexpr int parts = 40;
    const int breadth = cvRound(0.4 * usual_em);
    cv::Mat seen;  // a row for each part of the height
    cv::resize(ink.colRange(0, cvRound(0.14 * ink.cols)), seen, {cvRound(0.14 * ink.cols), parts},
               0, 0, cv::INTER_AREA);
    cv::dilate(seen > 0, seen, cv::Mat::ones(1, 2 * breadth + 1, CV_8U));
    int width = cvRound(0.04 * ink.cols);
    for (int x = 0; x < seen.cols; ++x)
        if (cv::countNonZero(seen.col(x)) > 0.7 * parts) width = std::max(width, x + 4);
    return width;
}

/// Columns of `area` free of ink, at least `least` wide. Of many lines `crossing` ones may run
/// across.
std::vector<Span> gutters(const cv::Mat& ink, const cv::Rect& area, int least, int crossing) {
    if (area.width < least) return {};
    constexpr int band = static_cast<int>(usual_em / 2);  // a line touches three of them at most
    cv::Mat inked = cv::Mat::zeros(1, area.width, CV_32S);
    int bands = 0;
    for (int y = area.y; y + band <= area.y + area.height; y += band) {
        cv::Mat most;
        cv::reduce(ink(cv::Rect(area.x, y, area.width, band)), most, 0, cv::REDUCE_MAX);
        bands += cv::countNonZero(most) > 0 ? 1 : 0;
        cv::add(inked, 1, inked, most);
    }
    const int allowed = bands >= 12 ? std::max(1, 3 * crossing) : 1;
    std::vector<Span> out;
    int from = area.x;
    for (int x = area.x; x <= area.x + area.width; ++x) {
        const bool full = x == area.x + area.width || inked.at<int>(x - area.x) > allowed;
        if (!full) continue;
        if (x - from >= least) out.push_back({from, x});
        from = x + 1;
    }
    return out;
}

constexpr int least_gutter = 8;  // pixels

struct Block {
    int labels = 0;  ///< Left rim of the labels.
    int labels_end = 0;
    int values = 0;  ///< Left rim of the values.
    int end = 0;     ///< Right rim of the values' column.
};

std::vector<Span> rows_of(const cv::Mat& ink, int left, int right, int top, int bottom) {
    constexpr int dirt = 6;  // pixels wide: a scrap of the frame that ties two lines together
    const auto found = [&](int from, int to, int enough) {
        return ink_rows(ink, {left, from, std::max(0, right - left), std::max(0, to - from)},
                        static_cast<int>(usual_em * 0.22), static_cast<int>(usual_em * 0.45),
                        enough);
    };
    std::vector<Span> rows;
    for (const auto& row : found(top, bottom, 1)) {
        if (row.length() <= 1.8 * usual_em)
            rows.push_back(row);
        else
            std::ranges::copy(found(row.from, row.to, dirt), std::back_inserter(rows));
    }
    std::erase_if(rows, [](const Span& row) { return row.length() > 2.2 * usual_em; });
    return rows;
}

/// Where rows that have no label begin: lines after the first of a value, or such as have lost
/// theirs.
std::optional<int> flush_rim(const cv::Mat& ink, const cv::Rect& area) {
    constexpr double same = 0.3 * usual_em;
    const int start = area.x;
    std::vector<int> begins;
    for (const auto& row : rows_of(ink, start, area.br().x, area.y, area.br().y)) {
        const auto runs = ink_columns(ink, {start, row.from, area.br().x - start, row.length()}, 3,
                                      static_cast<int>(0.2 * usual_em));
        if (!runs.empty() && runs.front().from > start + 3.3 * usual_em &&
            runs.front().from < start + 9 * usual_em)
            begins.push_back(runs.front().from);
    }
    std::ranges::sort(begins);
    for (std::size_t i = 1; i < begins.size(); ++i)
        if (begins[i] - begins[i - 1] < same) return begins[i - 1];
    return std::nullopt;
}

/// The gutter before `flush`; else the last wide one where labels of four or five characters end:
/// labels are spread, so that their last characters stand apart as well, but nothing does within
/// the values.
std::optional<Block> block_from(const std::vector<Span>& free, int start, int end,
                                std::optional<int> flush) {
    const auto possible = [&](const Span& gap) {
        return gap.from >= start + 3.3 * usual_em && gap.from <= start + 8.5 * usual_em &&
               gap.to < end;
    };
    for (const auto& gap : free)
        if (flush && std::abs(gap.to - *flush) < 0.5 * usual_em && gap.to < end)
            return Block{start, std::max(gap.from, gap.to - cvRound(usual_em)), gap.to, end};
    int widest = 0;
    for (const auto& gap : free)
        if (possible(gap)) widest = std::max(widest, gap.length());
    const Span* best = nullptr;
    for (const auto& gap : free)
        if (possible(gap) && gap.length() >= 0.45 * widest) best = &gap;
    if (!best) return std::nullopt;
    return Block{start, best->from, best->to, end};
}

cv::Rect around(const Span& row, int left, int right) {
    const int margin = static_cast<int>(usual_em * 0.28);
    return {left, row.from - margin, right - left, row.length() + 2 * margin};
}

bool is_label(const cv::Mat& ink, const Span& row, const Block& block) {
    const auto runs = ink_columns(
        ink, {block.labels, row.from, block.labels_end - block.labels, row.length()}, 3, 3);
    if (runs.empty()) return false;
    return runs.front().from < block.labels + 1.6 * usual_em &&
           runs.back().to > block.labels_end - 2.2 * usual_em;
}

std::vector<LicenceEntry> labels_of(const cv::Mat& ink, const Block& block, int top, int bottom) {
    std::vector<LicenceEntry> out;
    for (const auto& row : rows_of(ink, block.labels - 4, block.labels_end + 2, top, bottom))
        if (is_label(ink, row, block))
            out.push_back({around(row, block.labels - 10, block.labels_end + 6), {}});
    return out;
}

/// Labels may be printed paler than values.
std::vector<LicenceEntry> labels_of(const cv::Mat& ink, const cv::Mat& pale, const Block& block,
                                    int top, int bottom) {
    auto dark_ones = labels_of(ink, block, top, bottom);
    auto pale_ones = labels_of(pale, block, top, bottom);
    return pale_ones.size() > dark_ones.size() ? pale_ones : dark_ones;
}

std::vector<LicenceEntry> entries_of(const cv::Mat& ink, const cv::Mat& pale, const Block& block,
                                     int top, int bottom) {
    auto out = labels_of(ink, pale, block, top, bottom);
    const int left = block.values - static_cast<int>(usual_em * 0.3);
    double last = 0;
    std::size_t current = out.size();
    for (const auto& row : rows_of(ink, left, block.end, top, bottom)) {
        std::size_t owner = out.size();
        for (std::size_t i = 0; i < out.size(); ++i) {
            const double label = out[i].label.y + out[i].label.height / 2.0;
            if (row.middle() > label - 0.75 * usual_em) owner = i;
        }
        if (owner == out.size()) continue;
        if (owner == current && row.middle() - last > 2.4 * usual_em) {
            current = out.size();
            last = 0;
        }
        const double label = out[owner].label.y + out[owner].label.height / 2.0;
        const bool first =
            out[owner].lines.empty() && std::abs(row.middle() - label) < 1.2 * usual_em;
        const bool next = !out[owner].lines.empty() && current == owner;
        if (!first && !next) continue;
        out[owner].lines.push_back(around(row, left, block.end));
        current = owner;
        last = row.middle();
    }
    return out;
}

/// The values of a column whose labels are gone, one below the other: what stands closer to the
/// line above than others do goes on with it.
std::vector<LicenceEntry> values_alone(const cv::Mat& ink, int left, int right, int top,
                                       int bottom) {
    auto rows = rows_of(ink, left, right, top, bottom);
    const auto apart = [&](std::size_t i) { return rows[i].middle() - rows[i - 1].middle(); };
    double usual = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (apart(i) > 3 * usual_em)
            rows.resize(i);  // below stand the seal and the date
        else
            usual = std::max(usual, apart(i));
    }
    std::vector<LicenceEntry> out;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i == 0 || apart(i) > 0.85 * usual) out.emplace_back();
        out.back().lines.push_back(around(rows[i], left, right));
    }
    return out;
}

/// Where the labels begin: flush, and scraps of the frame are thin.
int label_rim(const cv::Mat& ink, const cv::Rect& area) {
    constexpr std::size_t rows_alike = 3;
    constexpr int beyond_frame = static_cast<int>(2 * usual_em);
    std::vector<int> begins;
    for (const auto& row : rows_of(ink, area.x + beyond_frame, area.br().x, area.y, area.br().y)) {
        const auto runs =
            ink_columns(ink, {area.x, row.from, area.width, row.length()},
                        static_cast<int>(0.35 * usual_em), static_cast<int>(0.4 * usual_em));
        if (!runs.empty()) begins.push_back(runs.front().from);
    }
    std::ranges::sort(begins);
    for (std::size_t i = 0; i + rows_alike <= begins.size(); ++i) {
        if (begins[i + rows_alike - 1] - begins[i] >= 0.5 * usual_em) continue;
        const int before = begins[i] - begins.front();
        return before > 3.3 * usual_em && before < 9 * usual_em ? begins.front() : begins[i];
    }
    return begins.empty() ? area.x : begins.front();
}

/// A page and where on it the entries are.
struct Sheet {
    cv::Mat ink;
    cv::Mat pale;   ///< With what is faint.
    cv::Rect area;  ///< Where columns and gutters are looked for.
    int bottom = 0;
    bool lying = false;
};

/// The widest one near the middle of a lying licence.
std::optional<Span> gutter_between(const cv::Mat& seen, const Sheet& sheet) {
    std::optional<Span> out;
    if (!sheet.lying) return out;
    for (const auto& gap : gutters(seen, sheet.area, least_gutter, 0))
        if (gap.to > 0.43 * seen.cols && gap.from < 0.6 * seen.cols &&
            (!out || gap.length() > out->length()))
            out = gap;
    return out;
}

std::vector<LicenceEntry> left_column(const cv::Mat& seen, const Sheet& sheet, int end) {
    const int start = label_rim(sheet.pale, sheet.area);
    const cv::Rect own(start, sheet.area.y, end - start, sheet.area.height);
    // The code, which has no label beside it, may stand across labels and values.
    const auto block = block_from(gutters(seen, sheet.area, least_gutter, 1), start, end + 4,
                                  flush_rim(seen, own));
    if (!block) return {};
    return entries_of(sheet.ink, sheet.pale, *block, sheet.area.y, sheet.bottom);
}

std::vector<LicenceEntry> right_column(const cv::Mat& seen, const Sheet& sheet,
                                       const Span& middle) {
    const int rim = sheet.area.br().x;
    const int top = sheet.area.y;
    // Of its own: beside a long column its only entry would count as a crossing line.
    const cv::Rect own(middle.to, top, rim - middle.to, sheet.area.height);
    const auto block =
        block_from(gutters(seen, own, least_gutter, 1), middle.to, rim, flush_rim(seen, own));
    std::vector<LicenceEntry> out;
    if (block) out = entries_of(sheet.ink, sheet.pale, *block, top, sheet.bottom);
    const bool misfit = std::ranges::any_of(out, [](const auto& one) { return one.lines.empty(); });
    const bool room_for_labels = middle.length() > 4.5 * usual_em;
    if (room_for_labels && (misfit || !block))
        out = values_alone(sheet.ink, middle.to, rim, top, sheet.bottom);
    return out;
}

/// Left column downward, then the right one; gutters are sought in what is `seen`.
std::vector<LicenceEntry> columns(const cv::Mat& seen, const Sheet& sheet) {
    const auto middle = gutter_between(seen, sheet);
    auto out = left_column(seen, sheet, middle ? middle->from : sheet.area.br().x);
    if (middle) std::ranges::move(right_column(seen, sheet, *middle), std::back_inserter(out));
    return out;
}

std::vector<LicenceEntry> columns(const Sheet& sheet) {
    constexpr auto usual = 7;  // entries, of the simplest licences
    const auto complete = [](const std::vector<LicenceEntry>& entries) {
        return std::ranges::count_if(entries, [](const auto& one) { return !one.lines.empty(); });
    };
    auto out = columns(sheet.ink, sheet);
    if (complete(out) >= usual) return out;
    auto by_pale_labels = columns(sheet.pale, sheet);
    return complete(by_pale_labels) > complete(out) ? by_pale_labels : out;
}

}  // namespace

LicenceLayout find_layout(const cv::Mat& ink, const cv::Mat& faint, bool lying) {
    LicenceLayout out;
    out.ink = ink;
    if (std::min(ink.cols, ink.rows) < 10 * usual_em) return out;  // no room for its parts
    const auto signs = sort_by_size(ink, lying);
    cv::Mat mirrored;
    cv::flip(signs.small, mirrored, 1);
    const int left_rim = frame_width(signs.small);
    const int right_rim = ink.cols - frame_width(mirrored);
    const int top = signs.title_end + static_cast<int>(usual_em * 2.4);
    const int bottom = cvRound(ink.rows * (lying ? 0.86 : 0.82));
    const int looked = lying ? top + cvRound(ink.rows * 0.3) : bottom;
    const cv::Rect area(left_rim, top, right_rim - left_rim, std::max(10, looked - top));
    out.ink = signs.small;
    out.pale = signs.small.clone();
    add_characters(faint, {left_rim, top, area.width, bottom - top}, out.pale);
    out.entries = columns({out.ink, out.pale, area, bottom, lying});
    int first_entry = bottom;
    for (const auto& entry : out.entries)
        first_entry = std::min(first_entry, (entry.lines.empty() ? entry.label : entry.lines[0]).y);
    const int reach = lying ? cvRound(ink.cols * 0.36) : right_rim;
    for (const auto& row : rows_of(out.ink, left_rim, reach, cvRound(ink.rows * 0.12), first_entry))
        out.headers.push_back(around(row, left_rim, reach));
    return out;
}

}  // namespace ocr
