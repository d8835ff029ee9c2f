// What a .tflite file says: tensors and the operators between them.
// Source: TensorFlow Lite schema, version 3 (tensorflow/lite/schema/schema.fbs); field and operator
// numbers below are the schema's.

#pragma once

#include "kiosk/face/models.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace kiosk::face {

/// BuiltinOperator, as far as we can run it.
enum class Operation {
    add = 0,
    concatenation = 2,
    conv_2d = 3,
    depthwise_conv_2d = 4,
    dequantize = 6,
    max_pool_2d = 17,
    relu = 19,
    reshape = 22,
    pad = 34,
    prelu = 54,
};

enum class ElementType { float32 = 0, float16 = 1, int32 = 2 };

/// Height, width, channels: the last dimension runs fastest.
struct Tensor {
    std::vector<int> shape;
    ElementType type = ElementType::float32;
    std::span<const std::uint8_t> data;  ///< Empty unless constant; else of the shape's size.

    [[nodiscard]] std::size_t count() const;  ///< Elements.
};

/// Numbers of the operator's options; those it does not have are as here.
struct Options {
    bool same_padding = false;
    int stride_x = 1;
    int stride_y = 1;
    int filter_width = 1;   ///< Of a pooling.
    int filter_height = 1;  ///< Of a pooling.
    int activation = 0;     ///< ActivationFunctionType: 0 none, 1 ReLU, 3 ReLU6, …
    int dilation = 1;
    int axis = 0;  ///< Of a concatenation.
};

struct Operator {
    int code = 0;              ///< BuiltinOperator; those `Operation` does not name cannot be run.
    std::vector<int> inputs;   ///< Indices of tensors; optional inputs left out are at the end.
    std::vector<int> outputs;  ///< Indices of tensors.
    Options options;
};

/// Refers to the bytes it was read from.
struct Graph {
    std::vector<Tensor> tensors;
    std::vector<Operator> operators;  ///< In order of execution.
};

/// Fails with damaged. Every index and every length in the result has been checked.
[[nodiscard]] ModelResult<Graph> read_tflite(std::span<const std::uint8_t> file);

}  // namespace kiosk::face
