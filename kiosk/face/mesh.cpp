#include "kiosk/face/mesh.hpp"

#include "kiosk/face/mesh_points.hpp"

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <span>

namespace kiosk::face {
namespace {

// Of the network. A feature is a channel of the face part's first layers, at a quarter of its size;
// a part's own window into the features is 16 places wide.
constexpr int picture_side = 192;
constexpr int feature_side = 48;
constexpr int features = 32;
constexpr int window_side = 16;
constexpr int picture_per_feature = picture_side / feature_side;
constexpr float window_margin = 1.5F;
constexpr float region_margin = 1.5F;
constexpr int canonical_points = 468;

// Tensors where the graph is cut.
namespace tensor {
constexpr int picture = 0;
constexpr int mesh = 186;
constexpr int presence = 710;
constexpr int features = 35;
constexpr int lips_window = 199;
constexpr int lips = 684;
constexpr int left_window = 200;
constexpr int left_eye = 687;
constexpr int left_iris = 690;
constexpr int right_window = 201;
constexpr int right_eye = 693;
constexpr int right_iris = 696;
}  // namespace tensor

cv::Point2f apply(const cv::Matx23f& m, cv::Point2f p) {
    return {m(0, 0) * p.x + m(0, 1) * p.y + m(0, 2), m(1, 0) * p.x + m(1, 1) * p.y + m(1, 2)};
}

/// Bounds of points in axes turned by `angle` about the origin.
cv::Rect2f turned_bounds(const std::vector<cv::Point2f>& points, float angle) {
    std::vector<cv::Point2f> turned;
    turned.reserve(points.size());
    const float c = std::cos(angle);
    const float s = std::sin(angle);
    for (const auto p : points) turned.emplace_back(c * p.x + s * p.y, c * p.y - s * p.x);
    cv::Point2f low = turned.front();
    cv::Point2f high = low;
    for (const auto p : turned) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    return {low, high};
}

cv::Point2f turn(cv::Point2f p, float angle) {
    const float c = std::cos(angle);
    const float s = std::sin(angle);
    return {c * p.x - s * p.y, s * p.x + c * p.y};
}

cv::Point2f middle(const cv::Rect2f& r) { return {r.x + r.width / 2, r.y + r.height / 2}; }

/// From the part's window, in places, to places of the features.
cv::Matx23f window_over(const float* mesh, std::span<const int> part, int from, int to) {
    const auto at = [&](int p) {
        const float* place = mesh + 3L * p;
        return cv::Point2f(place[0], place[1]) / static_cast<float>(picture_per_feature);
    };
    std::vector<cv::Point2f> points;
    points.reserve(part.size());
    for (const int p : part) points.push_back(at(p));
    const cv::Point2f across = at(to) - at(from);
    const float angle = std::atan2(across.y, across.x);
    const cv::Rect2f bounds = turned_bounds(points, angle);
    const cv::Point2f scale =
        cv::Point2f(bounds.width, bounds.height) * (window_margin / window_side);
    const float c = std::cos(angle);
    const float s = std::sin(angle);
    cv::Matx23f m(c * scale.x, -s * scale.y, 0, s * scale.x, c * scale.y, 0);
    constexpr float half = window_side / 2.0F;
    const cv::Point2f shift = turn(middle(bounds), angle) - apply(m, {half, half});
    m(0, 2) = shift.x;
    m(1, 2) = shift.y;
    return m;
}

cv::Mat cut(const cv::Mat& feature_maps, const cv::Matx23f& window) {
    const int sizes[] = {1, features, window_side, window_side};
    cv::Mat out(4, sizes, CV_32F);
    for (int c = 0; c < features; ++c) {
        const cv::Mat from(feature_side, feature_side, CV_32F,
                           const_cast<float*>(feature_maps.ptr<float>(0, c)));  // only read
        cv::Mat to(window_side, window_side, CV_32F, out.ptr<float>(0, c));
        cv::warpAffine(from, to, window, to.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP);
    }
    return out;
}

/// From the picture to the network's square.
cv::Matx23f look_at(const FaceRegion& region) {
    const float scale = static_cast<float>(picture_side) / region.side;
    const float c = std::cos(region.roll) * scale;
    const float s = std::sin(region.roll) * scale;
    constexpr float half = picture_side / 2.0F;
    return {c,  s, half - c * region.middle.x - s * region.middle.y,
            -s, c, half + s * region.middle.x - c * region.middle.y};
}

cv::Matx23f inverse(const cv::Matx23f& m) {
    cv::Mat out;
    cv::invertAffineTransform(cv::Mat(m), out);
    return {out.at<float>(0, 0), out.at<float>(0, 1), out.at<float>(0, 2),
            out.at<float>(1, 0), out.at<float>(1, 1), out.at<float>(1, 2)};
}

/// Puts refined points, given in a part's window, into the mesh; z stays that of the face part.
void refine(Mesh& mesh, const cv::Mat& refined, std::span<const int> points,
            const cv::Matx23f& window, const cv::Matx23f& back) {
    const auto* v = refined.ptr<float>();
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto place = apply(
            window, cv::Point2f(v[2 * i], v[2 * i + 1]) / static_cast<float>(picture_per_feature));
        const auto p = apply(back, place * static_cast<float>(picture_per_feature));
        auto& target = mesh.points[static_cast<std::size_t>(points[i])];
        target.x = p.x;
        target.y = p.y;
    }
}

}  // namespace

