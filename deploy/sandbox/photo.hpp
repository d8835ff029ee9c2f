#pragma once

#include <optional>
#include <string_view>

namespace sandbox {

struct PhotoSize {
    int width;
    int height;
};

/// Pixels of a JPEG (ISO/IEC 10918-1) from its frame header; nothing when the bytes are none.
[[nodiscard]] std::optional<PhotoSize> jpeg_size(std::string_view bytes);

/// Why the CA would not take the photo as this kind: a problem code, or nothing.
[[nodiscard]] std::optional<std::string_view> photo_problem(std::string_view bytes,
                                                            std::string_view kind);

}  // namespace sandbox
