// Two steps of the line network that OpenCV 4.6 has not, or only slowly.

#pragma once

namespace ocr {

/// Makes QuickHardSwish and CornerSumSwish known to OpenCV, once; before the first network is
/// loaded.
void register_network_steps();

}  // namespace ocr
