#include "kiosk/face/matroska.hpp"

#include <gtest/gtest.h>

namespace {

using namespace kiosk::face;

/// An element as read back (RFC 8794: the ID's and the size's length is in their first bits).
struct Element {
    std::uint32_t id = 0;
    std::span<const std::uint8_t> data;
};

std::vector<Element> elements(std::span<const std::uint8_t> bytes) {
    std::vector<Element> out;
    while (!bytes.empty()) {
        std::size_t length = 1;
        while (length < 4 && (bytes[0] & (0x80 >> (length - 1))) == 0) ++length;
        Element element;
        for (std::size_t i = 0; i < length; ++i) element.id = element.id << 8 | bytes[i];
        EXPECT_EQ(bytes[length], 1);  // eight bytes
        std::uint64_t size = 0;
        for (std::size_t i = 1; i < 8; ++i) size = size << 8 | bytes[length + i];
        element.data = bytes.subspan(length + 8, size);
        bytes = bytes.subspan(length + 8 + size);
        out.push_back(element);
    }
    return out;
}

std::vector<Element> all(const std::vector<Element>& in, std::uint32_t id) {
    std::vector<Element> out;
    for (const auto& e : in)
        if (e.id == id) out.push_back(e);
    return out;
}

Film film() {
    Film film;
    film.picture = {640, 480};
    for (int i = 0; i < 60; ++i)
        film.frames.push_back({Seconds(5 + i * 0.033), {0xFF, 0xD8, static_cast<std::uint8_t>(i)}});
    film.sound.at = Seconds(5.1);
    film.sound.samples.assign(16000, 1000);
    film.attachments.push_back({"transcript.json", "application/json", {'{', '}'}});
    return film;
}

/// Blocks of a track with their times in milliseconds.
struct Block {
    std::int64_t at;
    std::span<const std::uint8_t> data;
};

std::vector<Block> blocks(std::span<const std::uint8_t> file, int track) {
    std::vector<Block> out;
    const auto top = elements(file);
    for (const auto& cluster : all(elements(top.at(1).data), 0x1F43B675)) {
        const auto parts = elements(cluster.data);
        std::int64_t begin = 0;
        for (const auto byte : parts.at(0).data) begin = begin << 8 | byte;
        for (const auto& block : all(parts, 0xA3))
            if (block.data[0] == (0x80 | track))
                out.push_back(
                    {begin + (block.data[1] << 8 | block.data[2]), block.data.subspan(4)});
    }
    return out;
}

TEST(Matroska, IsAHeaderAndASegment) {  // R45
    const auto file = matroska(film());
    const auto top = elements(file);
    ASSERT_EQ(top.size(), 2U);
    EXPECT_EQ(top[0].id, 0x1A45DFA3U);
    EXPECT_EQ(top[1].id, 0x18538067U);
}

TEST(Matroska, KeepsTheCamerasBytesAndTimes) {  // R45
    const auto file = matroska(film());
    const auto pictures = blocks(file, 1);
    ASSERT_EQ(pictures.size(), 60U);
    EXPECT_EQ(pictures[0].at, 0);
    EXPECT_EQ(pictures[59].at, 1947);
    EXPECT_EQ(pictures[59].data[2], 59);
}

TEST(Matroska, LaysSoundAtItsTime) {  // R44, R45
    const auto file = matroska(film());
    const auto sounds = blocks(file, 2);
    ASSERT_EQ(sounds.size(), 25U);
    EXPECT_EQ(sounds[0].at, 100);
    EXPECT_EQ(sounds[24].at, 1060);
    EXPECT_EQ(sounds[0].data.size(), 1280U);
    EXPECT_EQ(sounds[0].data[0] | sounds[0].data[1] << 8, 1000);
}

TEST(Matroska, CarriesAttachments) {  // R45
    const auto file = matroska(film());
    const auto top = elements(file);
    const auto lists = all(elements(top[1].data), 0x1941A469);
    ASSERT_EQ(lists.size(), 1U);
    const auto files = elements(lists[0].data);
    ASSERT_EQ(files.size(), 1U);
    const auto name = all(elements(files[0].data), 0x466E).at(0).data;
    EXPECT_EQ(std::string(name.begin(), name.end()), "transcript.json");
}

TEST(Matroska, NeedsNoSound) {  // R45
    auto silent = film();
    silent.sound.samples.clear();
    EXPECT_TRUE(blocks(matroska(silent), 2).empty());
    EXPECT_EQ(blocks(matroska(silent), 1).size(), 60U);
}

}  // namespace
