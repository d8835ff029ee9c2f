#include "kiosk/photo.hpp"

#include "drivers/image.hpp"

#include <gtest/gtest.h>
#include <random>

namespace kiosk {
namespace {

/// As hard to compress as a photo can be.
Picture noise(int width, int height) {
    Picture picture{width, height, {}, {}};
    picture.rgb.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    std::minstd_rand random(7);
    for (auto& value : picture.rgb) value = static_cast<std::uint8_t>(random() >> 8U);
    return picture;
}

drivers::Image sent(const Picture& picture) {
    const auto jpeg = jpeg_for_upload(picture);
    EXPECT_LE(jpeg.size(), 1'000'000U);
    return drivers::decode_jpeg(jpeg).value();
}

TEST(PhotoForUpload, StaysUnderTheLimitAndWideEnough) {
    const auto image = sent(noise(2592, 1944));
    EXPECT_GE(image.width, 1200);
    EXPECT_NEAR(static_cast<double>(image.width) / image.height, 4.0 / 3, 0.01);  // R20
}

TEST(PhotoForUpload, KeepsTheCamerasOwnBytes) {
    Picture picture{2, 1, {0, 0, 0, 0, 0, 0}, {1, 2, 3}};
    EXPECT_EQ(jpeg_for_upload(picture), picture.jpeg);
}

TEST(PhotoForUpload, ReplacesBytesThatAreTooMany) {
    auto picture = noise(1400, 20);
    picture.jpeg.resize(1'000'001);
    EXPECT_EQ(sent(picture).width, 1400);  // R20
}

TEST(PhotoForUpload, NeverWidensASmallPhoto) { EXPECT_EQ(sent(noise(640, 480)).width, 640); }

TEST(TurnedPhoto, GoesAQuarterClockwise) {
    const auto turned = rotated({2, 1, {1, 1, 1, 2, 2, 2}, {9}});
    EXPECT_EQ(turned.width, 1);
    EXPECT_EQ(turned.height, 2);
    EXPECT_EQ(turned.rgb, (std::vector<std::uint8_t>{1, 1, 1, 2, 2, 2}));
    EXPECT_TRUE(turned.jpeg.empty());  // R10
}

TEST(ReadingOfADocument, KeepsItsPageAndItsCrops) {
    ocr::Reading reading;
    reading.kind = ocr::DocumentKind::licence;
    reading.reject = ocr::Reject::none;
    reading.page = cv::Mat(100, 200, CV_8UC3, cv::Scalar(200, 200, 200));
    reading.fields = {{"name", "样本公司", 0.5, true, {20, 20, 60, 10}}, {"term", {}, 0, true, {}}};
    Pictures pictures;
    const auto result = result_of(reading, pictures);
    EXPECT_EQ(result.document, "licence");
    EXPECT_EQ(pictures.find(*result.page)->width, 200);
    EXPECT_EQ(pictures.find(*result.values[0].crop)->width, 72);
    EXPECT_TRUE(result.values[0].doubtful);
    EXPECT_TRUE(result.reject.empty());  // R9
}

}  // namespace
}  // namespace kiosk
