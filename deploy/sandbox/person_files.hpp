// The two files a virtual person is made of.

#pragma once

#include <array>
#include <filesystem>
#include <opencv2/core.hpp>
#include <vector>

namespace sandbox {

/// 8-bit RGB; empty when it is no PNG.
[[nodiscard]] cv::Mat read_portrait(const std::filesystem::path& png);

struct CanonicalMesh {
    std::vector<cv::Point3d> points;  ///< Centimetres; x right, y up, z to the camera.
    std::vector<std::array<int, 3>> triangles;
};

/// The mesh in mediapipe's GeometryPipelineMetadata; without points when it is none.
[[nodiscard]] CanonicalMesh read_canonical_mesh(const std::filesystem::path& file);

}  // namespace sandbox
