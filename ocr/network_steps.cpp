#include "ocr/network_steps.hpp"

#include <algorithm>
#include <array>
#include <opencv2/dnn.hpp>
#include <vector>

namespace ocr {
namespace {

using Shapes = std::vector<std::vector<int>>;

float swish(float x) { return x * std::min(std::max(x + 3.0F, 0.0F), 6.0F) * (1.0F / 6); }

template <class Step>
cv::Ptr<cv::dnn::Layer> create(cv::dnn::LayerParams& params) {
    return cv::makePtr<Step>(params);
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
        std::vector<cv::Mat> from;
        std::vector<cv::Mat> to;
        inputs.getMatVector(from);
        outputs.getMatVector(to);
        const float* in = from[0].ptr<float>();
        float* out = to[0].ptr<float>();
        const float offset = offset_;
        for (std::size_t i = 0, count = from[0].total(); i < count; ++i)
            out[i] = swish(in[i]) + offset;
    }

private:
    float offset_;
};

/// The sum of four pictures, each from its own row and column on, and its activation as above.
class CornerSumSwish : public cv::dnn::Layer {
public:
    explicit CornerSumSwish(const cv::dnn::LayerParams& params)
        : Layer(params), offset_(params.get<float>("offset", 0)) {
        const auto& rows = params.get("rows");
        const auto& columns = params.get("columns");
        for (int i = 0; i < 4; ++i)
            at_.at(static_cast<std::size_t>(i)) = {columns.get<int>(i), rows.get<int>(i)};
        size_ = {params.get("size").get<int>(1), params.get("size").get<int>(0)};
    }

    bool getMemoryShapes(const Shapes& inputs, int, Shapes& outputs, Shapes&) const override {
        outputs = {{inputs[0][0], inputs[0][1], size_.height, size_.width}};
        return false;
    }

    void forward(cv::InputArrayOfArrays inputs, cv::OutputArrayOfArrays outputs,
                 cv::OutputArrayOfArrays) override {
        std::vector<cv::Mat> from;
        std::vector<cv::Mat> to;
        inputs.getMatVector(from);
        outputs.getMatVector(to);
        for (int channel = 0; channel < to[0].size[1]; ++channel)
            for (int y = 0; y < size_.height; ++y) {
                std::array<const float*, 4> in{};
                for (std::size_t i = 0; i < 4; ++i)
                    in.at(i) = from[i].ptr<float>(0, channel, y + at_.at(i).y) + at_.at(i).x;
                add(in, to[0].ptr<float>(0, channel, y));
            }
    }

private:
    void add(const std::array<const float*, 4>& in, float* out) const {
        const float* a = in[0];
        const float* b = in[1];
        const float* c = in[2];
        const float* d = in[3];
        const float offset = offset_;
        for (int x = 0, width = size_.width; x < width; ++x)
            out[x] = swish(a[x] + b[x] + c[x] + d[x]) + offset;
    }

    float offset_;
    std::array<cv::Point, 4> at_;
    cv::Size size_;
};

}  // namespace

void register_network_steps() {
    [[maybe_unused]] static const bool once = [] {
        cv::dnn::LayerFactory::registerLayer("QuickHardSwish", create<QuickHardSwish>);
        cv::dnn::LayerFactory::registerLayer("CornerSumSwish", create<CornerSumSwish>);
        return true;
    }();
}

}  // namespace ocr
