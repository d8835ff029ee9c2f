#include "kiosk/face/network.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace kiosk::face {
namespace {

using cv::dnn::LayerParams;

tl::unexpected<ModelFault> fault(ModelError error, const std::string& what) {
    return tl::unexpected(ModelFault{error, what});
}

/// Thrown inside this file only, where a shape makes no sense or an operator is not ours.
struct Refused {
    ModelFault fault;
};

[[noreturn]] void refuse(ModelError error, std::string what) {
    throw Refused{{error, std::move(what)}};
}

void demand(bool holds, const char* what) {
    if (!holds) refuse(ModelError::damaged, what);
}

/// Zero padding of one dimension so that the output has ⌈input / stride⌉ places.
struct Padding {
    int before = 0;
    int after = 0;
};

Padding same_padding(int size, int filter, int stride) {
    const int places = (size + stride - 1) / stride;
    const int total = std::max((places - 1) * stride + filter - size, 0);
    return {total / 2, total - total / 2};
}

/// Turns operators into layers. Tensors are height × width × channels in the graph, channels first
/// in OpenCV.
class Builder {
public:
    Builder(const Graph& graph, int input) : graph_(graph) { made_[input] = {0, ""}; }

    /// Adds all that `outputs` need, in the graph's order.
    void add_all(const std::vector<int>& outputs) {
        for (const auto& op : graph_.operators) {
            if (op.code == static_cast<int>(Operation::dequantize))
                constants_[op.outputs[0]] = op.inputs[0];
            for (const int out : op.outputs) makers_[out] = &op;
        }
        for (const int out : outputs) need(out);
        for (const auto& op : graph_.operators)
            if (needed_.count(&op) != 0) add(op);
    }

    [[nodiscard]] cv::String layer_of(int tensor) const { return source(tensor).name; }
    [[nodiscard]] cv::dnn::Net net() const { return net_; }

private:
    struct Layer {
        int id = 0;
        cv::String name;
    };

    void need(int tensor) {
        std::vector<int> open{tensor};
        while (!open.empty()) {
            const int t = open.back();
            open.pop_back();
            if (made_.count(t) != 0 || is_constant(t)) continue;
            const auto maker = makers_.find(t);
            demand(maker != makers_.end(), "a tensor that nothing makes");
            if (!needed_.insert(maker->second).second) continue;
            open.insert(open.end(), maker->second->inputs.begin(), maker->second->inputs.end());
        }
    }