cv::Rect2f Mesh::box() const {
    cv::Point2f low = flat(0);
    cv::Point2f high = low;
    for (int i = 1; i < canonical_points; ++i) {
        const auto p = flat(i);
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    return {low, high};
}

FaceRegion region_of(const Detection& detection) {
    const auto eyes = detection.right_eye - detection.left_eye;
    return {middle(detection.box),
            std::max(detection.box.width, detection.box.height) * region_margin,
            std::atan2(eyes.y, eyes.x)};
}

FaceRegion region_of(const Mesh& mesh) {
    const auto eyes = mesh.flat(point::right_eye_outer) - mesh.flat(point::left_eye_outer);
    const float roll = std::atan2(eyes.y, eyes.x);
    std::vector<cv::Point2f> points;
    points.reserve(canonical_points);
    for (int i = 0; i < canonical_points; ++i) points.push_back(mesh.flat(i));
    const auto bounds = turned_bounds(points, roll);
    return {turn(middle(bounds), roll), std::max(bounds.width, bounds.height) * region_margin,
            roll};
}

MeshFinder::MeshFinder(Network face, Network lips, Network left_eye, Network right_eye)
    : face_(std::move(face)),
      lips_(std::move(lips)),
      left_eye_(std::move(left_eye)),
      right_eye_(std::move(right_eye)) {}

ModelResult<MeshFinder> MeshFinder::build(const ModelFile& file) {
    const auto graph = read_tflite(file.bytes);
    if (!graph) return tl::unexpected(graph.error());
    auto face =
        Network::build(*graph, tensor::picture, {tensor::mesh, tensor::presence, tensor::features});
    auto lips = Network::build(*graph, tensor::lips_window, {tensor::lips});
    auto left = Network::build(*graph, tensor::left_window, {tensor::left_eye, tensor::left_iris});
    auto right =
        Network::build(*graph, tensor::right_window, {tensor::right_eye, tensor::right_iris});
    for (const auto* part : {&face, &lips, &left, &right})
        if (!*part) return tl::unexpected(part->error());
    const auto has = [&](int t, std::size_t count) {
        return graph->tensors[static_cast<std::size_t>(t)].count() == count;
    };
    if (!has(tensor::mesh, 3UL * canonical_points) || !has(tensor::presence, 1) ||
        !has(tensor::features, 1UL * feature_side * feature_side * features) ||
        !has(tensor::lips, 2 * lip_points.size()) ||
        !has(tensor::left_eye, 2 * left_eye_points.size()) || !has(tensor::left_iris, 10) ||
        !has(tensor::right_eye, 2 * right_eye_points.size()) || !has(tensor::right_iris, 10))
        return tl::unexpected(ModelFault{ModelError::damaged, "outputs of another size"});
    return MeshFinder(std::move(*face), std::move(*lips), std::move(*left), std::move(*right));
}

Mesh MeshFinder::find(const cv::Mat& rgb, const FaceRegion& region) {
    static constexpr std::array<int, 5> left_iris{468, 469, 470, 471, 472};
    static constexpr std::array<int, 5> right_iris{473, 474, 475, 476, 477};
    const cv::Matx23f look = look_at(region);
    const cv::Matx23f back = inverse(look);
    cv::Mat square;
    cv::warpAffine(rgb, square, look, cv::Size(picture_side, picture_side));
    const auto& results = face_.run(cv::dnn::blobFromImage(square, 1 / 255.0));
    const auto* coarse = results[0].ptr<float>();
    Mesh mesh;
    const float pixel = region.side / static_cast<float>(picture_side);
    for (int i = 0; i < canonical_points; ++i) {
        const float* place = coarse + 3L * i;
        const auto p = apply(back, {place[0], place[1]});
        mesh.points[static_cast<std::size_t>(i)] = {p.x, p.y, place[2] * pixel};
    }
    mesh.presence = 1 / (1 + std::exp(-results[1].ptr<float>()[0]));

    const auto lips_window = window_over(coarse, lip_points, point::mouth_left, point::mouth_right);
    refine(mesh, lips_.run(cut(results[2], lips_window))[0], lip_points, lips_window, back);
    const auto eye = [&](Network& network, std::span<const int> rim, std::span<const int> iris,
                         int from, int to) {
        const auto window = window_over(coarse, rim, from, to);
        const auto& refined = network.run(cut(results[2], window));
        refine(mesh, refined[0], rim, window, back);
        refine(mesh, refined[1], iris, window, back);
        const float z = (mesh.points[static_cast<std::size_t>(from)].z +
                         mesh.points[static_cast<std::size_t>(to)].z) /
                        2;
        for (const int p : iris) mesh.points[static_cast<std::size_t>(p)].z = z;
    };
    eye(left_eye_, left_eye_points, left_iris, point::left_eye_outer, point::left_eye_inner);
    eye(right_eye_, right_eye_points, right_iris, point::right_eye_inner, point::right_eye_outer);
    return mesh;
}

}  // namespace kiosk::face
