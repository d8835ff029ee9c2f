#include "ocr/network_kernels.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace ocr {
namespace {

// Several floats worked on at once (a vector extension of GCC and Clang).
using Four = float __attribute__((vector_size(16)));
using Eight = float __attribute__((vector_size(32)));
using Sixteen = float __attribute__((vector_size(64)));

// Inlined into functions compiled for one kind of processor, and only so as quick as it is.
#define INLINE inline __attribute__((always_inline))

constexpr int band = PackedWeights::band;
constexpr std::size_t across = 2;  // vectors side by side: as many sums as there are registers for

template <class V>
constexpr std::size_t lanes = sizeof(V) / sizeof(float);

INLINE float activated(float x, Activation activation) {
    if (activation.swish) x *= std::min(std::max(x + 3.0F, 0.0F), 6.0F) * (1.0F / 6);
    return x + activation.offset;
}

INLINE void finish(const float* sums, float* out, std::size_t count, float bias,
                   Activation activation) {
    if (activation.swish)
        for (std::size_t i = 0; i < count; ++i)
            out[i] = activated(sums[i] + bias, {true, activation.offset});
    else
        for (std::size_t i = 0; i < count; ++i) out[i] = sums[i] + (bias + activation.offset);
}

/// A band of rows times a panel of columns into `sums`.
template <class V>
INLINE void multiply_band(const float* weights, const float* panel, int depth, float* sums) {
    V sum[band][across] = {};
    for (int k = 0; k < depth; ++k) {
        V x[across];
        for (std::size_t i = 0; i < across; ++i)
            std::memcpy(&x[i], panel + i * lanes<V>, sizeof(V));
        for (int r = 0; r < band; ++r)
            for (std::size_t i = 0; i < across; ++i) sum[r][i] += x[i] * weights[r];
        weights += band;
        panel += across * lanes<V>;
    }
    for (int r = 0; r < band; ++r)
        for (std::size_t i = 0; i < across; ++i, sums += lanes<V>)
            std::memcpy(sums, &sum[r][i], sizeof(V));
}

template <class V>
INLINE void multiply_columns(const PackedWeights& weights, const float* in, float* out,
                             std::size_t stride, std::size_t from, std::size_t to,
                             Activation activation) {
    constexpr std::size_t breadth = across * lanes<V>;
    const auto depth = static_cast<std::size_t>(weights.columns);
    std::vector<float> panel(depth * breadth);
    std::array<float, band * breadth> sums{};
    for (std::size_t x = from; x < to; x += breadth) {
        const std::size_t count = std::min(breadth, to - x);
        for (std::size_t k = 0; k < depth; ++k)
            std::memcpy(&panel[k * breadth], in + k * stride + x, count * sizeof(float));
        for (int row = 0; row < weights.rows; row += band) {
            const auto first = static_cast<std::size_t>(row);
            multiply_band<V>(&weights.values[first * depth], panel.data(), weights.columns,
                             sums.data());
            for (int r = 0; r < std::min(band, weights.rows - row); ++r) {
                const auto at = first + static_cast<std::size_t>(r);
                finish(&sums[static_cast<std::size_t>(r) * breadth], out + at * stride + x, count,
                       weights.bias[at], activation);
            }
        }
    }
}

/// A row of the plane with zeros around it, filtered where the filter moves by one.
template <class V>
INLINE void filter_row(const Filter& how, const float* rows, std::size_t stride, float* out,
                       std::size_t width, Activation activation) {
    constexpr std::size_t breadth = across * lanes<V>;
    std::array<float, breadth> sums{};
    for (std::size_t x = 0; x < width; x += breadth) {
        V sum[across] = {};
        for (int ky = 0; ky < how.size; ++ky)
            for (int kx = 0; kx < how.size; ++kx) {
                const float* at = rows + static_cast<std::size_t>(ky) * stride + x + kx;
                for (std::size_t i = 0; i < across; ++i) {
                    V in;
                    std::memcpy(&in, at + i * lanes<V>, sizeof in);
                    sum[i] += in * how.weights[ky * how.size + kx];
                }
            }
        for (std::size_t i = 0; i < across; ++i)
            std::memcpy(&sums[i * lanes<V>], &sum[i], sizeof(V));
        finish(sums.data(), out + x, std::min(breadth, width - x), how.bias, activation);
    }
}

#ifdef __x86_64__
// What a processor with products of pairs has. (GCC 12 takes the undefined parts its own header
// makes for uninitialised ones.)
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#define PAIRS __attribute__((target("avx512f,avx512vl,avx512bw,avx512bf16,fma")))

/// Sixteen values, rounded to 16 bits, in 32 each.
PAIRS INLINE __m512i halves(const float* from) {
    return _mm512_cvtepu16_epi32(
        __builtin_bit_cast(__m256i, _mm512_cvtneps_pbh(_mm512_loadu_ps(from))));
}

/// A band of rows times a panel of columns into `sums`.
PAIRS INLINE void multiply_band_pairs(const std::uint32_t* weights, const std::uint32_t* panel,
                                      std::size_t pairs, float* sums) {
    __m512 sum[band][across] = {};
    for (std::size_t k = 0; k < pairs; ++k) {
        __m512bh x[across];
        for (std::size_t i = 0; i < across; ++i)
            x[i] = __builtin_bit_cast(__m512bh, _mm512_loadu_si512(panel + i * 16));
#pragma GCC unroll 6
        for (int r = 0; r < band; ++r) {
            const auto w =
                __builtin_bit_cast(__m512bh, _mm512_set1_epi32(static_cast<int>(weights[r])));
            for (std::size_t i = 0; i < across; ++i)
                sum[r][i] = _mm512_dpbf16_ps(sum[r][i], x[i], w);
        }
        weights += band;
        panel += across * 16;
    }
    std::memcpy(sums, sum, sizeof sum);
}

/// What `multiply_columns` does, of weights in pairs.
PAIRS void multiply_pairs(const PackedWeights& weights, const float* in, float* out,
                          std::size_t stride, std::size_t from, std::size_t to,
                          Activation activation) {
    constexpr std::size_t lane = 16;
    constexpr std::size_t breadth = across * lane;
    const auto depth = static_cast<std::size_t>(weights.columns);
    const std::size_t pairs = (depth + 1) / 2;
    std::vector<std::uint32_t> panel(pairs * breadth);
    std::array<std::array<float, breadth>, 2> two{};
    std::array<float, band * breadth> sums{};
    for (std::size_t x = from; x < to; x += breadth) {
        const std::size_t count = std::min(breadth, to - x);
        for (std::size_t k = 0; k < pairs; ++k) {
            const float* row = in + 2 * k * stride + x;
            const bool last = 2 * k + 1 == depth;
            const float* next = last ? two[1].data() : row + stride;
            if (count < breadth || last) {
                two = {};
                std::memcpy(two[0].data(), row, count * sizeof(float));
                if (!last) std::memcpy(two[1].data(), row + stride, count * sizeof(float));
                row = two[0].data();
                next = two[1].data();
            }
            for (std::size_t i = 0; i < breadth; i += lane)
                _mm512_storeu_si512(
                    &panel[k * breadth + i],
                    _mm512_or_si512(halves(row + i), _mm512_slli_epi32(halves(next + i), 16)));
        }
        for (int row = 0; row < weights.rows; row += band) {
            const auto first = static_cast<std::size_t>(row);
            multiply_band_pairs(&weights.pairs[first * pairs], panel.data(), pairs, sums.data());
            for (int r = 0; r < std::min(band, weights.rows - row); ++r) {
                const auto at = first + static_cast<std::size_t>(r);
                finish(&sums[static_cast<std::size_t>(r) * breadth], out + at * stride + x, count,
                       weights.bias[at], activation);
            }
        }
    }
}
#endif

#define FOR_EACH_PROCESSOR(KIND, TARGET, VECTOR)                                            \
    TARGET void multiply_##KIND(const PackedWeights& weights, const float* in, float* out,  \
                                std::size_t stride, std::size_t from, std::size_t to,       \
                                Activation activation) {                                    \
        multiply_columns<VECTOR>(weights, in, out, stride, from, to, activation);           \
    }                                                                                       \
    TARGET void filter_row_##KIND(const Filter& how, const float* rows, std::size_t stride, \
                                  float* out, std::size_t width, Activation activation) {   \
        filter_row<VECTOR>(how, rows, stride, out, width, activation);                      \
    }

