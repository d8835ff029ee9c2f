// The face as a mesh of 478 points: the attention mesh, whose graph is run in four parts (face,
// lips, left eye, right eye) around the three operators only its maker has.

#pragma once

#include "kiosk/face/detector.hpp"
#include "kiosk/face/network.hpp"

#include <array>
#include <opencv2/core.hpp>

namespace kiosk::face {

/// Where the face is and how it is turned in the picture's plane: the square the mesh looks at.
struct FaceRegion {
    cv::Point2f middle;  ///< Pixels.
    float side = 0;      ///< Pixels.
    float roll = 0;      ///< Radians, clockwise in the picture.
};

/// x, y in pixels of the picture, z in the same unit, towards the camera negative, 0 about at the
/// middle of the head. For numbers of points see mesh_points.hpp.
struct Mesh {
    std::array<cv::Point3f, 478> points;
    float presence = 0;  ///< 0–1: that there is a face at all; a covered mouth does not lower it.

    [[nodiscard]] cv::Point2f flat(int point) const {
        const auto& p = points[static_cast<std::size_t>(point)];
        return {p.x, p.y};
    }
    [[nodiscard]] cv::Rect2f box() const;
};

[[nodiscard]] FaceRegion region_of(const Detection& detection);
/// For the next frame.
[[nodiscard]] FaceRegion region_of(const Mesh& mesh);

/// Owned by one thread.
class MeshFinder {
public:
    [[nodiscard]] static ModelResult<MeshFinder> build(const ModelFile& file);

    /// `rgb`: 8-bit, three channels.
    [[nodiscard]] Mesh find(const cv::Mat& rgb, const FaceRegion& region);

private:
    MeshFinder(Network face, Network lips, Network left_eye, Network right_eye);

    Network face_;
    Network lips_;
    Network left_eye_;
    Network right_eye_;
};

}  // namespace kiosk::face
