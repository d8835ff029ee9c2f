// The weights of a network that was stored for a browser: one file of numbers, most of them one
// byte each, and a list in JSON of what they are.

#pragma once

#include "kiosk/face/models.hpp"

#include <map>
#include <opencv2/core.hpp>
#include <span>
#include <string>

namespace kiosk::face {

/// Refers to the bytes it was read from.
class Weights {
public:
    /// `layout`: TensorFlow.js weights manifest. Fails with damaged when the two do not fit.
    [[nodiscard]] static ModelResult<Weights> read(const ModelFile& weights,
                                                   const ModelFile& layout);

    /// A 32-bit matrix of its own, of the shape in the list (height, width, inputs, outputs for
    /// filters). Throws std::out_of_range when there is none of that name.
    [[nodiscard]] cv::Mat at(const std::string& name) const;

private:
    struct Entry {
        std::vector<int> shape;
        std::span<const std::uint8_t> bytes;
        bool quantised = false;
        float scale = 1;
        float lowest = 0;
    };

    std::map<std::string, Entry> entries_;
};

}  // namespace kiosk::face