#ifdef __x86_64__
FOR_EACH_PROCESSOR(avx512, __attribute__((target("avx512f,avx512vl,fma"))), Sixteen)
FOR_EACH_PROCESSOR(avx2, __attribute__((target("avx2,fma"))), Eight)
#endif
FOR_EACH_PROCESSOR(any, , Four)

struct Kernels {
    decltype(&multiply_any) multiply = multiply_any;
    decltype(&filter_row_any) filter_row = filter_row_any;
    std::size_t breadth = across * lanes<Four>;
    bool pairs = false;
};

Kernels choose() {
#ifdef __x86_64__
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512bf16") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
        __builtin_cpu_supports("avx512vl") != 0)
        return {multiply_pairs, filter_row_avx512, across * lanes<Sixteen>, true};
    if (__builtin_cpu_supports("avx512vl") != 0)
        return {multiply_avx512, filter_row_avx512, across * lanes<Sixteen>};
    if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0)
        return {multiply_avx2, filter_row_avx2, across * lanes<Eight>};
#endif
    return {};
}

const Kernels& kernels() {
    static const Kernels chosen = choose();
    return chosen;
}

/// The upper 16 bits, rounded to the nearest, of two equally near to the even one.
std::uint32_t half(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    return (bits + 0x7FFFU + (bits >> 16 & 1U)) >> 16;
}

}  // namespace

