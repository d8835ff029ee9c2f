// Whether the face can be seen: the mesh is drawn over masks and hands as if nothing was there, so
// colours have to tell.

#pragma once

#include "kiosk/face/mesh.hpp"

namespace kiosk::face {

/// Colours of the skin, CIE L*a*b* (L* 0–100), at both cheeks.
struct Skin {
    cv::Vec3f left;
    cv::Vec3f right;

    [[nodiscard]] cv::Vec3f mean() const { return (left + right) * 0.5F; }
    [[nodiscard]] double luminance() const { return mean()[0] / 100; }
    /// Light on the darker half over light on the brighter one.
    [[nodiscard]] double uniformity() const;
};

[[nodiscard]] Skin skin_of(const cv::Mat& rgb, const Mesh& mesh);

/// 0–1. Eyes have white next to dark; dark glasses and hands have not. Closed eyes keep the line of
/// their lashes.
[[nodiscard]] double eyes_visible(const cv::Mat& rgb, const Mesh& mesh, const Skin& skin);

/// 0–1. Lips, and the line between them, differ from the skin above and below; that skin does not
/// differ from the cheeks.
[[nodiscard]] double mouth_visible(const cv::Mat& rgb, const Mesh& mesh, const Skin& skin);

}  // namespace kiosk::face
