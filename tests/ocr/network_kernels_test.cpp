#include "ocr/network_kernels.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <opencv2/core.hpp>

namespace ocr {
namespace {

/// Of few digits, so that 16 bits hold them as exactly as 32.
std::vector<float> some(std::size_t count, int seed) {
    cv::RNG random(static_cast<std::uint64_t>(seed));
    std::vector<float> out(count);
    for (auto& value : out) value = static_cast<float>(random.uniform(-32, 32)) / 16;
    return out;
}

float swish(float x) { return x * std::clamp(x + 3, 0.0F, 6.0F) / 6; }

TEST(Multiply, GivesWhatTheDefinitionSays) {
    constexpr int rows = 8;  // no multiple of a band
    constexpr int depth = 5;
    constexpr std::size_t places = 77;  // nor of a vector
    const auto weights = some(rows * depth, 1);
    const auto bias = some(rows, 2);
    const auto in = some(depth * places, 3);
    std::vector<float> out(rows * places);
    multiply(packed(weights.data(), bias.data(), rows, depth), in.data(), out.data(), places, 0,
             places, {true, 0.25F});
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t x = 0; x < places; ++x) {
            float sum = bias[r];
            for (std::size_t k = 0; k < depth; ++k)
                sum += weights[r * depth + k] * in[k * places + x];
            ASSERT_NEAR(out[r * places + x], swish(sum) + 0.25F, 1e-4) << r << ' ' << x;
        }
}

TEST(Multiply, RoundsNoFurtherThanToSixteenBits) {
    const std::vector<float> weights{1.2345678F, -0.7654321F};
    const std::vector<float> in{0.9876543F, 1.1111111F};
    float out = 0;
    multiply(packed(weights.data(), nullptr, 1, 2), in.data(), &out, 1, 0, 1, {});
    EXPECT_NEAR(out, weights[0] * in[0] + weights[1] * in[1], 2 * 1.3 / 256);
}

TEST(Multiply, LeavesOtherColumnsAlone) {
    const auto weights = some(6, 1);
    const auto in = some(50, 3);
    std::vector<float> out(300, 7);
    multiply(packed(weights.data(), nullptr, 6, 1), in.data(), out.data(), 50, 10, 20, {});
    EXPECT_EQ(out[9], 7);
    EXPECT_EQ(out[20], 7);
    EXPECT_NE(out[10], 7);
}

class Filtered : public testing::TestWithParam<std::pair<int, int>> {};

TEST_P(Filtered, GivesWhatTheDefinitionSays) {
    const auto [step_y, step_x] = GetParam();
    constexpr int height = 7;
    constexpr int width = 41;
    constexpr int size = 5;
    const auto weights = some(size * size, 4);
    const auto in = some(height * width, 5);
    const int out_width = (width - 1) / step_x + 1;
    std::vector<float> out(static_cast<std::size_t>(((height - 1) / step_y + 1) * out_width));
    filter({weights.data(), 0.5F, size, step_y, step_x}, in.data(), height, width, out.data(), {});
    for (std::size_t i = 0; i < out.size(); ++i) {
        const int y = static_cast<int>(i) / out_width * step_y;
        const int x = static_cast<int>(i) % out_width * step_x;
        float sum = 0.5F;
        for (int ky = 0; ky < size; ++ky)
            for (int kx = 0; kx < size; ++kx) {
                const cv::Point at(x + kx - 2, y + ky - 2);
                if (cv::Rect(0, 0, width, height).contains(at))
                    sum += weights[static_cast<std::size_t>(ky * size + kx)] *
                           in[static_cast<std::size_t>(at.y * width + at.x)];
            }
        ASSERT_NEAR(out[i], sum, 1e-4) << i;
    }
}

INSTANTIATE_TEST_SUITE_P(Steps, Filtered,
                         testing::Values(std::pair{1, 1}, std::pair{2, 1}, std::pair{1, 2},
                                         std::pair{2, 2}));

}  // namespace
}  // namespace ocr