PackedWeights packed(const float* weights, const float* bias, int rows, int columns) {
    PackedWeights out{rows, columns, {}, {}, {}};
    const auto full = static_cast<std::size_t>((rows + band - 1) / band * band);
    const auto depth = static_cast<std::size_t>(columns);
    const auto pairs = (depth + 1) / 2;
    if (kernels().pairs)
        out.pairs.resize(full * pairs);
    else
        out.values.resize(full * depth);
    out.bias.resize(full);
    for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row) {
        if (bias) out.bias[row] = bias[row];
        const std::size_t first = row / band * band;
        const float* from = weights + row * depth;
        for (std::size_t k = 0; k < depth; ++k)
            if (kernels().pairs)
                out.pairs[first * pairs + k / 2 * band + row % band] |= half(from[k]) << k % 2 * 16;
            else
                out.values[first * depth + k * band + row % band] = from[k];
    }
    return out;
}

void multiply(const PackedWeights& weights, const float* in, float* out, std::size_t stride,
              std::size_t from, std::size_t to, Activation activation) {
    kernels().multiply(weights, in, out, stride, from, to, activation);
}

void filter(const Filter& how, const float* in, int height, int width, float* out,
            Activation activation) {
    const int rim = how.size / 2;
    const auto columns = static_cast<std::size_t>(width);
    const std::size_t stride = columns + 2 * static_cast<std::size_t>(rim) + kernels().breadth;
    const auto rows = static_cast<std::size_t>(height + 2 * rim);
    thread_local std::vector<float> padded;
    padded.assign(rows * stride, 0);
    for (int y = 0; y < height; ++y)
        std::memcpy(
            &padded[static_cast<std::size_t>(y + rim) * stride + static_cast<std::size_t>(rim)],
            in + static_cast<std::size_t>(y) * columns, columns * sizeof(float));
    const auto out_width = static_cast<std::size_t>((width - 1) / how.step_x + 1);
    thread_local std::vector<float> whole;  // all places, of which every step_x-th is wanted
    whole.resize(columns);
    for (int y = 0; y < height; y += how.step_y, out += out_width) {
        float* const row = how.step_x == 1 ? out : whole.data();
        kernels().filter_row(how, &padded[static_cast<std::size_t>(y) * stride], stride, row,
                             columns, activation);
        if (how.step_x == 1) continue;
        for (std::size_t x = 0; x < out_width; ++x)
            out[x] = whole[x * static_cast<std::size_t>(how.step_x)];
    }
}

}  // namespace ocr
