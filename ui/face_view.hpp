#pragma once

#include "ui/canvas.hpp"

#include <optional>
#include <string>

namespace ui {

/// The live picture of a face: an oval to be in, a ring that fills, what to do.
struct FaceView {
    enum class Arrow { none, left, right, down };
    std::string id;
    std::optional<Image> image = {};  ///< Square, mirrored, dark outside of kiosk::FaceOval.
    float progress = 0;               ///< Of the ring, 0–1.
    bool fits = false;                ///< The oval is green.
    Arrow arrow = Arrow::none;        ///< As the person sees it in the mirror.
    std::string digits = {};          ///< To be read aloud, the one at `digit` now.
    std::optional<std::size_t> digit = {};
    std::string empty_text = {};  ///< In place of a missing picture.
    float height = 0;             ///< Pixels; 0 takes what is in view.
};
/// Registers `ID`, and `ID.digits` where there are some.
void face_view(Canvas& canvas, const FaceView& view);

}  // namespace ui
