#include "ocr/network_steps.hpp"

#include "ocr/attention.hpp"
#include "ocr/network_kernels.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <mutex>
#include <opencv2/dnn.hpp>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ocr {
namespace {

using Shapes = std::vector<std::vector<int>>;

/// What is made of the same weights, made once: the networks of all lengths hold the same ones.
template <class Made>
class Shared {
public:
    template <class Make>
    std::shared_ptr<const Made> of(const std::vector<cv::Mat>& blobs, const Make& make) {
        std::size_t key = 0;
        for (const auto& blob : blobs)
            key = key * 31 +
                  std::hash<std::string_view>{}({blob.ptr<char>(), blob.total() * blob.elemSize()});
        const std::lock_guard lock(mutex_);
        auto& known = made_[key];
        auto out = known.lock();
        if (!out) known = out = std::make_shared<const Made>(make());
        return out;
    }

private:
    std::mutex mutex_;
    std::unordered_map<std::size_t, std::weak_ptr<const Made>> made_;
};

template <class Step>
cv::Ptr<cv::dnn::Layer> create(cv::dnn::LayerParams& params) {
    auto step = cv::makePtr<Step>(params);
    params.blobs.clear();  // the network would keep the weights a second time
    return step;
}

Activation activation_of(const cv::dnn::LayerParams& params) {
    return {params.get<int>("swish", 0) != 0, params.get<float>("offset", 0)};
}

const float* bias_of(const std::vector<cv::Mat>& blobs) {
    return blobs.size() > 1 ? blobs[1].ptr<float>() : nullptr;
}

struct Ends {
    cv::Mat from;
    cv::Mat to;
};

/// Of a step with one input and one output.
Ends ends(cv::InputArrayOfArrays inputs, cv::OutputArrayOfArrays outputs) {
    std::vector<cv::Mat> from;
    std::vector<cv::Mat> to;
    inputs.getMatVector(from);
    outputs.getMatVector(to);
    return {from[0], to[0]};
}

/// Runs work(from, to) on pieces of 0–`count` that are multiples of `piece` long.
template <class Work>
void side_by_side(std::size_t count, std::size_t piece, const Work& work) {
    const int pieces = static_cast<int>((count + piece - 1) / piece);
    cv::parallel_for_(
        {0, pieces},
        [&](const cv::Range& part) {
            work(static_cast<std::size_t>(part.start) * piece,
                 std::min(count, static_cast<std::size_t>(part.end) * piece));
        },
        cv::getNumThreads());
}

/// x·clip(x+3, 0, 6)/6 + offset. OpenCV has it without the offset, branching at every value.
class QuickHardSwish : public cv::dnn::Layer {
public:
    explicit QuickHardSwish(const cv::dnn::LayerParams& params)
        : Layer(params), offset_(params.get<float>("offset", 0)) {}

    bool getMemoryShapes(const Shapes& inputs, int, Shapes& outputs, Shapes&) const override {
        outputs = inputs;
        return true;  // in place
    }

    void forward(cv::InputArrayOfArrays inputs, cv::OutputArrayOfArrays outputs,
                 cv::OutputArrayOfArrays) override {
        auto step = ends(inputs, outputs);
        const float* in = step.from.ptr<float>();
        float* out = step.to.ptr<float>();
        const float offset = offset_;
        for (std::size_t i = 0, count = step.from.total(); i < count; ++i)
            out[i] = in[i] * std::min(std::max(in[i] + 3.0F, 0.0F), 6.0F) * (1.0F / 6) + offset;
    }

private:
    float offset_;
};

/// A 1×1 convolution (of a batch of one) and its activation.
class Pointwise : public cv::dnn::Layer {
public:
    explicit Pointwise(const cv::dnn::LayerParams& params)
        : Layer(params), activation_(activation_of(params)), weights_(known().of(blobs, [&] {
              return packed(blobs[0].ptr<float>(), bias_of(blobs), blobs[0].size[0],
                            blobs[0].size[1]);
          })) {
        blobs.clear();
    }

    bool getMemoryShapes(const Shapes& inputs, int, Shapes& outputs, Shapes&) const override {
        outputs = {inputs[0]};
        outputs[0][1] = weights_->rows;
        return false;
    }

    void forward(cv::InputArrayOfArrays inputs, cv::OutputArrayOfArrays outputs,
                 cv::OutputArrayOfArrays) override {
        auto step = ends(inputs, outputs);
        const auto* in = step.from.ptr<float>();
        auto* out = step.to.ptr<float>();
        const std::size_t count = step.from.total() / static_cast<std::size_t>(step.from.size[1]);
        side_by_side(count, 64, [&](std::size_t first, std::size_t last) {
            multiply(*weights_, in, out, count, first, last, activation_);
        });
    }

private:
    static Shared<PackedWeights>& known() {
        static Shared<PackedWeights> all;
        return all;
    }

