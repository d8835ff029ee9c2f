#include "kiosk/face/detector.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace kiosk::face {
namespace {

// Of the network: input, outputs (tensors in its graph), numbers per anchor, grids of anchors.
constexpr int side = 128;
constexpr int input = 0;
constexpr int regressors = 175;
constexpr int classificators = 174;
constexpr int numbers = 16;
constexpr float lowest_score = 0.5F;
constexpr float same_face = 0.3F;  // intersection over union

/// Middles of the grid cells, as parts of the side, in the order of the outputs.
std::vector<cv::Point2f> anchors() {
    std::vector<cv::Point2f> out;
    struct Grid {
        int cells;
        int per_cell;
    };
    for (const Grid grid : {Grid{16, 2}, Grid{8, 6}})
        for (int y = 0; y < grid.cells; ++y)
            for (int x = 0; x < grid.cells; ++x)
                out.insert(out.end(), static_cast<std::size_t>(grid.per_cell),
                           {(static_cast<float>(x) + 0.5F) / static_cast<float>(grid.cells),
                            (static_cast<float>(y) + 0.5F) / static_cast<float>(grid.cells)});
    return out;
}

/// The picture fitted into the network's square, bars at the shorter sides.
struct Letterbox {
    explicit Letterbox(const cv::Mat& rgb)
        : scale(static_cast<float>(side) / static_cast<float>(std::max(rgb.cols, rgb.rows))),
          square(side, side, CV_8UC3, cv::Scalar::all(0)) {
        cv::Mat small;
        const cv::Size size(cvRound(static_cast<float>(rgb.cols) * scale),
                            cvRound(static_cast<float>(rgb.rows) * scale));
        cv::resize(rgb, small, size, 0, 0, cv::INTER_AREA);
        shift = {(side - size.width) / 2, (side - size.height) / 2};
        small.copyTo(square(cv::Rect(shift, size)));
    }

    /// From parts of the square's side to pixels of the picture.
    [[nodiscard]] cv::Point2f out(cv::Point2f p) const {
        return (p * static_cast<float>(side) - cv::Point2f(shift)) / scale;
    }

    float scale;
    cv::Mat square;
    cv::Point shift;
};

/// Overlapping hits become one, weighted by their scores (as BlazeFace asks, instead of dropping
/// the weaker: steadier from frame to frame).
std::vector<Detection> merge(std::vector<Detection> hits) {
    std::sort(hits.begin(), hits.end(),
              [](const Detection& a, const Detection& b) { return a.score > b.score; });
    std::vector<Detection> out;
    while (!hits.empty()) {
        const auto rest = std::stable_partition(
            hits.begin(), hits.end(),
            [&](const Detection& hit) { return overlap(hit.box, hits.front().box) > same_face; });
        Detection sum;
        cv::Point2f first;
        cv::Point2f last;
        float weight = 0;
        for (auto hit = hits.begin(); hit != rest; ++hit) {
            first += hit->box.tl() * hit->score;
            last += hit->box.br() * hit->score;
            sum.left_eye += hit->left_eye * hit->score;
            sum.right_eye += hit->right_eye * hit->score;
            weight += hit->score;
        }
        out.push_back({{first / weight, last / weight},
                       hits.front().score,
                       sum.left_eye / weight,
                       sum.right_eye / weight});
        hits.erase(hits.begin(), rest);
    }
    return out;
}

}  // namespace

float overlap(const cv::Rect2f& a, const cv::Rect2f& b) {
    const float both = (a & b).area();
    return both / (a.area() + b.area() - both);
}

Detector::Detector(Network network) : network_(std::move(network)), anchors_(anchors()) {}

ModelResult<Detector> Detector::build(const ModelFile& file) {
    const auto graph = read_tflite(file.bytes);
    if (!graph) return tl::unexpected(graph.error());
    auto network = Network::build(*graph, input, {regressors, classificators});
    if (!network) return tl::unexpected(network.error());
    const auto count = graph->tensors[classificators].count();
    Detector detector(std::move(*network));
    if (count != detector.anchors_.size() || graph->tensors[regressors].count() != count * numbers)
        return tl::unexpected(ModelFault{ModelError::damaged, "outputs of another size"});
    return detector;
}

std::vector<Detection> Detector::find(const cv::Mat& rgb) {
    const Letterbox box(rgb);
    const auto& results = network_.run(
        cv::dnn::blobFromImage(box.square, 1 / 127.5, {}, cv::Scalar::all(127.5), false));
    const auto* places = results[0].ptr<float>();
    const auto* scores = results[1].ptr<float>();
    std::vector<Detection> hits;
    for (std::size_t i = 0; i < anchors_.size(); ++i) {
        const float score = 1 / (1 + std::exp(-std::clamp(scores[i], -100.0F, 100.0F)));
        if (score < lowest_score) continue;
        const float* p = places + numbers * i;
        const auto at = [&](int k) {
            return cv::Point2f(p[k], p[k + 1]) / static_cast<float>(side);
        };
        const cv::Point2f middle = anchors_[i] + at(0);
        const cv::Point2f half = at(2) * 0.5F;
        hits.push_back({{box.out(middle - half), box.out(middle + half)},
                        score,
                        box.out(anchors_[i] + at(4)),
                        box.out(anchors_[i] + at(6))});
    }
    return merge(std::move(hits));
}

}  // namespace kiosk::face
