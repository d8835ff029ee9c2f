#include "ocr/licence_layout.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <optional>

namespace ocr {
namespace {

constexpr double usual_em = 30;  // at licence_lying and licence_upright
constexpr int speck = 25;        // pixels: a smaller sign belongs to one beside it, or is dirt

struct Signs {
    cv::Mat small;      ///< Ink without what is too large to be a character of an entry.
    int title_end = 0;  ///< Lower rim of the large title.
};

/// Connected ink, where gaps of a pixel do not part it.
struct Components {
    cv::Mat labels;
    std::vector<cv::Rect> box;
    std::vector<int> area;
};

Components components_of(const cv::Mat& ink) {
    cv::Mat thick;
    cv::morphologyEx(ink, thick, cv::MORPH_CLOSE,
                     cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    Components out;
    const auto count = static_cast<std::size_t>(cv::connectedComponents(thick, out.labels));
    // OpenCV measures them too, in four times as long: most of a page is no ink.
    std::vector<cv::Point> from(count, {ink.cols, ink.rows});
    std::vector<cv::Point> to(count);
    out.area.resize(count);
    for (int y = 0; y < ink.rows; ++y) {
        const auto* row = out.labels.ptr<int>(y);
        for (int x = 0; x < ink.cols; ++x) {
            if (row[x] == 0) continue;
            const auto one = static_cast<std::size_t>(row[x]);
            from[one] = {std::min(from[one].x, x), std::min(from[one].y, y)};
            to[one] = {std::max(to[one].x, x + 1), y + 1};
            ++out.area[one];
        }
    }
    for (std::size_t i = 0; i < count; ++i)
        out.box.push_back(i == 0 ? cv::Rect() : cv::Rect(from[i], to[i]));
    return out;
}

/// Takes over the ink of a component; with `near` only where that is.
void paint(const cv::Mat& ink, const Components& all, std::size_t one, const cv::Mat& near,
           cv::Mat& to) {
    const auto& box = all.box[one];
    for (int y = box.y; y < box.br().y; ++y)
        for (int x = box.x; x < box.br().x; ++x)
            if (all.labels.at<int>(y, x) == static_cast<int>(one) &&
                (near.empty() || near.at<uchar>(y, x) != 0))
                to.at<uchar>(y, x) = ink.at<uchar>(y, x);
}

Signs sort_by_size(const cv::Mat& ink, bool lying) {
    const auto all = components_of(ink);
    Signs out;
    out.small = cv::Mat::zeros(ink.size(), CV_8U);
    cv::Rect whole_title;
    const int high = cvRound((lying ? 0.42 : 0.36) * ink.rows);
    out.title_end = cvRound((lying ? 0.28 : 0.24) * ink.rows);
    std::vector<std::size_t> specks;
    for (std::size_t i = 1; i < all.box.size(); ++i) {
        const auto& box = all.box[i];
        const bool rule = box.width > 7 * usual_em && box.height < 0.5 * usual_em;
        if (all.area[i] >= 6 && !rule && box.height < 2.1 * usual_em) {
            if (all.area[i] < speck)
                specks.push_back(i);
            else
                paint(ink, all, i, {}, out.small);
        }
        const bool title = box.height > 2.1 * usual_em && box.height < 6 * usual_em &&
                           box.width > usual_em && box.width < 7 * usual_em &&
                           box.y > 0.12 * ink.rows && box.br().y < high &&
                           std::abs(box.x + box.width / 2.0 - ink.cols / 2.0) < 0.27 * ink.cols;
        if (!title) continue;
        out.title_end = std::max(out.title_end, box.br().y);
        whole_title = whole_title.empty() ? box : whole_title | box;
    }
    cv::Mat around;
    // Punctuation may stand more than a character from what is before and after it.
    cv::dilate(out.small, around, cv::Mat::ones(21, 81, CV_8U));
    for (const auto i : specks) paint(ink, all, i, around, out.small);
    if (!whole_title.empty()) out.small(whole_title).setTo(0);  // its loose strokes
    return out;
}

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

struct Block {
    int labels = 0;  ///< Left rim of the labels.
    int labels_end = 0;
    int values = 0;  ///< Left rim of the values.
    int end = 0;     ///< Right rim of the values' column.
};

/// The last wide gutter where labels of four or five characters end: labels are spread, so that
/// their last characters stand apart as well, but nothing does within the values.
std::optional<Block> block_from(const std::vector<Span>& free, int start, int end) {
    const auto possible = [&](const Span& gap) {
        return gap.from >= start + 3.3 * usual_em && gap.from <= start + 8.5 * usual_em &&
               gap.to < end;
    };
    int widest = 0;
    for (const auto& gap : free)
        if (possible(gap)) widest = std::max(widest, gap.length());
    const Span* best = nullptr;
    for (const auto& gap : free)
        if (possible(gap) && gap.length() >= 0.45 * widest) best = &gap;
    if (!best) return std::nullopt;
    return Block{start, best->from, best->to, end};
}

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

/// Without what is too small or too large for a character; elsewhere than `column` nothing.
cv::Mat characters_in(const cv::Mat& faint, const cv::Rect& column) {
    cv::Mat out = cv::Mat::zeros(faint.size(), CV_8U);
    const cv::Rect inside = column & cv::Rect({}, faint.size());
    if (inside.empty()) return out;
    const auto all = components_of(faint(inside));
    cv::Mat part = out(inside);
    for (std::size_t i = 1; i < all.box.size(); ++i)
        if (all.area[i] >= speck && all.box[i].height < 2.1 * usual_em)
            paint(faint(inside), all, i, {}, part);
    return out;
}

std::vector<LicenceEntry> labels_of(const cv::Mat& ink, const Block& block, int top, int bottom) {
    std::vector<LicenceEntry> out;
    for (const auto& row : rows_of(ink, block.labels - 4, block.labels_end + 2, top, bottom))
        if (is_label(ink, row, block))
            out.push_back({around(row, block.labels - 10, block.labels_end + 6), {}});
    return out;
}

/// Labels may be printed paler than values.
std::vector<LicenceEntry> labels_of(const cv::Mat& ink, const cv::Mat& faint, const Block& block,
                                    int top, int bottom) {
    const cv::Rect column(cv::Point(block.labels - 4, top),
                          cv::Point(block.labels_end + 2, bottom));
    auto dark = labels_of(ink, block, top, bottom);
    auto pale = labels_of(characters_in(faint, column), block, top, bottom);
    return pale.size() > dark.size() ? pale : dark;
}

std::vector<LicenceEntry> entries_of(const cv::Mat& ink, const cv::Mat& faint, const Block& block,
                                     int top, int bottom) {
    auto out = labels_of(ink, faint, block, top, bottom);
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

/// Where a label's own start is hidden by nothing: the first column with real ink.
int first_ink(const cv::Mat& ink, const cv::Rect& area) {
    cv::Mat sums;
    cv::reduce(ink(area), sums, 0, cv::REDUCE_SUM, CV_32S);
    int run = 0;
    for (int x = 0; x < area.width; ++x) {
        run = sums.at<int>(x) > 255 * std::max(3, area.height / 200) ? run + 1 : 0;
        if (run >= 4) return area.x + x - run + 1;
    }
    return area.x;
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
    const int least = static_cast<int>(usual_em * 0.28);
    // The code, which has no label beside it, may stand across labels and values.
    const auto free = gutters(signs.small, area, least, 1);
    const auto between_columns = gutters(signs.small, area, least, 0);
    std::vector<Block> blocks;
    int end = right_rim;
    if (lying) {
        const Span* middle = nullptr;
        for (const auto& gap : between_columns)
            if (gap.to > 0.43 * ink.cols && gap.from < 0.6 * ink.cols &&
                (!middle || gap.length() > middle->length()))
                middle = &gap;
        if (middle) {
            end = middle->from;
            // Of its own: beside a long column its only entry would count as a crossing line.
            const cv::Rect own(middle->to, top, right_rim - middle->to, area.height);
            if (const auto right =
                    block_from(gutters(signs.small, own, least, 1), middle->to, right_rim))
                blocks.push_back(*right);
        }
    }
    if (const auto left = block_from(free, first_ink(signs.small, area), end + 4))
        blocks.insert(blocks.begin(), *left);
    for (const auto& block : blocks)
        for (auto& entry : entries_of(signs.small, faint, block, top, bottom))
            out.entries.push_back(std::move(entry));
    int first_entry = bottom;
    for (const auto& entry : out.entries) first_entry = std::min(first_entry, entry.label.y);
    const int reach = lying ? cvRound(ink.cols * 0.36) : right_rim;
    for (const auto& row :
         rows_of(signs.small, left_rim, reach, cvRound(ink.rows * 0.12), first_entry))
        out.headers.push_back(around(row, left_rim, reach));
    out.ink = signs.small;
    return out;
}

}  // namespace ocr