    Activation activation_;
    std::shared_ptr<const PackedWeights> weights_;
};

/// Rows of values times a constant matrix.
class Product : public cv::dnn::Layer {
public:
    explicit Product(const cv::dnn::LayerParams& params)
        : Layer(params), factor_(known().of(blobs, [&] { return blobs[0].clone(); })) {
        blobs.clear();
    }

    bool getMemoryShapes(const Shapes& inputs, int, Shapes& outputs, Shapes&) const override {
        outputs = {inputs[0]};
        outputs[0].back() = factor_->size[1];
        return false;
    }

    void forward(cv::InputArrayOfArrays inputs, cv::OutputArrayOfArrays outputs,
                 cv::OutputArrayOfArrays) override {
        auto step = ends(inputs, outputs);
        const int rows = static_cast<int>(step.from.total()) / factor_->size[0];
        const auto values = packed(step.from.ptr<float>(), nullptr, rows, factor_->size[0]);
        const auto count = static_cast<std::size_t>(factor_->size[1]);
        side_by_side(count, 64, [&](std::size_t first, std::size_t last) {
            multiply(values, factor_->ptr<float>(), step.to.ptr<float>(), count, first, last, {});
        });
    }

private:
    static Shared<cv::Mat>& known() {
        static Shared<cv::Mat> all;
        return all;
    }

    std::shared_ptr<const cv::Mat> factor_;
};

class Attention : public cv::dnn::Layer {
public:
    explicit Attention(const cv::dnn::LayerParams& params)
        : Layer(params), heads_(params.get<int>("heads")), factor_(params.get<float>("factor")) {}

    bool getMemoryShapes(const Shapes& inputs, int, Shapes& outputs, Shapes&) const override {
        outputs = {inputs[0]};
        outputs[0].back() /= 3;
        return false;
    }

    void forward(cv::InputArrayOfArrays inputs, cv::OutputArrayOfArrays outputs,
                 cv::OutputArrayOfArrays) override {
        auto step = ends(inputs, outputs);
        cv::Mat out(step.to.size[1], step.to.size[2], CV_32F, step.to.ptr<float>());
        attend({step.from.size[1], step.from.size[2], CV_32F, step.from.ptr<float>()}, heads_,
               factor_, out);
    }

private:
    int heads_;
    float factor_;
};

/// A filter of its own for each channel, and the activation.
class Depthwise : public cv::dnn::Layer {
public:
    explicit Depthwise(const cv::dnn::LayerParams& params)
        : Layer(params),
          activation_(activation_of(params)),
          size_(blobs[0].size[2]),
          step_y_(params.get("steps").get<int>(0)),
          step_x_(params.get("steps").get<int>(1)) {}

    bool getMemoryShapes(const Shapes& inputs, int, Shapes& outputs, Shapes&) const override {
        outputs = {inputs[0]};
        outputs[0][2] = (inputs[0][2] - 1) / step_y_ + 1;
        outputs[0][3] = (inputs[0][3] - 1) / step_x_ + 1;
        return false;
    }

    void forward(cv::InputArrayOfArrays inputs, cv::OutputArrayOfArrays outputs,
                 cv::OutputArrayOfArrays) override {
        auto step = ends(inputs, outputs);
        const int height = step.from.size[2];
        const int width = step.from.size[3];
        const auto* bias = bias_of(blobs);
        side_by_side(
            static_cast<std::size_t>(step.from.size[1]), 8,
            [&](std::size_t first, std::size_t last) {
                for (auto i = static_cast<int>(first); i < static_cast<int>(last); ++i)
                    filter({blobs[0].ptr<float>(i), bias ? bias[i] : 0, size_, step_y_, step_x_},
                           step.from.ptr<float>(0, i), height, width, step.to.ptr<float>(0, i),
                           activation_);
            });
    }

private:
    Activation activation_;
    int size_;
    int step_y_;
    int step_x_;
};

}  // namespace

void register_network_steps() {
    [[maybe_unused]] static const bool once = [] {
        cv::dnn::LayerFactory::registerLayer("QuickHardSwish", create<QuickHardSwish>);
        cv::dnn::LayerFactory::registerLayer("Pointwise", create<Pointwise>);
        cv::dnn::LayerFactory::registerLayer("Product", create<Product>);
        cv::dnn::LayerFactory::registerLayer("Depthwise", create<Depthwise>);
        cv::dnn::LayerFactory::registerLayer("Attention", create<Attention>);
        return true;
    }();
}

}  // namespace ocr
