// The weights of a network that was stored for a browser: one file of numbers, most of them one
// byte each, and a list in JSON of what they are.

#pragma once

#include "kiosk/face/models.hpp"

#include <map>
#include <opencv2/core.hpp>
#include <string>

namespace kiosk::face {

/// Name → 32-bit matrix of the shape in the list (height, width, inputs, outputs for filters).
using Weights = std::map<std::string, cv::Mat>;

/// `layout`: TensorFlow.js weights manifest. Fails with damaged when the two do not fit.
[[nodiscard]] ModelResult<Weights> read_weights(const ModelFile& weights, const ModelFile& layout);

}  // namespace kiosk::face
