// What the sandbox reads out of the evidence's Matroska file (RFC 8794, RFC 9559).

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

struct MatroskaParts {
    struct Picture {
        std::int64_t at_ms = 0;  ///< Since the film's begin.
        std::string_view jpeg;
    };
    std::vector<Picture> pictures;
    std::string sound;  ///< All samples, 16-bit little-endian.
    std::map<std::string, std::string_view, std::less<>> attachments;
};

/// Borrows from `file`. Nothing when it is no well-formed Matroska file.
[[nodiscard]] std::optional<MatroskaParts> read_matroska(std::string_view file);

}  // namespace sandbox
