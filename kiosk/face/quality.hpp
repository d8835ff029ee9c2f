// How good a picture of a face is. Measures are called as in ISO/IEC 29794-5; 0–1 with 1 best
// unless a unit is given. They are our own simple ones, not those of that standard's annexes.

#pragma once

#include "kiosk/face/mesh.hpp"
#include "kiosk/face/openness.hpp"
#include "kiosk/face/pose.hpp"

namespace kiosk::face {

struct Quality {
    double sharpness = 0;                  ///< Of edges, relative to the face's own contrast.
    double luminance_mean = 0;             ///< Of the skin: 0 black, 1 white.
    double under_exposure_prevention = 0;  ///< Part of the face that is not black.
    double over_exposure_prevention = 0;   ///< Part of the face that is not blown out.
    double illumination_uniformity = 0;    ///< Darker half over brighter half.
    double inter_eye_distance = 0;         ///< Pixels.
    double head_size = 0;                  ///< Height of the face over height of the picture.
    double head_pose = 0;                  ///< Falls with yaw, pitch and roll.
    double eyes_open = 0;
    double mouth_closed = 0;                ///< With the eyes: the neutrality of the expression.
    double eyes_visible = 0;                ///< No dark glasses, no hand.
    double mouth_occlusion_prevention = 0;  ///< Lips can be told from the skin around.

    /// Of all of them, for choosing the best frame: the product, so that one bad measure spoils it.
    [[nodiscard]] double overall() const;
};

/// `rgb`: 8-bit, three channels. About a millisecond.
[[nodiscard]] Quality quality_of(const cv::Mat& rgb, const Mesh& mesh, const Pose& pose,
                                 const Openness& openness);

}  // namespace kiosk::face
