#include "deploy/sandbox/person_files.hpp"

#include "deploy/sandbox/file_contents.hpp"

#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <png.h>
#include <string>

namespace sandbox {
namespace {

std::uint32_t take_varint(const std::string& bytes, std::size_t& at) {
    std::uint32_t value = 0;
    for (unsigned shift = 0; at < bytes.size() && shift < 32; shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes[at++]);
        value |= (byte & 0x7FU) << shift;
        if (byte < 0x80) break;
    }
    return value;
}

}  // namespace

cv::Mat read_portrait(const std::filesystem::path& path) {
    const auto bytes = file_contents(path);
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    // Its colour profile is wrong; libpng warns of it and reads on.
    if (!png_image_begin_read_from_memory(&png, bytes.data(), bytes.size())) return {};
    png.format = PNG_FORMAT_RGB;
    cv::Mat out;
    if (png.width <= 4096 && png.height <= 4096) {
        out.create(static_cast<int>(png.height), static_cast<int>(png.width), CV_8UC3);
        if (!png_image_finish_read(&png, nullptr, out.data, 0, nullptr)) out.release();
    }
    png_image_free(&png);
    return out;
}

CanonicalMesh read_canonical_mesh(const std::filesystem::path& file) {
    // Field 1 is the mesh; in it field 3 the vertices (x, y, z, u, v), field 4 the triangles.
    const auto bytes = file_contents(file);
    CanonicalMesh out;
    std::size_t at = 1;
    if (bytes.empty() || bytes[0] != 0x0A) return out;
    const std::size_t length = take_varint(bytes, at);
    const std::size_t end = std::min(bytes.size(), at + length);
    std::vector<float> numbers;
    std::vector<int> corners;
    while (at < end) {
        const auto key = take_varint(bytes, at);
        if (key == (3U << 3U | 5U) && at + 4 <= end) {
            float number = 0;
            std::memcpy(&number, &bytes[at], sizeof number);
            numbers.push_back(number);
            at += 4;
        } else if ((key & 7U) == 0) {
            const auto value = take_varint(bytes, at);
            if (key >> 3U == 4) corners.push_back(static_cast<int>(value));
        } else {
            return {};
        }
    }
    for (std::size_t i = 0; i + 5 <= numbers.size(); i += 5)
        out.points.emplace_back(numbers[i], numbers[i + 1], numbers[i + 2]);
    for (std::size_t i = 0; i + 3 <= corners.size(); i += 3) {
        const std::array<int, 3> t{corners[i], corners[i + 1], corners[i + 2]};
        for (const int corner : t)
            if (static_cast<std::size_t>(corner) >= out.points.size()) return {};
        out.triangles.push_back(t);
    }
    return out;
}

}  // namespace sandbox
