#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>

namespace ocr {

/// The text of a QR code (ISO/IEC 18004) anywhere in the picture (8-bit, three channels), at any
/// angle; nothing when there is none or it is damaged. Up to `qr_text_longest` bytes of UTF-8: what
/// is longer is none of ours.
inline constexpr std::size_t qr_text_longest = 300;
[[nodiscard]] std::optional<std::string> read_qr_code(const cv::Mat& picture);

}  // namespace ocr
