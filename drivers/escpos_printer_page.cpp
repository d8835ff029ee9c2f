#include "drivers/escpos_printer_page.hpp"

#include "drivers/escpos_codes.hpp"

#include <algorithm>

namespace drivers {
namespace {

constexpr int rows_per_band = 128;  // small enough for a printer's 4 KB–16 KB receive buffer

bool is_dark(const Image& page, int x, int y) {
    const auto at = 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width) +
                         static_cast<std::size_t>(x));
    // ITU-R BT.601 luma, in thousandths
    return 299 * page.rgb[at] + 587 * page.rgb[at + 1] + 114 * page.rgb[at + 2] < 128'000;
}

void append_row(Bytes& bytes, const Image& page, int y) {
    for (int left = 0; left < page.width; left += 8) {
        std::uint8_t dots = 0;
        for (int x = left; x < std::min(left + 8, page.width); ++x)
            if (is_dark(page, x, y)) dots = static_cast<std::uint8_t>(dots | (0x80 >> (x - left)));
        bytes.push_back(dots);
    }
}

void defuse(Bytes& bytes, std::size_t from) {
    for (std::size_t at = from; at + 1 < bytes.size(); ++at) {
        const auto next = bytes[at + 1];
        if (bytes[at] == escpos::dle &&
            (next == escpos::eot || next == escpos::enq || next == escpos::dc4))
            bytes[at] = 0x18;
    }
}

void append_band(Bytes& bytes, const Image& page, int top) {
    const int rows = std::min(rows_per_band, page.height - top);
    const auto width = static_cast<std::uint8_t>((page.width + 7) / 8);
    bytes.insert(bytes.end(),
                 {escpos::gs, 'v', '0', 0, width, 0, static_cast<std::uint8_t>(rows), 0});
    const auto start = bytes.size();
    for (int y = top; y < top + rows; ++y) append_row(bytes, page, y);
    defuse(bytes, start);
}

}  // namespace

EscposJob escpos_job(const Image& page) {
    // Automatic status (GS a) off: its bytes could be taken for answers.
    EscposJob job{{escpos::esc, '@', escpos::gs, 'a', 0}, 0};
    job.first_dot = job.bytes.size() + 8;
    for (int top = 0; top < page.height; top += rows_per_band) append_band(job.bytes, page, top);
    job.bytes.insert(job.bytes.end(), {escpos::esc, 'J', 24, escpos::gs, 'V', 66, 0});
    return job;
}

}  // namespace drivers
