#include "deploy/sandbox/photo.hpp"

#include <algorithm>
#include <cstddef>

namespace sandbox {

namespace {

constexpr std::size_t largest_photo = std::size_t{1024} * 1024;

int number_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

int word_at(std::string_view bytes, std::size_t at) {
    return number_at(bytes, at) * 256 + number_at(bytes, at + 1);
}

/// SOF0 to SOF15 but DHT, JPG and DAC.
bool is_frame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

}  // namespace

std::optional<PhotoSize> jpeg_size(std::string_view bytes) {
    if (bytes.size() < 4 || word_at(bytes, 0) != 0xFFD8) return std::nullopt;
    std::size_t at = 2;
    while (at + 9 < bytes.size() && number_at(bytes, at) == 0xFF) {
        const int marker = number_at(bytes, at + 1);
        if (is_frame(marker)) return PhotoSize{word_at(bytes, at + 7), word_at(bytes, at + 5)};
        at += 2 + static_cast<std::size_t>(word_at(bytes, at + 2));
    }
    return std::nullopt;
}

std::optional<std::string_view> photo_problem(std::string_view bytes, std::string_view kind) {
    if (bytes.size() > largest_photo) return "photo-too-large";
    const auto size = jpeg_size(bytes);
    if (!size) return "not-a-photo";
    // A seal is cut out of its sheet.
    const int least = kind == "seal_sample" ? 300 : 1200;
    if (std::max(size->width, size->height) < least) return "photo-too-small";
    return std::nullopt;
}

}  // namespace sandbox
