// The two inner loops of the line network, for the widest vectors the processor has: OpenCV 4.6
// takes three times as long for the first and ten times for the second. A processor that multiplies
// numbers of 16 bits (bfloat16) in pairs does so; the sums have 32 bits all the same.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ocr {

/// What follows the sum: swish(x) = x·clip(x+3, 0, 6)/6 if wanted, then an offset.
struct Activation {
    bool swish = false;
    float offset = 0;
};

/// A matrix of weights, rows × columns, laid out for `multiply`.
struct PackedWeights {
    int rows = 0;
    int columns = 0;
    std::vector<float> values;  ///< Bands of `band` rows, each column by column; filled up with 0.
    std::vector<std::uint32_t> pairs;  ///< In their place: two columns at a time, 16 bits each.
    std::vector<float> bias;           ///< One a row; filled up with 0.

    static constexpr int band = 6;
};

/// `weights`: rows × columns, row by row; `bias`: one a row, or nullptr.
[[nodiscard]] PackedWeights packed(const float* weights, const float* bias, int rows, int columns);

/// Columns `from`–`to` of out = activation(weights · in + bias). `in` has weights.columns rows of
/// `stride` values, `out` weights.rows such rows. Any thread, also several with other columns.
void multiply(const PackedWeights& weights, const float* in, float* out, std::size_t stride,
              std::size_t from, std::size_t to, Activation activation);

/// A filter for one channel: `size` × `size`, moved by `step_y` and `step_x`.
struct Filter {
    const float* weights = nullptr;
    float bias = 0;
    int size = 0;
    int step_y = 1;
    int step_x = 1;
};

/// Filters a plane with as many zeros around it as keep the middle of the filter inside.
void filter(const Filter& how, const float* in, int height, int width, float* out,
            Activation activation);

}  // namespace ocr
