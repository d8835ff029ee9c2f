#include "ocr/levels.hpp"

#include <array>

namespace ocr {

int level_of(const cv::Mat& grey, double part) {
    std::array<std::size_t, 256> count{};
    for (int y = 0; y < grey.rows; ++y) {
        const auto* row = grey.ptr<uchar>(y);
        for (int x = 0; x < grey.cols; ++x) ++count.at(row[x]);
    }
    const auto below = static_cast<std::size_t>(part * static_cast<double>(grey.total()));
    std::size_t sum = 0;
    for (std::size_t level = 0; level < count.size(); ++level)
        if ((sum += count.at(level)) > below) return static_cast<int>(level);
    return 255;
}

}  // namespace ocr
