// Both sides of the resident identity card (GA 448): fields of a straightened page.

#pragma once

#include "ocr/document.hpp"
#include "ocr/page.hpp"
#include "ocr/recogniser.hpp"

#include <functional>
#include <opencv2/core.hpp>
#include <vector>

namespace ocr {

inline constexpr int card_pixels_per_mm = 15;
inline constexpr int card_width = 1284;  ///< 85.6 mm
inline constexpr int card_height = 810;  ///< 54 mm

/// What a page gave when read as one kind of document.
struct Attempt {
    std::vector<ReadField> fields;
    double evidence = 0;  ///< 0–1: how much of it only such a document, this way up, can show.
};

/// Hears of an attempt each time one of its fields is known or settled.
using SoFar = std::function<void(const Attempt&)>;

/// `page`: card_width × card_height, upright if the guess was right.
[[nodiscard]] Attempt read_id_front(const StraightPage& page, Recogniser& recogniser,
                                    const SoFar& so_far);
[[nodiscard]] Attempt read_id_back(const StraightPage& page, Recogniser& recogniser);

}  // namespace ocr
