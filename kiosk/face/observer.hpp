// From pictures to observations.

#pragma once

#include "kiosk/face/models.hpp"
#include "kiosk/face/observation.hpp"

namespace kiosk::face {

/// Holds the networks (about 40 MB) and follows one face from frame to frame. Owned by one thread;
/// keeps no picture.
class Observer {
public:
    /// About 0.2 s; takes the models, which are not needed afterwards.
    [[nodiscard]] static ModelResult<Observer> build(Models models);

    /// `rgb`: 8-bit, three channels, at least 64 × 64. About 20 ms of one core at 640 × 480.
    [[nodiscard]] Observation look(const cv::Mat& rgb, Seconds at);

    /// Who the face in a frame just looked at is; about 15 ms more.
    [[nodiscard]] Descriptor describe(const cv::Mat& rgb, const SeenFace& face);

    /// Who is on a still picture, such as the portrait of an identity card (R47); nothing when no
    /// face is found. Does not disturb the following of the live one.
    [[nodiscard]] std::optional<Descriptor> describe_still(const cv::Mat& rgb);

    /// What the networks were made from, for the evidence (R45).
    [[nodiscard]] const std::vector<ModelId>& models() const { return models_; }

    /// The session is over: the next frame belongs to someone else, and what the networks' buffers
    /// hold of this one is overwritten (R45).
    void forget();

private:
    Observer(Detector detector, MeshFinder mesh, Describer describer, CanonicalFace canonical);

    [[nodiscard]] std::optional<Mesh> follow(const cv::Mat& rgb);

    Detector detector_;
    MeshFinder mesh_finder_;
    Describer describer_;
    CanonicalFace canonical_;
    std::optional<FaceRegion> region_;  ///< Where the face is expected.
    int faces_ = 0;
    int until_detection_ = 0;  ///< Frames.
    std::vector<ModelId> models_;
};

}  // namespace kiosk::face
