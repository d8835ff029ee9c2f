#include "ocr/attention.hpp"

#include "ocr/network_kernels.hpp"

namespace ocr {
namespace {

cv::Mat product(const cv::Mat& a, const cv::Mat& b) {
    cv::Mat out(a.rows, b.cols, CV_32F);
    const auto count = static_cast<std::size_t>(b.cols);
    multiply(packed(a.ptr<float>(), nullptr, a.rows, a.cols), b.ptr<float>(), out.ptr<float>(),
             count, 0, count, {});
    return out;
}

}  // namespace

void attend(const cv::Mat& rows, int heads, float factor, cv::Mat& out) {
    const int width = out.cols / heads;
    for (int head = 0; head < heads; ++head) {
        const auto part = [&](int which) {
            const int start = which * out.cols + head * width;
            return rows.colRange(start, start + width);
        };
        cv::Mat shares = product(part(0) * factor, part(1).t());
        cv::Mat most;  // nothing overflows where it is taken away, and nothing changes
        cv::reduce(shares, most, 1, cv::REDUCE_MAX);
        shares -= cv::repeat(most, 1, shares.cols);
        cv::exp(shares, shares);
        cv::Mat sums;
        cv::reduce(shares, sums, 1, cv::REDUCE_SUM);
        cv::divide(product(shares, part(2).clone()), cv::repeat(sums, 1, width),
                   out.colRange(head * width, (head + 1) * width));
    }
}

}  // namespace ocr
