#include "drivers/image.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <png.h>
#include <turbojpeg.h>

namespace drivers {
namespace {

constexpr long max_pixels = 100'000'000;
constexpr std::array<std::uint8_t, 8> png_signature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr std::array<std::uint8_t, 3> jpeg_signature{0xFF, 0xD8, 0xFF};

template <std::size_t size>
bool starts_with(std::span<const std::uint8_t> file, const std::array<std::uint8_t, size>& start) {
    return file.size() >= size && std::equal(start.begin(), start.end(), file.begin());
}

tl::unexpected<Fault> refuse(std::string why) {
    return tl::unexpected(Fault{Failure::bad_data, std::move(why)});
}

bool too_large(long width, long height) {
    return width <= 0 || height <= 0 || width > max_pixels / height;
}

Image blank(int width, int height) {
    const auto bytes = 3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    return {width, height, Bytes(bytes)};
}

/// Many webcams fill up a frame before its end marker: the picture itself was whole until there.
bool is_padding(const std::string& warning) {
    return warning.find("extraneous bytes before marker 0xd9") != std::string::npos;
}

bool drawable(const Image& image) {
    return image.width > 0 && image.height > 0 &&
           image.rgb.size() ==
               3 * static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
}

struct EndTurbo {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Turbo = std::unique_ptr<void, EndTurbo>;

struct FreeTurbo {
    void operator()(unsigned char* buffer) const { tjFree(buffer); }
};

/// Frees what libpng holds when a read ends half-way.
struct PngReading {
    png_image state{};
    PngReading() { state.version = PNG_IMAGE_VERSION; }
    PngReading(const PngReading&) = delete;
    PngReading& operator=(const PngReading&) = delete;
    ~PngReading() { png_image_free(&state); }
};

}  // namespace

Result<Image> decode_jpeg(std::span<const std::uint8_t> file) {
    if (!starts_with(file, jpeg_signature)) return refuse("not a JPEG");
    const Turbo turbo(tjInitDecompress());
    if (!turbo) return refuse("no JPEG decoder");
    int width = 0, height = 0, subsampling = 0, colours = 0;
    if (tjDecompressHeader3(turbo.get(), file.data(), file.size(), &width, &height, &subsampling,
                            &colours) != 0)
        return refuse(tjGetErrorStr2(turbo.get()));
    if (too_large(width, height)) return refuse("JPEG over 100 megapixels");
    Image image = blank(width, height);
    const auto decode = [&](int flags) {
        return tjDecompress2(turbo.get(), file.data(), file.size(), image.rgb.data(), width,
                             3 * width, height, TJPF_RGB, flags | TJFLAG_LIMITSCANS) == 0;
    };
    // A picture with a damaged part is as good as none: a field could lie under it.
    if (decode(TJFLAG_STOPONWARNING)) return image;
    const std::string why = tjGetErrorStr2(turbo.get());
    if (!is_padding(why)) return refuse(why);
    decode(0);
    return image;
}

Result<Image> decode_png(std::span<const std::uint8_t> file) {
    if (!starts_with(file, png_signature)) return refuse("not a PNG");
    PngReading png;
    if (!png_image_begin_read_from_memory(&png.state, file.data(), file.size()))
        return refuse(png.state.message);
    if (too_large(png.state.width, png.state.height)) return refuse("PNG over 100 megapixels");
    png.state.format = PNG_FORMAT_RGB;
    Image image = blank(static_cast<int>(png.state.width), static_cast<int>(png.state.height));
    const png_color paper{255, 255, 255};
    if (!png_image_finish_read(&png.state, &paper, image.rgb.data(), 0, nullptr) ||
        png.state.warning_or_error != 0)
        return refuse(png.state.message);
    return image;
}

Result<Image> decode_image(std::span<const std::uint8_t> file) {
    return starts_with(file, png_signature) ? decode_png(file) : decode_jpeg(file);
}

Bytes encode_jpeg(const Image& image, int quality) {
    const Turbo turbo(tjInitCompress());
    if (!turbo || !drawable(image)) return {};
    unsigned char* buffer = nullptr;
    unsigned long size = 0;
    const int failed =
        tjCompress2(turbo.get(), image.rgb.data(), image.width, 3 * image.width, image.height,
                    TJPF_RGB, &buffer, &size, TJSAMP_420, std::clamp(quality, 1, 100), 0);
    const std::unique_ptr<unsigned char, FreeTurbo> owned(buffer);
    if (failed != 0) return {};
    return {buffer, buffer + size};
}

Bytes encode_png(const Image& image) {
    if (!drawable(image)) return {};
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    png.width = static_cast<png_uint_32>(image.width);
    png.height = static_cast<png_uint_32>(image.height);
    png.format = PNG_FORMAT_RGB;
    png.flags = PNG_IMAGE_FLAG_FAST;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(png);
    Bytes file(size);
    if (!png_image_write_to_memory(&png, file.data(), &size, 0, image.rgb.data(), 0, nullptr))
        return {};
    file.resize(size);
    return file;
}

}  // namespace drivers
