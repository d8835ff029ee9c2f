// Pictures in memory, and the two file formats the terminal reads and writes.

#pragma once

#include "drivers/device.hpp"

#include <span>

namespace drivers {

/// Rows top to bottom, three bytes a pixel, red first, no padding.
struct Image {
    int width = 0;
    int height = 0;
    Bytes rgb;
};

/// Fails with bad_data on anything but a JPEG (ITU-T T.81) of at most 100 megapixels.
[[nodiscard]] Result<Image> decode_jpeg(std::span<const std::uint8_t> file);
/// Fails with bad_data on anything but a PNG (ISO/IEC 15948) of at most 100 megapixels.
[[nodiscard]] Result<Image> decode_png(std::span<const std::uint8_t> file);
/// Either of the two, told apart by their first bytes.
[[nodiscard]] Result<Image> decode_image(std::span<const std::uint8_t> file);

/// `quality` 1–100.
[[nodiscard]] Bytes encode_jpeg(const Image& image, int quality);
[[nodiscard]] Bytes encode_png(const Image& image);

}  // namespace drivers
