#include "kiosk/face/descriptor.hpp"

#include "kiosk/face/descriptor_weights.hpp"

#include <cmath>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

namespace kiosk::face {
namespace {

using cv::dnn::LayerParams;

constexpr int chip_side = 150;

/// Layers one after another; each returns its number.
class Stack {
public:
    explicit Stack(const Weights& weights) : weights_(weights) {}

    int convolution(int from, const std::string& name, int stride, int pad) {
        const cv::Mat stored = weights_.at(name + "/conv/filters");  // height, width, in, out
        const int window = stored.size[0] * stored.size[1];
        const int in = stored.size[2];
        const int out = stored.size[3];
        const int sizes[] = {out, in, stored.size[0], stored.size[1]};
        // The scale after each convolution goes into its weights: OpenCV would do so in a copy.
        const cv::Mat factor = row(name + "/scale/weights");
        const cv::Mat bias = row(name + "/conv/bias").mul(factor) + row(name + "/scale/biases");
        cv::Mat filters(4, sizes, CV_32F);
        for (int o = 0; o < out; ++o)
            for (int i = 0; i < in; ++i)
                for (int k = 0; k < window; ++k)
                    filters.ptr<float>()[(o * in + i) * window + k] =
                        stored.ptr<float>()[(k * in + i) * out + o] * factor.at<float>(o);
        LayerParams p;
        p.set("kernel_h", sizes[2]);
        p.set("kernel_w", sizes[3]);
        p.set("stride_h", stride);
        p.set("stride_w", stride);
        p.set("pad_h", pad);
        p.set("pad_w", pad);
        p.set("num_output", out);
        p.set("bias_term", true);
        p.blobs = {filters, bias};
        return append("Convolution", p, {from});
    }

    int relu(int from) { return append("ReLU", {}, {from}); }

    int pool(int from, const char* kind, int window, int stride) {
        LayerParams p;
        p.set("pool", kind);
        p.set("kernel_size", window);
        p.set("stride", stride);
        p.set("ceil_mode", false);
        return append("Pooling", p, {from});
    }

    int sum(int a, int b) {
        LayerParams p;
        p.set("operation", "sum");
        return append("Eltwise", p, {a, b});
    }

    int pad(int from, int channels, int places) {
        int paddings[] = {0, 0, 0, channels, 0, places, 0, places};
        LayerParams p;
        p.set("paddings", cv::dnn::DictValue::arrayInt(paddings, 8));
        p.set("value", 0);
        return append("Padding", p, {from});
    }

    void finish(int from) {
        LayerParams mean;
        mean.set("pool", "ave");
        mean.set("global_pooling", true);
        const int pooled = append("Pooling", mean, {from});
        LayerParams p;
        const cv::Mat stored = weights_.at("fc");
        p.blobs = {cv::Mat(stored.size[0], stored.size[1], CV_32F, stored.data).t()};
        p.set("num_output", stored.size[1]);
        p.set("bias_term", false);
        append("InnerProduct", p, {pooled});
    }

    [[nodiscard]] cv::dnn::Net net() const { return net_; }

private:
    [[nodiscard]] cv::Mat row(const std::string& name) const {
        return weights_.at(name).reshape(1, 1);
    }

    int append(const char* type, LayerParams params, const std::vector<int>& inputs) {
        params.name = cv::format("%s_%d", type, count_++);
        params.type = type;
        const int id = net_.addLayer(params.name, type, params);
        for (std::size_t i = 0; i < inputs.size(); ++i)
            net_.connect(inputs[i], 0, id, static_cast<int>(i));
        return id;
    }

