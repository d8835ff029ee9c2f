// Pages drawn as a fuzzer's bytes say.

#pragma once

#include <algorithm>
#include <cstdint>
#include <opencv2/imgproc.hpp>
#include <span>

namespace fuzz {

/// What is left of an input; behind its end there are zeros.
struct Bytes {
    std::span<const std::uint8_t> left;

    int next() {
        if (left.empty()) return 0;
        const int out = left.front();
        left = left.subspan(1);
        return out;
    }
    /// Of a page: little more than a layout needs, and at times less; small ones are quick.
    int breadth() { return 298 + next() / 4; }
    /// A place on a side of that many pixels, or a little outside.
    int place(int side) { return next() * (side + 32) / 255 - 16; }
};

/// A line of characters, or a bar where they are as wide as the line.
inline void write(cv::Mat& page, const cv::Rect& line, int pitch, int value) {
    const int width = std::max(1, pitch - 5);
    for (int x = line.x; x < line.x + line.width; x += pitch)
        cv::rectangle(page,
                      cv::Rect(x, line.y, std::min(width, line.x + line.width - x), line.height),
                      value, cv::FILLED);
}

/// Labels with values beside them, or nearly so. `em`: a character, pixels.
inline void draw_block(cv::Mat& page, Bytes& bytes, int em) {
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

/// A line, a bar or a field, drawn or wiped out.
inline void draw_patch(cv::Mat& page, Bytes& bytes, int em) {
    const int how = bytes.next();
    const int x = bytes.place(page.cols);
    const int y = bytes.place(page.rows);
    const int width = 1 + bytes.next() * page.cols / 255;
    const int height = 1 + (how % 2 == 0 ? bytes.next() % 64 : bytes.next() * page.rows / 255);
    write(page, {x, y, width, height}, how % 4 < 2 ? em : page.cols, how % 8 < 6 ? 255 : 0);
}

}  // namespace fuzz
