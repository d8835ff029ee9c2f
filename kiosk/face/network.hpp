// A part of a TensorFlow Lite graph as an OpenCV network.

#pragma once

#include "kiosk/face/models.hpp"
#include "kiosk/face/tflite_graph.hpp"

#include <opencv2/dnn.hpp>
#include <vector>

namespace kiosk::face {

/// Owned by one thread; holds copies of its weights.
class Network {
public:
    /// The operators that lie between tensor `input` and the tensors `outputs` (indices in the
    /// graph): graphs with operators of their maker's own are cut into parts around those.
    /// Fails with damaged where shapes contradict each other, with unsupported where something is
    /// needed that we do not run.
    [[nodiscard]] static ModelResult<Network> build(const Graph& graph, int input,
                                                    const std::vector<int>& outputs);

    /// `blob`: 32-bit, 1 × channels × height × width. One matrix per output, valid until the next
    /// run.
    [[nodiscard]] const std::vector<cv::Mat>& run(const cv::Mat& blob);

private:
    cv::dnn::Net net_;
    std::vector<cv::String> outputs_;
    std::vector<cv::Mat> results_;
};

}  // namespace kiosk::face
