#pragma once

#include "kiosk/pictures.hpp"
#include "ocr/document.hpp"

namespace kiosk {

/// A picture's pixels for OpenCV, 8-bit RGB; borrows, do not write.
cv::Mat matrix_of(const Picture& picture);
/// Copies out of OpenCV; `mat` is 8-bit RGB.
Picture picture_of(const cv::Mat& mat);

/// What was read, in the visit's words; crops and the straightened page are put into `pictures`.
flow::ReadingResult result_of(const ocr::Reading& reading, Pictures& pictures);

/// The same while the reading goes on, without its pictures.
flow::ReadingResult result_so_far(const ocr::Reading& reading);

/// The JPEG that goes to the backend: at most 1 MB, at least 1,200 pixels wide where the photo is
/// ("Forms", ④). Keeps the camera's own bytes when they are small enough.
std::vector<std::uint8_t> jpeg_for_upload(const Picture& picture);

/// A quarter turn clockwise.
Picture rotated(const Picture& picture);

}  // namespace kiosk