    [[nodiscard]] const Tensor& tensor(int index) const {
        return graph_.tensors[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] const Tensor& stored(int index) const {
        const auto whole = constants_.find(index);
        return tensor(whole == constants_.end() ? index : whole->second);
    }
    [[nodiscard]] bool is_constant(int index) const { return !stored(index).data.empty(); }

    /// A constant's numbers, one row, 32-bit floating point.
    [[nodiscard]] cv::Mat numbers(int index) const {
        const Tensor& t = stored(index);
        demand(!t.data.empty() && t.type != ElementType::int32, "weights are not constant");
        const auto bytes = const_cast<std::uint8_t*>(t.data.data());  // only read
        const cv::Mat raw(1, static_cast<int>(t.data.size()), CV_8U, bytes);
        const cv::Mat own = raw.clone();  // aligned
        cv::Mat out;
        cv::Mat(1, static_cast<int>(t.count()), t.type == ElementType::float16 ? CV_16F : CV_32F,
                own.data)
            .convertTo(out, CV_32F);
        return out;
    }

    [[nodiscard]] Layer source(int index) const {
        const auto found = made_.find(index);
        demand(found != made_.end(), "an operator before its input");
        return found->second;
    }

    Layer append(const char* type, LayerParams params, const std::vector<Layer>& inputs) {
        Layer layer{0, cv::format("%s_%d", type, count_++)};
        params.name = layer.name;
        params.type = type;
        layer.id = net_.addLayer(layer.name, type, params);
        for (std::size_t i = 0; i < inputs.size(); ++i)
            net_.connect(inputs[i].id, 0, layer.id, static_cast<int>(i));
        return layer;
    }

    Layer pad(const Layer& from, std::array<int, 8> paddings) {
        LayerParams p;
        p.set("paddings", cv::dnn::DictValue::arrayInt(paddings.data(), 8));
        p.set("value", 0);
        return append("Padding", p, {from});
    }

    Layer activate(Layer layer, int activation) {
        if (activation == 0) return layer;
        if (activation == 1) return append("ReLU", {}, {layer});
        refuse(ModelError::unsupported, "activation " + std::to_string(activation));
    }

    void add(const Operator& op) {
        switch (static_cast<Operation>(op.code)) {
            case Operation::conv_2d: return add_convolution(op, false);
            case Operation::depthwise_conv_2d: return add_convolution(op, true);
            case Operation::max_pool_2d: return add_pooling(op);
            case Operation::add: return add_sum(op);
            case Operation::concatenation: return add_concatenation(op);
            case Operation::pad: return add_padding(op);
            case Operation::reshape: return add_reshape(op);
            case Operation::relu: return put(op, append("ReLU", {}, {source(op.inputs[0])}));
            case Operation::prelu: return add_prelu(op);
            case Operation::dequantize: return;
        }
        refuse(ModelError::unsupported, "operator " + std::to_string(op.code));
    }

    void put(const Operator& op, Layer layer) { made_[op.outputs[0]] = std::move(layer); }

    /// Sets filter, stride and padding; OpenCV pads both sides alike, more needs a layer.
    Layer set_window(LayerParams& p, const Operator& op, Layer from, int width, int height) {
        const auto& in = tensor(op.inputs[0]).shape;
        const auto& o = op.options;
        demand(in.size() == 4 && o.stride_x > 0 && o.stride_y > 0 && width > 0 && height > 0 &&
                   o.stride_x < 64 && o.stride_y < 64 && width < 256 && height < 256,
               "a window without size");
        Padding across;
        Padding down;
        if (o.same_padding) {
            down = same_padding(in[1], height, o.stride_y);
            across = same_padding(in[2], width, o.stride_x);
        }
        if (across.before != across.after || down.before != down.after) {
            from = pad(from, {0, 0, 0, 0, down.before, down.after, across.before, across.after});
            across = down = {};
        }
        p.set("kernel_h", height);
        p.set("kernel_w", width);
        p.set("stride_h", o.stride_y);
        p.set("stride_w", o.stride_x);
        p.set("pad_h", down.before);
        p.set("pad_w", across.before);
        return from;
    }

    void add_convolution(const Operator& op, bool deep) {
        demand(op.inputs.size() >= 2, "a convolution without weights");
        const auto& shape = tensor(op.inputs[1]).shape;
        const auto& in = tensor(op.inputs[0]).shape;
        demand(shape.size() == 4 && in.size() == 4 && in[3] == shape[3], "weights of another size");
        demand(!deep || shape[0] == 1, "weights of another size");
        demand(op.options.dilation == 1, "dilated weights");
        const int out = deep ? shape[3] : shape[0];
        const cv::Mat flat = numbers(op.inputs[1]);
        demand(flat.total() == tensor(op.inputs[1]).count(), "weights of another size");
        const int sizes[] = {out, deep ? 1 : shape[3], shape[1], shape[2]};
        cv::Mat weights(4, sizes, CV_32F);
        const int window = shape[1] * shape[2];
        for (int o = 0; o < out; ++o)
            for (int i = 0; i < sizes[1]; ++i)
                for (int k = 0; k < window; ++k)
                    weights.ptr<float>()[(o * sizes[1] + i) * window + k] =
                        flat.at<float>(deep ? k * out + o : (o * window + k) * sizes[1] + i);
        LayerParams p;
        const Layer from = set_window(p, op, source(op.inputs[0]), shape[2], shape[1]);
        p.set("num_output", out);
        p.set("group", deep ? out : 1);
        p.blobs.push_back(weights);
        const bool bias = op.inputs.size() > 2;
        p.set("bias_term", bias);
        if (bias) {
            p.blobs.push_back(numbers(op.inputs[2]));
            demand(p.blobs[1].cols == out, "a bias of another size");
        }
        put(op, activate(append("Convolution", p, {from}), op.options.activation));
    }

    void add_pooling(const Operator& op) {
        LayerParams p;
        p.set("pool", "max");
        p.set("ceil_mode", false);
        const auto& o = op.options;
        const Layer from = set_window(p, op, source(op.inputs[0]), o.filter_width, o.filter_height);
        put(op, activate(append("Pooling", p, {from}), o.activation));
    }

    void add_sum(const Operator& op) {
        demand(op.inputs.size() == 2, "a sum of one");
        if (is_constant(op.inputs[0]) || is_constant(op.inputs[1]))
            refuse(ModelError::unsupported, "a constant in a sum");
        demand(tensor(op.inputs[0]).shape == tensor(op.inputs[1]).shape, "a sum of unlike shapes");
        LayerParams p;
        p.set("operation", "sum");
        put(op, activate(append("Eltwise", p, {source(op.inputs[0]), source(op.inputs[1])}),
                         op.options.activation));
    }

    void add_concatenation(const Operator& op) {
        const auto rank = tensor(op.outputs[0]).shape.size();
        if (rank != 3 || op.options.axis != 1)  // of the flattened outputs only
            refuse(ModelError::unsupported, "concatenation of channels");
        LayerParams p;
        p.set("axis", 1);
        std::vector<Layer> parts;
        for (const int input : op.inputs) parts.push_back(source(input));
        put(op, append("Concat", p, parts));
    }

    void add_padding(const Operator& op) {
        demand(op.inputs.size() == 2, "padding without sizes");
        const Tensor& sizes = stored(op.inputs[1]);
        demand(sizes.type == ElementType::int32 && sizes.data.size() == 32,
               "padding without sizes");
        std::array<std::int32_t, 8> v{};
        std::memcpy(v.data(), sizes.data.data(), sizeof v);
        demand(std::all_of(v.begin(), v.end(), [](int n) { return n >= 0 && n < 1024; }),
               "padding of impossible size");
        put(op, pad(source(op.inputs[0]), {v[0], v[1], v[6], v[7], v[2], v[3], v[4], v[5]}));
    }

    void add_reshape(const Operator& op) {
        auto shape = tensor(op.outputs[0]).shape;
        demand(!shape.empty() && tensor(op.inputs[0]).count() == tensor(op.outputs[0]).count(),
               "a reshape that changes the size");
        Layer from = source(op.inputs[0]);
        if (tensor(op.inputs[0]).shape.size() == 4) {  // channels run fastest in the graph
            std::array<int, 4> order{0, 2, 3, 1};
            LayerParams p;
            p.set("order", cv::dnn::DictValue::arrayInt(order.data(), 4));
            from = append("Permute", p, {from});
        }
        LayerParams p;
        p.set("dim", cv::dnn::DictValue::arrayInt(shape.data(), static_cast<int>(shape.size())));
        put(op, append("Reshape", p, {from}));
    }

    void add_prelu(const Operator& op) {
        demand(op.inputs.size() == 2, "a PReLU without slopes");
        LayerParams p;
        p.blobs.push_back(numbers(op.inputs[1]));
        const auto& in = tensor(op.inputs[0]).shape;
        demand(in.size() == 4 && p.blobs[0].cols == in[3], "slopes of another size");
        put(op, append("PReLU", p, {source(op.inputs[0])}));
    }

    const Graph& graph_;
    cv::dnn::Net net_;
    int count_ = 0;
    std::map<int, Layer> made_;     ///< Tensor → the layer it comes from.
    std::map<int, int> constants_;  ///< Tensor → the half-precision one it is made from.
    std::map<int, const Operator*> makers_;
    std::set<const Operator*> needed_;
};

}  // namespace

ModelResult<Network> Network::build(const Graph& graph, int input,
                                    const std::vector<int>& outputs) {
    const auto known = [&](int t) {
        return t >= 0 && static_cast<std::size_t>(t) < graph.tensors.size();
    };
    if (!known(input) || !std::all_of(outputs.begin(), outputs.end(), known) ||
        graph.tensors[static_cast<std::size_t>(input)].shape.size() != 4)
        return fault(ModelError::damaged, "the graph has other tensors");
    try {
        Builder builder(graph, input);
        builder.add_all(outputs);
        Network network;
        network.net_ = builder.net();
        network.net_.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        for (const int out : outputs) network.outputs_.push_back(builder.layer_of(out));
        // The first run allocates, and finds what the layers themselves object to.
        const auto& shape = graph.tensors[static_cast<std::size_t>(input)].shape;
        const int sizes[] = {1, shape[3], shape[1], shape[2]};
        const auto& results = network.run(cv::Mat(4, sizes, CV_32F, cv::Scalar(0)));
        for (std::size_t i = 0; i < results.size(); ++i)
            if (results[i].total() != graph.tensors[static_cast<std::size_t>(outputs[i])].count())
                return fault(ModelError::damaged, "an output of another size");
        return network;
    } catch (const Refused& refused) {
        return tl::unexpected(refused.fault);
    } catch (const cv::Exception& error) {
        return fault(ModelError::damaged, error.err);
    }
}

const std::vector<cv::Mat>& Network::run(const cv::Mat& blob) {
    net_.setInput(blob);
    net_.forward(results_, outputs_);
    return results_;
}

}  // namespace kiosk::face
