// Who it is, as 128 numbers.

#pragma once

#include "kiosk/face/mesh.hpp"

#include <array>

namespace kiosk::face {

using Descriptor = std::array<float, 128>;

/// Euclidean. The same person is usually below `same_person`.
[[nodiscard]] double distance(const Descriptor& a, const Descriptor& b);
inline constexpr double same_person = 0.6;

/// A residual network of 29 layers whose weights come quantised. Owned by one thread.
class Describer {
public:
    [[nodiscard]] static ModelResult<Describer> build(const ModelFile& weights,
                                                      const ModelFile& layout);

    /// `rgb`: 8-bit, three channels. About 20 ms.
    [[nodiscard]] Descriptor describe(const cv::Mat& rgb, const Mesh& mesh);

private:
    explicit Describer(const cv::dnn::Net& net) : net_(net) {}

    cv::dnn::Net net_;
};

}  // namespace kiosk::face
