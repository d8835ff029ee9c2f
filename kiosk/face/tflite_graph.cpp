#include "kiosk/face/tflite_graph.hpp"

#include "kiosk/face/flat_table.hpp"

#include <algorithm>

namespace kiosk::face {
namespace {

constexpr std::size_t most_elements = 1U << 24U;  // of one tensor; ours have at most 2^18

tl::unexpected<ModelFault> damaged(const char* what) {
    return tl::unexpected(ModelFault{ModelError::damaged, what});
}

std::size_t element_size(ElementType type) { return type == ElementType::float16 ? 2 : 4; }

bool plausible(const Tensor& tensor) {
    if (tensor.shape.size() > 4) return false;
    std::size_t count = 1;
    for (const int n : tensor.shape) {
        if (n < 1 || static_cast<std::size_t>(n) > most_elements / count) return false;
        count *= static_cast<std::size_t>(n);
    }
    const int type = static_cast<int>(tensor.type);
    return type >= 0 && type <= 2 &&
           (tensor.data.empty() || tensor.data.size() == count * element_size(tensor.type));
}

Options options_of(Operation code, const FlatTable& table) {
    Options o;
    switch (code) {
        case Operation::conv_2d:
        case Operation::depthwise_conv_2d: {
            const bool deep = code == Operation::depthwise_conv_2d;
            o.same_padding = table.number<std::int8_t>(0, 0) == 0;
            o.stride_x = table.number<std::int32_t>(1, 0);
            o.stride_y = table.number<std::int32_t>(2, 0);
            o.activation = table.number<std::uint8_t>(deep ? 4 : 3, 0);
            o.dilation = table.number<std::int32_t>(deep ? 5 : 4, 1);
            break;
        }
        case Operation::max_pool_2d:
            o.same_padding = table.number<std::int8_t>(0, 0) == 0;
            o.stride_x = table.number<std::int32_t>(1, 0);
            o.stride_y = table.number<std::int32_t>(2, 0);
            o.filter_width = table.number<std::int32_t>(3, 0);
            o.filter_height = table.number<std::int32_t>(4, 0);
            o.activation = table.number<std::uint8_t>(5, 0);
            break;
        case Operation::concatenation:
            o.axis = table.number<std::int32_t>(0, 0);
            o.activation = table.number<std::uint8_t>(1, 0);
            break;
        case Operation::add: o.activation = table.number<std::uint8_t>(0, 0); break;
        default: break;
    }
    return o;
}

bool within(const std::vector<int>& indices, std::size_t count) {
    return std::all_of(indices.begin(), indices.end(),
                       [count](int i) { return i >= 0 && static_cast<std::size_t>(i) < count; });
}

std::vector<int> operation_codes(const FlatTable& model) {
    std::vector<int> codes;
    for (const auto& code : model.tables(1))  // larger codes came later, in a field of their own
        codes.push_back(
            std::max<int>(code.number<std::int8_t>(0, 0), code.number<std::int32_t>(3, 0)));
    return codes;
}

std::vector<Tensor> tensors_of(const FlatTable& model, const FlatTable& graph) {
    const auto buffers = model.tables(4);
    std::vector<Tensor> tensors;
    for (const auto& entry : graph.tables(0)) {
        Tensor tensor{entry.numbers<std::int32_t>(0),
                      static_cast<ElementType>(entry.number<std::int8_t>(1, 0)),
                      {}};
        const auto buffer = entry.number<std::uint32_t>(2, 0);
        if (buffer < buffers.size()) tensor.data = buffers[buffer].bytes(0);
        tensors.push_back(std::move(tensor));
    }
    return tensors;
}

}  // namespace

std::size_t Tensor::count() const {
    std::size_t n = 1;
    for (const int size : shape) n *= static_cast<std::size_t>(size);
    return n;
}

ModelResult<Graph> read_tflite(std::span<const std::uint8_t> bytes) {
    FlatFile file(bytes);
    if (file.read<std::uint32_t>(4) != 0x334C4654U) return damaged("no TFL3 at its begin");
    const FlatTable model(file);
    if (model.number<std::uint32_t>(0, 0) != 3) return damaged("not of schema version 3");
    const auto codes = operation_codes(model);
    const auto graphs = model.tables(2);
    if (file.damaged() || graphs.size() != 1) return damaged("not one graph");
    Graph out;
    out.tensors = tensors_of(model, graphs[0]);
    if (file.damaged() || !std::all_of(out.tensors.begin(), out.tensors.end(), plausible))
        return damaged("a tensor's shape does not fit its data");
    for (const auto& entry : graphs[0].tables(3)) {
        const auto kind = entry.number<std::uint32_t>(0, 0);
        if (kind >= codes.size()) return damaged("an operator without a kind");
        Operator op{codes[kind], entry.numbers<std::int32_t>(1), entry.numbers<std::int32_t>(2),
                    options_of(static_cast<Operation>(codes[kind]), entry.table(4))};
        while (!op.inputs.empty() && op.inputs.back() == -1) op.inputs.pop_back();
        if (op.inputs.empty() || op.outputs.empty() || !within(op.inputs, out.tensors.size()) ||
            !within(op.outputs, out.tensors.size()))
            return damaged("an operator without its tensors");
        out.operators.push_back(std::move(op));
    }
    if (file.damaged()) return damaged("the file ends before its content");
    return out;
}

}  // namespace kiosk::face
