#include "kiosk/face/sha256.hpp"

#include <openssl/sha.h>

namespace kiosk::face {

Digest sha256(std::span<const std::uint8_t> bytes) {
    Digest out{};
    SHA256(bytes.data(), bytes.size(), out.data());
    return out;
}

std::string hexadecimal(std::span<const std::uint8_t> bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(2 * bytes.size());
    for (const auto byte : bytes) {
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

}  // namespace kiosk::face
