#pragma once

#include "drivers/image.hpp"

namespace drivers {

/// A page as ESC/POS: reset, raster bands (GS v 0), feed, partial cut (GS V 66).
struct EscposJob {
    Bytes bytes;
    std::size_t first_dot = 0;  ///< Until this many bytes have left, nothing can be on paper.
};

/// `page`: at most 576 wide, pixels darker than mid-grey print. No byte sequence of the picture is
/// a real-time command (DLE EOT, DLE ENQ, DLE DC4), which a printer obeys even inside a picture:
/// one dot is added where one would arise.
[[nodiscard]] EscposJob escpos_job(const Image& page);

}  // namespace drivers
