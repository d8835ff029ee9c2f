#include "drivers/virtual_ukey.hpp"

#include "tests/drivers/ukey_reader.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <random>

namespace drivers {
namespace {

using testing::ElementsAre;
using testing::Optional;

const Bytes select_piv{0x00, 0xA4, 0x04, 0x00, 0x05, 0xA0, 0x00, 0x00, 0x03, 0x08};
const Bytes right_pin{0x00, 0x20, 0x00, 0x80, 0x08, '1', '2', '3', '4', '5', '6', 0xFF, 0xFF};
const Bytes wrong_pin{0x00, 0x20, 0x00, 0x80, 0x08, '1', '1', '1', '1', '1', '1', 0xFF, 0xFF};
const Bytes tries_left{0x00, 0x20, 0x00, 0x80};

class VirtualUkeyTest : public testing::Test {
protected:
    VirtualUkeyTest() { tell(select_piv); }
    Bytes tell(const Bytes& command) { return key().answer(command).value_or(Bytes{}); }
    VirtualUkey& key() { return reader_.key(); }
    void fail(const char* how) { key().set_faults(*parse_virtual_ukey_faults(how)); }
    UkeyReader reader_;
};

TEST_F(VirtualUkeyTest, RefusesEverythingBeforeItsApplicationIsSelected) {
    key().power_up();
    EXPECT_THAT(tell(right_pin), ElementsAre(0x6D, 0x00));
}

TEST_F(VirtualUkeyTest, CountsWrongPinsDownAndBlocks) {
    EXPECT_THAT(tell(wrong_pin), ElementsAre(0x63, 0xC2));
    EXPECT_THAT(tell(wrong_pin), ElementsAre(0x63, 0xC1));
    EXPECT_THAT(tell(wrong_pin), ElementsAre(0x69, 0x83));
    EXPECT_THAT(tell(right_pin), ElementsAre(0x69, 0x83));
}

TEST_F(VirtualUkeyTest, SpendsTheTryEvenWhenPowerGoesBeforeTheAnswer) {
    fail("die_after_ins 20");
    EXPECT_EQ(key().answer(wrong_pin), std::nullopt);
    reader_.plug_in_again();
    tell(select_piv);
    EXPECT_THAT(tell(tries_left), ElementsAre(0x63, 0xC2));
}

TEST_F(VirtualUkeyTest, ForgetsTheSessionAtPowerUp) {
    EXPECT_THAT(tell(right_pin), ElementsAre(0x90, 0x00));
    EXPECT_THAT(tell(tries_left), ElementsAre(0x90, 0x00));
    key().power_up();
    tell(select_piv);
    EXPECT_THAT(tell(tries_left), ElementsAre(0x63, 0xC3));
}

TEST_F(VirtualUkeyTest, WritesNothingWithoutTheManagementKey) {
    const Bytes put{0x00, 0xDB, 0x3F, 0xFF, 0x08, 0x5C, 0x03, 0x5F, 0xC1, 0x05, 0x53, 0x01, 0x00};
    EXPECT_THAT(tell(put), ElementsAre(0x69, 0x82));
    EXPECT_THAT(tell({0x00, 0x47, 0x00, 0x9A, 0x05, 0xAC, 0x03, 0x80, 0x01, 0x11}),
                ElementsAre(0x69, 0x82));
}

TEST_F(VirtualUkeyTest, KeepsItsSerialAcrossPowerCuts) {
    const std::string serial = key().serial();
    reader_.plug_in_again();
    EXPECT_EQ(key().serial(), serial);
    EXPECT_EQ(serial.size(), 8U);
}

TEST_F(VirtualUkeyTest, DiesBeforeTheCommandItIsTold) {
    fail("die_before 2");
    EXPECT_EQ(key().answer(right_pin), std::nullopt);
    EXPECT_EQ(key().answer(select_piv), std::nullopt);
    key().power_up();
    EXPECT_NE(key().answer(select_piv), std::nullopt);
}

TEST_F(VirtualUkeyTest, AnswersTheStatusItIsTold) {
    fail("status 20 6F00\n");
    EXPECT_THAT(tell(right_pin), ElementsAre(0x6F, 0x00));
}

TEST_F(VirtualUkeyTest, WearsItsPinOutOnceWhenTold) {
    fail("wear_out_pin");
    EXPECT_THAT(tell(tries_left), ElementsAre(0x69, 0x83));
    EXPECT_THAT(tell({0x00, 0x2C, 0x00, 0x80, 0x10, '1', '2', '3', '4',  '5', '6',
                      '7',  '8',  '1',  '2',  '3',  '4', '5', '6', 0xFF, 0xFF}),
                ElementsAre(0x90, 0x00));
    EXPECT_THAT(tell(right_pin), ElementsAre(0x90, 0x00));
}

TEST_F(VirtualUkeyTest, IsAnotherKeyFromTheCommandItIsTold) {
    const Bytes serial{0x00, 0xF8, 0x00, 0x00, 0x00};
    const Bytes before = tell(serial);
    fail("swap_identity 3");
    EXPECT_NE(tell(serial), before);
    EXPECT_THAT(tell(tries_left), ElementsAre(0x63, 0xC3));
    key().power_up();
    tell(select_piv);
    EXPECT_EQ(tell(serial), before);
}

TEST(VirtualUkey, NamesAFaultItDoesNotKnow) {
    EXPECT_EQ(parse_virtual_ukey_faults("delay_ms 5\nexplode 3").error().detail, "explode 3");
}

TEST(VirtualUkey, UnderstandsEveryFaultItExplains) {
    std::istringstream lines{std::string(virtual_ukey_fault_words)};
    int faults = 0;
    for (std::string line; std::getline(lines, line); ++faults) {
        line = line.substr(0, line.find("  "));
        for (const auto& [word, value] :
             {std::pair{" SSSS", " 6A80"}, {" HH", " 47"}, {" N", " 1"}})
            if (const auto at = line.find(word); at != std::string::npos)
                line.replace(at, std::string_view(word).size(), value);
        EXPECT_TRUE(parse_virtual_ukey_faults(line)) << line;
    }
    EXPECT_EQ(faults, 10);
}

TEST(VirtualUkey, HoldsBackTheAnswersItIsTold) {
    const auto faults = *parse_virtual_ukey_faults("delay_ms 5\ndelay_ins 47 8000");
    EXPECT_EQ(faults.delay_of(Bytes{0x00, 0x47, 0x00, 0x9A}), std::chrono::seconds(8));
    EXPECT_EQ(faults.delay_of(Bytes{0x00, 0xF8, 0x00, 0x00}), std::chrono::milliseconds(5));
}

TEST(VirtualUkey, RefusesAStateFileThatIsNotOne) {
    const UkeyReader reader;
    std::ofstream(reader.file()) << "something else\n";
    EXPECT_EQ(VirtualUkey::open(reader.file()).error().failure, Failure::bad_data);
}

TEST_F(VirtualUkeyTest, SurvivesHostileCommands) {
    std::mt19937 random(11);
    constexpr std::uint8_t instructions[] = {0x20, 0x24, 0x2C, 0xCB, 0xDB,
                                             0x47, 0x87, 0xC0, 0xF7, 0xFF};
    for (int round = 0; round < 3000; ++round) {
        Bytes command(random() % 60);
        for (auto& byte : command) byte = static_cast<std::uint8_t>(random());
        if (command.size() > 3) command[0] = random() % 4 ? 0x00 : 0x10;
        if (command.size() > 3) command[1] = instructions[random() % std::size(instructions)];
        if (command.size() > 5)
            command[4] = static_cast<std::uint8_t>(command.size() - 5 - random() % 2);
        EXPECT_GE(tell(command).size(), 2U);
    }
}

}  // namespace
}  // namespace drivers
