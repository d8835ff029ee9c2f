#include "drivers/tlv.hpp"

#include <gmock/gmock.h>
#include <random>

namespace drivers {
namespace {

using testing::ElementsAre;

TEST(Tlv, FindsAnObjectByItsTag) {
    const Bytes data{0x5C, 0x01, 0x7E, 0x7F, 0x49, 0x02, 0xAA, 0xBB};
    EXPECT_THAT(*find_tlv(data, 0x7F49), ElementsAre(0xAA, 0xBB));
    EXPECT_FALSE(find_tlv(data, 0x53));
}

TEST(Tlv, ReadsBackWhatItWroteAtEveryLengthForm) {
    for (const std::size_t size : {0U, 1U, 127U, 128U, 255U, 256U, 65535U}) {
        const Bytes value(size, 0x5A);
        const Bytes object = make_tlv(0x5FC105, value);
        const auto found = find_tlv(object, 0x5FC105);
        ASSERT_TRUE(found);
        EXPECT_EQ(Bytes(found->begin(), found->end()), value);
    }
}

TEST(Tlv, TakesALengthInMoreBytesThanNeeded) {
    EXPECT_THAT(*find_tlv(Bytes{0x53, 0x82, 0x00, 0x01, 0x07}, 0x53), ElementsAre(0x07));
}

TEST(Tlv, TakesNothingForNothing) { EXPECT_TRUE(parse_tlvs({})->empty()); }

TEST(Tlv, RefusesIndefiniteLengths) { EXPECT_FALSE(parse_tlvs(Bytes{0x30, 0x80, 0x00, 0x00})); }

TEST(Tlv, RefusesLengthsBeyondTheEnd) {
    EXPECT_FALSE(parse_tlvs(Bytes{0x53, 0x03, 0x01, 0x02}));
    EXPECT_FALSE(parse_tlvs(Bytes{0x53, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x00}));
    EXPECT_FALSE(parse_tlvs(Bytes{0x53, 0x83, 0x01, 0x00, 0x00}));
}

TEST(Tlv, RefusesEveryTruncation) {
    const Bytes whole = make_tlv(0x7F49, Bytes(300, 0x11));
    for (std::size_t size = 1; size < whole.size(); ++size)
        EXPECT_FALSE(parse_tlvs(std::span(whole).first(size))) << size;
}

TEST(Tlv, RefusesTagsThatNeverEnd) {
    EXPECT_FALSE(parse_tlvs(Bytes{0x7F, 0x81, 0x81, 0x81, 0x01, 0x00}));
    EXPECT_FALSE(parse_tlvs(Bytes{0x00, 0x00}));
}

TEST(Tlv, SurvivesNoise) {
    std::mt19937 random(7);
    for (int round = 0; round < 20000; ++round) {
        Bytes noise(random() % 40);
        for (auto& byte : noise) byte = static_cast<std::uint8_t>(random());
        std::size_t covered = 0;
        if (const auto level = parse_tlvs(noise))
            for (const Tlv& item : *level) covered += item.value.size() + 2;
        EXPECT_LE(covered, noise.size());
    }
}

}  // namespace
}  // namespace drivers
