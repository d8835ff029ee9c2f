#include "ocr/licence_signs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace ocr {
namespace {

constexpr int speck = 25;  // pixels: a smaller sign belongs to one beside it, or is dirt

/// Ink side by side in a row; `to` is not included. Small, as a page that is not what it seems to
/// be may have a million.
struct Run {
    std::int16_t y = 0;
    std::int16_t from = 0;
    std::int16_t to = 0;
    std::uint32_t of = 0;  ///< Its component.
};

/// Connected ink, where gaps of a pixel or two do not part it.
struct Components {
    std::vector<Run> runs;  ///< From top to bottom, each row from left to right.
    std::vector<cv::Rect> box;
    std::vector<int> area;
};

/// The runs of ink; most of a page is none and is passed over eight pixels at a time.
std::vector<Run> runs_of(const cv::Mat& ink) {
    std::vector<Run> out;
    for (int y = 0; y < ink.rows; ++y) {
        const auto* row = ink.ptr<uchar>(y);
        for (int x = 0; x < ink.cols; ++x) {
            std::uint64_t eight = 0;
            if (x + 8 <= ink.cols && (std::memcpy(&eight, row + x, 8), eight == 0)) {
                x += 7;
                continue;
            }
            if (row[x] == 0) continue;
            const int from = x;
            while (x < ink.cols && row[x] != 0) ++x;
            out.push_back({static_cast<std::int16_t>(y), static_cast<std::int16_t>(from),
                           static_cast<std::int16_t>(x), static_cast<std::uint32_t>(out.size())});
        }
    }
    return out;
}

/// Whether two runs, the second not above the first, belong together.
bool touch(const Run& a, const Run& b) {
    const int gap = std::max(b.from - a.to, a.from - b.to);  // columns between; below 0: overlap
    const int rows = b.y - a.y;
    return rows == 0 ? gap <= 2 : rows == 1 ? gap <= 0 : rows <= 3 && gap < 0;
}

Components components_of(const cv::Mat& ink) {
    constexpr std::size_t reach = 3;  // rows
    Components out{runs_of(ink), {}, {}};
    auto& runs = out.runs;
    const auto root = [&](std::uint32_t i) {
        while (runs[i].of != i) i = runs[i].of = runs[runs[i].of].of;
        return i;
    };
    const auto join = [&](std::uint32_t a, std::uint32_t b) { runs[root(b)].of = root(a); };
    std::array<std::uint32_t, reach> above{};  // in each of the rows above, what is not yet passed
    for (std::uint32_t i = 0; i < runs.size(); ++i) {
        if (i > 0 && touch(runs[i - 1], runs[i])) join(i - 1, i);
        for (std::size_t rows = 1; rows <= reach; ++rows) {
            auto& k = above[rows - 1];
            const int y = runs[i].y - static_cast<int>(rows);
            while (runs[k].y < y || (runs[k].y == y && runs[k].to < runs[i].from)) ++k;
            for (auto one = k; runs[one].y == y && runs[one].from <= runs[i].to; ++one)
                if (touch(runs[one], runs[i])) join(one, i);
        }
    }
    const auto count = static_cast<std::uint32_t>(runs.size());
    std::vector<std::uint32_t> number(count, count);
    for (std::uint32_t i = 0; i < count; ++i) {
        auto& known = number[root(i)];
        if (known == count) {
            known = static_cast<std::uint32_t>(out.box.size());
            out.box.emplace_back();
            out.area.push_back(0);
        }
        const cv::Rect here(runs[i].from, runs[i].y, runs[i].to - runs[i].from, 1);
        out.box[known] |= here;
        out.area[known] += here.width;
    }
    for (std::uint32_t i = 0; i < count; ++i) number[i] = number[root(i)];
    for (std::uint32_t i = 0; i < count; ++i) runs[i].of = number[i];
    return out;
}

/// Takes over the components that are wanted.
void paint(const Components& all, const std::vector<bool>& wanted, cv::Mat& to) {
    for (const auto& run : all.runs)
        if (wanted[run.of])
            std::memset(to.ptr(run.y, run.from), 255, static_cast<std::size_t>(run.to - run.from));
}

}  // namespace

Signs sort_by_size(const cv::Mat& ink, bool lying) {
    const auto all = components_of(ink);
    Signs out;
    out.small = cv::Mat::zeros(ink.size(), CV_8U);
    cv::Rect whole_title;
    const int high = cvRound((lying ? 0.42 : 0.36) * ink.rows);
    out.title_end = cvRound((lying ? 0.28 : 0.24) * ink.rows);
    std::vector<bool> characters(all.box.size());
    std::vector<bool> specks(all.box.size());
    for (std::size_t i = 0; i < all.box.size(); ++i) {
        const auto& box = all.box[i];
        const bool rule = box.width > 7 * usual_em && box.height < 0.5 * usual_em;
        const bool small = all.area[i] >= 6 && !rule && box.height < 2.1 * usual_em;
        characters[i] = small && all.area[i] >= speck;
        specks[i] = small && all.area[i] < speck;
        const bool title = box.height > 2.1 * usual_em && box.height < 6 * usual_em &&
                           box.width > usual_em && box.width < 7 * usual_em &&
                           box.y > 0.12 * ink.rows && box.br().y < high &&
                           std::abs(box.x + box.width / 2.0 - ink.cols / 2.0) < 0.27 * ink.cols;
        if (!title) continue;
        out.title_end = std::max(out.title_end, box.br().y);
        whole_title = whole_title.empty() ? box : whole_title | box;
    }
    paint(all, characters, out.small);
    // Punctuation may stand more than a character from what is before and after it.
    const cv::Point far(40, 10);
    for (std::size_t i = 0; i < specks.size(); ++i) {
        const cv::Rect around(all.box[i].tl() - far, all.box[i].br() + far);
        specks[i] = specks[i] && cv::countNonZero(out.small(around & cv::Rect({}, ink.size()))) > 0;
    }
    paint(all, specks, out.small);
    if (!whole_title.empty()) out.small(whole_title).setTo(0);  // its loose strokes
    return out;
}

void add_characters(const cv::Mat& faint, const cv::Rect& part, cv::Mat& to) {
    const cv::Rect inside = part & cv::Rect({}, faint.size());
    if (inside.empty()) return;
    const auto all = components_of(faint(inside));
    std::vector<bool> characters(all.box.size());
    for (std::size_t i = 0; i < all.box.size(); ++i)
        characters[i] = all.area[i] >= speck && all.box[i].height < 2.1 * usual_em;
    cv::Mat there = to(inside);
    paint(all, characters, there);
}

}  // namespace ocr
