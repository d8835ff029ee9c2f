#pragma once

#include "drivers/device.hpp"

#include <span>

namespace drivers {

/// One ESC/POS command, as far as a printer that draws pictures cares.
struct EscposCommand {
    enum class Kind {
        incomplete,    ///< More bytes are needed to tell.
        ignored,       ///< Understood, but leaves nothing on paper.
        text,          ///< `value`: one byte of text.
        new_line,      ///< `value`: how many.
        line_spacing,  ///< `value`: dots, 0 for the default.
        feed,          ///< `value`: dots.
        raster,        ///< `columns` bytes a row, `rows` rows follow; `value`: GS v 0's m.
        cut,
        report,  ///< GS r, `value`: n.
        reset,
    };
    Kind kind = Kind::incomplete;
    std::size_t length = 0;  ///< Bytes of the command itself.
    std::size_t skip = 0;    ///< Bytes of data behind it that leave nothing on paper.
    int value = 0;
    std::size_t columns = 0;
    std::size_t rows = 0;
};

/// The command `bytes` begins with. Unknown ones are ignored, two bytes at a time.
[[nodiscard]] EscposCommand next_escpos_command(std::span<const std::uint8_t> bytes);

}  // namespace drivers
