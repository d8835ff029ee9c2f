// A camera, a phone or a file may give any bytes for a picture.
//
// needs: drivers/image.cpp
// flags: -lturbojpeg -lpng
// longest input: 4096

#include "drivers/image.hpp"

#include <cstdlib>
#include <memory>
#include <turbojpeg.h>

namespace {

/// Large ones only take time: what they are made of small ones have as well.
bool is_small(std::span<const std::uint8_t> file) {
    constexpr long most = 20'000;
    long width = 0;
    long height = 0;
    if (file.size() > 24 && file[0] == 0x89) {
        for (std::size_t i = 16; i < 20; ++i) width = width << 8 | file[i];
        for (std::size_t i = 20; i < 24; ++i) height = height << 8 | file[i];
    } else {
        const std::unique_ptr<void, int (*)(tjhandle)> turbo(tjInitDecompress(), tjDestroy);
        int w = 0, h = 0, subsampling = 0, colours = 0;
        if (tjDecompressHeader3(turbo.get(), file.data(), file.size(), &w, &h, &subsampling,
                                &colours) != 0)
            return true;
        width = w;
        height = h;
    }
    return width < most && height < most && width * height < most;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (!is_small({data, size})) return 0;
    const auto image = drivers::decode_image({data, size});
    if (image && image->rgb.size() != static_cast<std::size_t>(image->width) *
                                          static_cast<std::size_t>(image->height) * 3)
        std::abort();
    return 0;
}
