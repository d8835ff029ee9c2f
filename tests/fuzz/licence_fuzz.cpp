// A photo may show anything for a licence: whatever lies where on the page, what is taken for its
// labels and values is found in a moment and can be cut out. Without ASan, which only slows down
// (eighteen times) what takes pictures from the heap: places in them and in vectors are checked.
//
// needs: ocr/licence_layout.cpp ocr/licence_signs.cpp ocr/ink.cpp ocr/levels.cpp
// needs: ocr/straight_page.cpp
// flags: -isystem /usr/include/opencv4 -lopencv_core -lopencv_imgproc -D_DEBUG
// flags: -fno-sanitize=address,null,alignment,vptr,object-size -D_GLIBCXX_ASSERTIONS
// flags: -fno-sanitize-coverage=trace-cmp
// longest input: 128

#include "ocr/licence_layout.hpp"
#include "tests/fuzz/drawn_page.hpp"

#include <cstdlib>

namespace {

constexpr int em = 30;  // pixels, as on a licence

void expect(bool holds) {
    if (!holds) std::abort();
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
    fuzz::Bytes bytes{{data, size}};
    const int how = bytes.next();
    const int columns = bytes.breadth();
    const int rows = bytes.breadth();
    cv::Mat ink = cv::Mat::zeros(rows, columns, CV_8U);
    for (int i = 0; i < (how >> 1) % 4; ++i) fuzz::draw_block(ink, bytes, em);
    cv::Mat faint = ink.clone();
    while (!bytes.left.empty())
        fuzz::draw_patch(bytes.left.size() % 2 == 0 ? ink : faint, bytes, em);
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
