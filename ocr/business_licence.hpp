// The business licence (营业执照, form of 2019 and before), lying or upright: fields of a
// straightened page. The form is not taken from a template: the columns of labels and values are
// found by their ink.

#pragma once

#include "ocr/id_card.hpp"

namespace ocr {

inline const cv::Size licence_lying{2100, 1485};
inline const cv::Size licence_upright{1485, 2100};

/// `page`: of one of these sizes, the right way up if the guess was right.
[[nodiscard]] Attempt read_licence(const StraightPage& page, Recogniser& recogniser,
                                   const SoFar& so_far);

}  // namespace ocr
