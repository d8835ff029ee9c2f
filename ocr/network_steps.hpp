// Steps of the line network that OpenCV 4.6 has not, or only slowly; deploy/fit_network.py puts
// them into it.

#pragma once

namespace ocr {

/// Makes QuickHardSwish, Pointwise and Depthwise known to OpenCV, once; before the first network is
/// loaded.
void register_network_steps();

}  // namespace ocr
