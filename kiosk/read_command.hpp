// `kiosk read PHOTO…`: the reading of documents as a command, for scripts and for measuring.

#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace kiosk {

/// One line of JSON a photo, in order:
///   {"image": file name, "doc": "id_front"|"id_back"|"licence"|"none", "reject": null or the
///   reason,
///    "fields": {name: text}, "doubtful": [names], "confidence": {name: 0–1}, "ms": wall, "cpu_ms":
///    processor}
/// Times are those of reading, without decoding the file. A file that cannot be decoded gives a
/// line with "error" and the result 1; missing models a message on the standard error stream and 2;
/// else 0. Models come from the environment's KIOSK_TESSDATA, else from .deps/tessdata in a folder
/// above the program, else here.
[[nodiscard]] int read_command(std::span<const std::string> photos, std::ostream& out);

}  // namespace kiosk
