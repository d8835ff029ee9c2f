#include "kiosk/face/observer.hpp"

#include <algorithm>
#include <malloc.h>

namespace kiosk::face {
namespace {

constexpr int detect_every = 5;         // frames
constexpr float least_presence = 0.5F;  // of the mesh
constexpr float near_enough = 0.4F;     // of the largest face's width: smaller ones are behind
constexpr double same_place = 0.2;      // intersection over union of the mesh and the detection

}  // namespace

Observer::Observer(Detector detector, MeshFinder mesh, Describer describer, CanonicalFace canonical)
    : detector_(std::move(detector)),
      mesh_finder_(std::move(mesh)),
      describer_(std::move(describer)),
      canonical_(canonical) {}

ModelResult<Observer> Observer::build(Models models) {
    cv::setNumThreads(1);  // the other cores belong to the screen and to reading
    std::vector<ModelId> ids;
    for (const auto* file : {&models.detector, &models.mesh, &models.canonical_face,
                             &models.descriptor, &models.descriptor_layout})
        ids.push_back(file->id);
    auto detector = Detector::build(models.detector);
    if (!detector) return tl::unexpected(detector.error());
    auto mesh = MeshFinder::build(models.mesh);
    if (!mesh) return tl::unexpected(mesh.error());
    auto describer = Describer::build(models.descriptor, models.descriptor_layout);
    if (!describer) return tl::unexpected(describer.error());
    const auto canonical = read_canonical_face(models.canonical_face);
    if (!canonical) return tl::unexpected(canonical.error());
    models = {};
    malloc_trim(0);  // building takes more than the networks keep
    Observer observer(std::move(*detector), std::move(*mesh), std::move(*describer), *canonical);
    observer.models_ = std::move(ids);
    return observer;
}

/// The mesh in this frame: where the last one was, else where the detector finds a face.
std::optional<Mesh> Observer::follow(const cv::Mat& rgb) {
    std::optional<Mesh> mesh;
    if (region_) {
        mesh = mesh_finder_.find(rgb, *region_);
        if (mesh->presence < least_presence) mesh.reset();
    }
    if (mesh && until_detection_-- > 0) return mesh;
    until_detection_ = detect_every - 1;
    const auto found = detector_.find(rgb);
    faces_ = 0;
    if (found.empty()) return std::nullopt;  // the mesh alone sees faces where none are
    const auto largest = std::max_element(
        found.begin(), found.end(), [](auto& a, auto& b) { return a.box.width < b.box.width; });
    for (const auto& one : found)
        if (one.box.width >= near_enough * largest->box.width) ++faces_;
    if (mesh && overlap(mesh->box(), largest->box) > same_place) return mesh;
    // Twice: the detector's idea of the region is coarse.
    mesh = mesh_finder_.find(rgb, region_of(*largest));
    if (mesh->presence >= least_presence) mesh = mesh_finder_.find(rgb, region_of(*mesh));
    if (mesh->presence < least_presence) mesh.reset();
    return mesh;
}

Observation Observer::look(const cv::Mat& rgb, Seconds at) {
    Observation seen{at, rgb.size(), 0, std::nullopt};
    const auto mesh = follow(rgb);
    if (!mesh) {
        region_.reset();
        seen.faces = faces_;
        return seen;
    }
    region_ = region_of(*mesh);
    const auto pose = pose_of(*mesh, canonical_, rgb.size());
    const auto openness = openness_of(*mesh);
    seen.faces = std::max(1, faces_);
    seen.face =
        SeenFace{mesh->box(), pose, openness, quality_of(rgb, *mesh, pose, openness), *mesh, {}};
    return seen;
}

Descriptor Observer::describe(const cv::Mat& rgb, const SeenFace& face) {
    return describer_.describe(rgb, face.mesh);
}

std::optional<Descriptor> Observer::describe_still(const cv::Mat& rgb) {
    const auto found = detector_.find(rgb);
    if (found.empty()) return std::nullopt;
    auto mesh = mesh_finder_.find(rgb, region_of(found.front()));
    mesh = mesh_finder_.find(rgb, region_of(mesh));
    if (mesh.presence < least_presence) return std::nullopt;
    return describer_.describe(rgb, mesh);
}

void Observer::forget() {
    region_.reset();
    faces_ = 0;
    until_detection_ = 0;
    const cv::Mat nothing = cv::Mat::zeros(64, 64, CV_8UC3);
    (void)detector_.find(nothing);
    const auto nobody = mesh_finder_.find(nothing, {{32, 32}, 64, 0});
    (void)describer_.describe(nothing, nobody);
}

}  // namespace kiosk::face
