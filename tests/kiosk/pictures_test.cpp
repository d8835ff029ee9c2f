#include "kiosk/pictures.hpp"

#include <gtest/gtest.h>

namespace kiosk {
namespace {

Picture dot(std::uint8_t red) { return {1, 1, {red, 0, 0}, {}}; }
std::shared_ptr<const Picture> shared(std::uint8_t red) {
    return std::make_shared<const Picture>(dot(red));
}

TEST(PicturesOfAVisit, AreFoundByTheirIds) {
    Pictures pictures;
    const auto first = pictures.put(dot(1));
    const auto second = pictures.put(dot(2));
    EXPECT_EQ(pictures.find(first)->rgb[0], 1);
    EXPECT_EQ(pictures.find(second)->rgb[0], 2);
}

TEST(PicturesOfAVisit, AreForgottenOneByOne) {
    Pictures pictures;
    const auto first = pictures.put(dot(1));
    const auto second = pictures.put(dot(2));
    pictures.forget(first);
    EXPECT_FALSE(pictures.find(first));
    EXPECT_TRUE(pictures.find(second));
}

TEST(PicturesOfAVisit, AreAllForgottenAtItsEnd) {
    Pictures pictures;
    const auto id = pictures.put(dot(1));
    pictures.show_preview(shared(2));
    pictures.forget_all();
    std::uint64_t revision = 0;
    EXPECT_FALSE(pictures.find(id) || pictures.preview(revision));  // R90
}

TEST(PicturesOfAVisit, NeverShareAnIdWithTheNext) {
    Pictures pictures;
    const auto old = pictures.put(dot(1));
    pictures.forget_all();
    EXPECT_NE(pictures.put(dot(2)), old);  // R90
}

TEST(PicturesOfAVisit, StayWithWhoIsStillLooking) {
    Pictures pictures;
    const auto id = pictures.put(dot(9));
    const auto held = pictures.find(id);
    pictures.forget_all();
    EXPECT_EQ(held->rgb[0], 9);
}

TEST(Preview, CountsItsPictures) {
    Pictures pictures;
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    (void)pictures.preview(before);
    pictures.show_preview(shared(1));
    pictures.show_preview(shared(2));
    EXPECT_EQ(pictures.preview(after)->rgb[0], 2);
    EXPECT_EQ(after, before + 2);
}

}  // namespace
}  // namespace kiosk