    const Weights& weights_;
    cv::dnn::Net net_;
    int count_ = 0;
};

struct Block {
    const char* name;
    bool halves;  ///< Halves the picture; twice the channels unless it is the last.
    int channels;
};

constexpr std::array<Block, 14> blocks{{{"conv32_1", false, 32},
                                        {"conv32_2", false, 32},
                                        {"conv32_3", false, 32},
                                        {"conv64_down", true, 64},
                                        {"conv64_1", false, 64},
                                        {"conv64_2", false, 64},
                                        {"conv64_3", false, 64},
                                        {"conv128_down", true, 128},
                                        {"conv128_1", false, 128},
                                        {"conv128_2", false, 128},
                                        {"conv256_down", true, 256},
                                        {"conv256_1", false, 256},
                                        {"conv256_2", false, 256},
                                        {"conv256_down_out", true, 256}}};

cv::dnn::Net assemble(const Weights& weights) {
    Stack stack(weights);
    int x = stack.relu(stack.convolution(0, "conv32_down", 2, 0));
    x = stack.pool(x, "max", 3, 2);
    int side = 35;  // 150 → 72 → 35
    int channels = 32;
    for (const auto& block : blocks) {
        const std::string name = block.name;
        int y = stack.relu(
            stack.convolution(x, name + "/conv1", block.halves ? 2 : 1, block.halves ? 0 : 1));
        y = stack.convolution(y, name + "/conv2", 1, 1);
        if (block.halves) {
            // The short cut is a mean of 2 × 2; whichever is smaller is filled up with zeros.
            const int convolved = (side - 3) / 2 + 1;
            const int pooled = side / 2;
            x = stack.pool(x, "ave", 2, 2);
            if (pooled > convolved) y = stack.pad(y, 0, pooled - convolved);
            if (block.channels > channels) x = stack.pad(x, block.channels - channels, 0);
            side = std::max(convolved, pooled);
            channels = block.channels;
        }
        x = stack.relu(stack.sum(y, x));
    }
    stack.finish(x);
    return stack.net();
}

/// Rotation, scale and shift that bring `from` closest to `to` (least squares).
cv::Matx23f similarity(const std::array<cv::Point2f, 5>& from,
                       const std::array<cv::Point2f, 5>& to) {
    cv::Point2f from_mean;
    cv::Point2f to_mean;
    for (std::size_t i = 0; i < from.size(); ++i) {
        from_mean += from[i] * 0.2F;
        to_mean += to[i] * 0.2F;
    }
    float along = 0;
    float across = 0;
    float size = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        const auto a = from[i] - from_mean;
        const auto b = to[i] - to_mean;
        along += a.dot(b);
        across += a.x * b.y - a.y * b.x;
        size += a.dot(a);
    }
    size = std::max(size, 1e-6F);
    const float c = along / size;
    const float s = across / size;
    return {c, -s, to_mean.x - c * from_mean.x + s * from_mean.y,
            s, c,  to_mean.y - s * from_mean.x - c * from_mean.y};
}

/// The face upright in the place where the network was taught to expect it: the mean places of eye
/// corners and the base of the nose, with a quarter of its size around.
cv::Mat chip_of(const cv::Mat& rgb, const Mesh& mesh) {
    constexpr float margin = 0.25F;
    constexpr std::array<int, 5> points{263, 362, 33, 133, 2};
    static const std::array<cv::Point2f, 5> places{{{0.85957F, 0.21350F},
                                                    {0.64606F, 0.22897F},
                                                    {0.12058F, 0.21373F},
                                                    {0.33409F, 0.22906F},
                                                    {0.49011F, 0.62780F}}};
    std::array<cv::Point2f, 5> from;
    std::array<cv::Point2f, 5> to;
    for (std::size_t i = 0; i < points.size(); ++i) {
        from[i] = mesh.flat(points[i]);
        to[i] = (places[i] + cv::Point2f(margin, margin)) * (chip_side / (1 + 2 * margin));
    }
    cv::Mat chip;
    cv::warpAffine(rgb, chip, similarity(from, to), cv::Size(chip_side, chip_side));
    return chip;
}

cv::Mat blob_of(const cv::Mat& chip) {
    // Mean colour (red, green, blue) of the pictures the network was taught with.
    return cv::dnn::blobFromImage(chip, 1 / 256.0, {}, cv::Scalar(122.782, 117.001, 104.298));
}

}  // namespace

double distance(const Descriptor& a, const Descriptor& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
    return std::sqrt(sum);
}

ModelResult<Describer> Describer::build(const ModelFile& weights, const ModelFile& layout) {
    const auto read = Weights::read(weights, layout);
    if (!read) return tl::unexpected(read.error());
    try {
        Describer describer(assemble(*read));
        describer.net_.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
        describer.net_.setInput(blob_of(cv::Mat::zeros(chip_side, chip_side, CV_8UC3)));
        if (describer.net_.forward().total() == Descriptor{}.size()) return describer;
    } catch (const cv::Exception&) {
    } catch (const std::out_of_range&) {}
    return tl::unexpected(
        ModelFault{ModelError::damaged, layout.id.name + ": not the layers of the descriptor"});
}

Descriptor Describer::describe(const cv::Mat& rgb, const Mesh& mesh) {
    net_.setInput(blob_of(chip_of(rgb, mesh)));
    const cv::Mat result = net_.forward();
    Descriptor out{};
    std::copy_n(result.ptr<float>(), out.size(), out.begin());
    return out;
}

}  // namespace kiosk::face
