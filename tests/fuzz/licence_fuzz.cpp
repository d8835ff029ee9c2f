// A photo may show anything for a licence: whatever lies where on the page, what is taken for its
// labels and values is found in a moment and can be cut out. Without ASan, which only slows down
// (eighteen times) what takes pictures from the heap: places in them and in vectors are checked.
//
// needs: ocr/licence_layout.cpp ocr/ink.cpp ocr/levels.cpp ocr/straight_page.cpp
// flags: -isystem /usr/include/opencv4 -lopencv_core -lopencv_imgproc
// flags: -fno-sanitize=address -D_DEBUG -D_GLIBCXX_ASSERTIONS -fno-sanitize-coverage=trace-cmp
// longest input: 128

#include "ocr/licence_layout.hpp"

#include <algorithm>
#include <cstdlib>
#include <opencv2/imgproc.hpp>
#include <span>

namespace {

constexpr int em = 30;  // pixels, as on a licence

void expect(bool holds) {
    if (!holds) std::abort();
}

/// What is left of the input; behind its end there are zeros.
struct Bytes {
    std::span<const std::uint8_t> left;

    int next() {
        if (left.empty()) return 0;
        const int out = left.front();
        left = left.subspan(1);
        return out;
    }
    /// Of a page: mostly as little as will do, which is quicker.
    int breadth() {
        const int byte = next();
        return 298 + byte * byte / 200;
    }
    /// A place on a side of that many pixels, or a little outside.
    int place(int side) { return next() * (side + 32) / 255 - 16; }
};

/// A line of characters, or a bar where they are as wide as the line.
void write(cv::Mat& page, const cv::Rect& line, int pitch, int value) {
    const int width = std::max(1, pitch - 5);
    for (int x = line.x; x < line.x + line.width; x += pitch)
        cv::rectangle(page,
                      cv::Rect(x, line.y, std::min(width, line.x + line.width - x), line.height),
                      value, cv::FILLED);
}

/// Labels with values beside them, as on a licence, or nearly so.
void draw_block(cv::Mat& page, Bytes& bytes) {
    const int left = bytes.place(page.cols);
    const int label = bytes.next();
    const int values = left + label + bytes.next() / 2;
    const int width = bytes.next() * page.cols / 255;
    const int apart = em + bytes.next() / 2;
    for (int y = bytes.place(page.rows); y < page.rows; y += apart) {
        write(page, {left, y, label, em - 4}, em, 255);
        write(page, {values, y, width, em - 4}, em, 255);
    }
}

void draw_patch(cv::Mat& page, Bytes& bytes) {
    const int how = bytes.next();
    const int x = bytes.place(page.cols);
    const int y = bytes.place(page.rows);
    const int width = 1 + bytes.next() * page.cols / 255;
    const int height = 1 + (how % 2 == 0 ? bytes.next() % 64 : bytes.next() * page.rows / 255);
    write(page, {x, y, width, height}, how % 4 < 2 ? em : page.cols, how % 8 < 6 ? 255 : 0);
}

/// All of a line is cut out again from the part that has its ink.
void cut(const ocr::InkPage& page, const cv::Rect& line, double size) {
    cv::Rect found;
    const auto picture = ocr::cut_line(page, line, size, &found);
    if (picture.empty()) return;
    expect(!found.empty() && (found & line) == found);
    expect((found & cv::Rect({}, page.ink.size())) == found);
    expect(picture.colour.rows == 48 && picture.colour.type() == CV_8UC3);
}

}  // namespace

/// The first bytes say how large the page is and what it is taken for, then how many columns of
/// labels and values are drawn, the rest what lies over them, dark or faint, or is wiped out.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    cv::setNumThreads(1);
    Bytes bytes{{data, size}};
    const int how = bytes.next();
    const int columns = bytes.breadth();
    const int rows = bytes.breadth();
    cv::Mat ink = cv::Mat::zeros(rows, columns, CV_8U);
    for (int i = 0; i < (how >> 1) % 4; ++i) draw_block(ink, bytes);
    cv::Mat faint = ink.clone();
    while (!bytes.left.empty()) draw_patch(bytes.left.size() % 2 == 0 ? ink : faint, bytes);
    faint |= ink;

    const auto layout = ocr::find_layout(ink, faint, how % 2 == 0);
    expect(layout.ink.size() == ink.size());
    expect(cv::countNonZero(layout.ink & ~ink) == 0);
    ocr::InkPage page;
    page.grey = ~ink;
    page.ink = layout.ink;
    page.page.picture = cv::Mat(ink.size(), CV_8UC3, cv::Scalar::all(200));
    page.page.photo = page.page.picture;
    page.page.to_photo = cv::Matx33d::eye();
    std::size_t cuts = 0;
    for (const auto& header : layout.headers)
        if (++cuts < 3) cut(page, header, layout.em);
    for (const auto& entry : layout.entries) {
        int last = -em;
        if (++cuts < 6) cut(page, entry.label, layout.em);
        for (const auto& line : entry.lines) {
            expect(line.y > last);
            last = line.y;
            if (++cuts < 9) cut(page, line, layout.em);
        }
    }
    return 0;
}
