#include "drivers/image.hpp"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <random>

namespace drivers {
namespace {

Image gradient(int width, int height) {
    Image image{width, height, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (const int value : {x * 255 / width, y * 255 / height, 90})
                image.rgb.push_back(static_cast<std::uint8_t>(value));
    return image;
}

/// Whatever comes out, it came without a crash and fits its own size.
template <class Decode>
void expect_sane(Decode decode, const Bytes& file) {
    const auto image = decode(file);
    if (!image) {
        EXPECT_EQ(image.error().failure, Failure::bad_data);
        return;
    }
    EXPECT_EQ(image->rgb.size(), std::size_t{3} * static_cast<std::size_t>(image->width) *
                                     static_cast<std::size_t>(image->height));
}

void damage(Bytes& file, std::minstd_rand& random) {
    for (int hits = 0; hits < 4; ++hits)
        file[random() % file.size()] = static_cast<std::uint8_t>(random());
}

TEST(Image, ComesBackFromPngUnchanged) {
    const auto image = gradient(37, 21);
    EXPECT_EQ(decode_image(encode_png(image)).value().rgb, image.rgb);
}

TEST(Image, ComesBackFromJpegNearlyUnchanged) {
    const auto image = gradient(64, 48);
    const auto back = decode_image(encode_jpeg(image, 95)).value();
    ASSERT_EQ(back.rgb.size(), image.rgb.size());
    for (std::size_t at = 0; at < image.rgb.size(); at += 101)
        EXPECT_NEAR(back.rgb[at], image.rgb[at], 12);
}

TEST(Image, RefusesWhatIsNoPicture) {
    for (const Bytes& file : {Bytes{}, Bytes{0xFF}, Bytes(100, 'x'), Bytes{0xFF, 0xD8, 0xFF}})
        EXPECT_EQ(decode_image(file).error().failure, Failure::bad_data);
}

TEST(Image, RefusesEveryTruncatedJpeg) {
    const auto file = encode_jpeg(gradient(64, 48), 90);
    for (std::size_t length = 0; length + 2 < file.size(); length += 7)
        EXPECT_FALSE(decode_jpeg(std::span(file).first(length)));
}

TEST(Image, TakesAJpegThatACameraFilledUpBeforeItsEndMarker) {
    auto file = encode_jpeg(gradient(64, 48), 90);
    const auto whole = decode_jpeg(file).value();
    file.insert(file.end() - 2, 16, 0);
    EXPECT_EQ(decode_jpeg(file).value().rgb, whole.rgb);
}

TEST(Image, RefusesEveryTruncatedPng) {
    const auto file = encode_png(gradient(64, 48));
    for (std::size_t length = 0; length + 20 < file.size(); length += 7)
        EXPECT_FALSE(decode_png(std::span(file).first(length)));
}

TEST(Image, RefusesAJpegThatClaimsMoreThanAHundredMegapixels) {
    auto file = encode_jpeg(gradient(16, 16), 90);
    const Bytes frame_header{0xFF, 0xC0, 0x00, 0x11, 0x08};
    const auto header =
        std::search(file.begin(), file.end(), frame_header.begin(), frame_header.end());
    std::fill_n(header + 5, 4, std::uint8_t{0x60});  // 24672 by 24672
    EXPECT_EQ(decode_jpeg(file).error().detail, "JPEG over 100 megapixels");
}

TEST(Image, RefusesAPngThatClaimsMoreThanAHundredMegapixels) {
    Image wide{60'000, 1, Bytes(180'000)};
    auto file = encode_png(wide);
    file[22] = 0xFF;  // a height of 65281; the header's checksum no longer fits either
    EXPECT_EQ(decode_png(file).error().failure, Failure::bad_data);
}

TEST(Image, SurvivesDamagedJpegs) {
    const auto whole = encode_jpeg(gradient(48, 32), 90);
    std::minstd_rand random(1);
    for (int round = 0; round < 400; ++round) {
        auto file = whole;
        damage(file, random);
        expect_sane(decode_jpeg, file);
    }
}

TEST(Image, SurvivesDamagedPngs) {
    const auto whole = encode_png(gradient(48, 32));
    std::minstd_rand random(1);
    for (int round = 0; round < 400; ++round) {
        auto file = whole;
        damage(file, random);
        expect_sane(decode_png, file);
    }
}

TEST(Image, OfNoPixelsHasNoFile) {
    EXPECT_TRUE(encode_png({}).empty());
    EXPECT_TRUE(encode_jpeg({4, 4, Bytes(3)}, 90).empty());
}

}  // namespace
}  // namespace drivers
