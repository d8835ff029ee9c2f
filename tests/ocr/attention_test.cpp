#include "ocr/attention.hpp"

#include <cmath>
#include <gtest/gtest.h>

namespace ocr {
namespace {

TEST(Attention, GivesWhatTheDefinitionSays) {
    constexpr int places = 37;
    constexpr int heads = 2;
    constexpr int width = 5;
    constexpr int all = heads * width;
    constexpr float factor = 0.4F;
    cv::Mat rows(places, 3 * all, CV_32F);
    cv::RNG(3).fill(rows, cv::RNG::UNIFORM, -2, 2);
    cv::Mat out(places, all, CV_32F);
    attend(rows, heads, factor, out);
    for (int place = 0; place < places; ++place)
        for (int column = 0; column < all; ++column) {
            const int start = column / width * width;
            double sum = 0;
            double weights = 0;
            for (int other = 0; other < places; ++other) {
                double likeness = 0;
                for (int k = start; k < start + width; ++k)
                    likeness += rows.at<float>(place, k) * rows.at<float>(other, all + k);
                const double weight = std::exp(factor * likeness);
                sum += weight * rows.at<float>(other, 2 * all + column);
                weights += weight;
            }
            // Some processors multiply with 8 bits of mantissa.
            ASSERT_NEAR(out.at<float>(place, column), sum / weights, 0.03)
                << place << " " << column;
        }
}

TEST(Attention, DoesNotOverflow) {
    cv::Mat rows(3, 6, CV_32F, cv::Scalar(100));
    cv::Mat out(3, 2, CV_32F);
    attend(rows, 1, 1, out);
    EXPECT_NEAR(out.at<float>(2, 1), 100, 0.5);
}

}  // namespace
}  // namespace ocr
