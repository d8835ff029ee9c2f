#include "drivers/virtual_printer.hpp"

#include <gtest/gtest.h>
#include <random>

namespace drivers {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Bytes cut{0x1D, 'V', 0};

Bytes operator+(Bytes left, const Bytes& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}
Bytes text(std::string_view words) { return {words.begin(), words.end()}; }

/// `rows` rows of eight black dots.
Bytes bar(std::uint8_t rows) { return Bytes{0x1D, 'v', '0', 0, 1, 0, rows, 0} + Bytes(rows, 0xFF); }

Bytes states(VirtualPrinter& printer) {
    return printer.receive(Bytes{0x10, 4, 1, 0x10, 4, 2, 0x10, 4, 3, 0x10, 4, 4});
}

TEST(VirtualPrinter, AnswersItsStateAtOnce) {
    VirtualPrinter printer;
    EXPECT_THAT(states(printer), ElementsAre(0x12, 0x12, 0x12, 0x12));  // R60
}

TEST(VirtualPrinter, AnswersWithWhatIsWrong) {
    VirtualPrinter printer;
    EXPECT_THAT(printer.set_faults({.paper = PrinterState::Paper::low}), IsEmpty());
    EXPECT_THAT(states(printer), ElementsAre(0x12, 0x12, 0x12, 0x1E));
    EXPECT_THAT(printer.set_faults({.paper = PrinterState::Paper::out}), IsEmpty());
    EXPECT_THAT(states(printer), ElementsAre(0x1A, 0x32, 0x12, 0x7E));
    EXPECT_THAT(printer.set_faults({.cover_open = true}), IsEmpty());
    EXPECT_THAT(states(printer), ElementsAre(0x1A, 0x16, 0x12, 0x12));
    EXPECT_THAT(printer.set_faults({.cutter_error = true}), IsEmpty());
    EXPECT_THAT(states(printer), ElementsAre(0x1A, 0x52, 0x1A, 0x12));  // R60
}

TEST(VirtualPrinter, DrawsWhatIsPrintedOnAPaperOf576Dots) {
    VirtualPrinter printer;
    EXPECT_THAT(printer.receive(bar(5) + cut), IsEmpty());
    const auto receipts = printer.take_receipts();
    ASSERT_EQ(receipts.size(), 1U);
    EXPECT_EQ(receipts[0].paper.width, 576);
    EXPECT_EQ(receipts[0].paper.height, 5);
    EXPECT_EQ(receipts[0].paper.rgb[3 * 7], 0);
    EXPECT_EQ(receipts[0].paper.rgb[3 * 8], 255);
    EXPECT_EQ(receipts[0].bytes, bar(5) + cut);
}

TEST(VirtualPrinter, TakesBytesOneByOne) {
    VirtualPrinter printer;
    Bytes answers;
    for (const auto byte : bar(3) + cut + Bytes{0x1D, 'r', 1, 0x10, 4, 1})
        answers = answers + printer.receive(Bytes{byte});
    EXPECT_THAT(answers, ElementsAre(0x00, 0x12));
    EXPECT_EQ(printer.take_receipts().at(0).paper.height, 3);
}

TEST(VirtualPrinter, StopsWherePaperEndsAndGoesOnWithANewRoll) {
    VirtualPrinter printer;
    EXPECT_THAT(printer.set_faults({.paper_left = 4}), IsEmpty());
    EXPECT_THAT(printer.receive(bar(10) + cut + Bytes{0x1D, 'r', 1}), IsEmpty());
    EXPECT_THAT(printer.set_faults({}), ElementsAre(0x00));
    const auto strips = printer.take_receipts();
    ASSERT_EQ(strips.size(), 2U);
    EXPECT_EQ(strips[0].paper.height, 4);
    EXPECT_FALSE(strips[0].cut);
    EXPECT_EQ(strips[1].paper.height, 6);  // R61
}

TEST(VirtualPrinter, ForgetsTheRestWhenTold) {
    VirtualPrinter printer;
    EXPECT_THAT(printer.set_faults({.paper_left = 4}), IsEmpty());
    EXPECT_THAT(printer.receive(bar(10) + cut), IsEmpty());
    EXPECT_THAT(printer.receive(Bytes{0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8}), IsEmpty());
    EXPECT_THAT(printer.set_faults({}), IsEmpty());
    EXPECT_EQ(printer.take_receipts().size(), 1U);  // R61
}

TEST(VirtualPrinter, DoesNotChokeOnStrangers) {
    VirtualPrinter printer;
    const Bytes qr{0x1D, '(', 'k', 4, 0, 49, 80, 48, '\n', 0x1D, 'k', 73, 2, 'V', 'V'};
    EXPECT_THAT(printer.receive(Bytes{0x1B, '@', 0x1B, 'a', 1, 0x1B, '!', 0x30} + text("Tea 3\n") +
                                qr + Bytes{0x1B, 'd', 2} + cut),
                IsEmpty());
    const auto receipts = printer.take_receipts();
    ASSERT_EQ(receipts.size(), 1U);
    EXPECT_EQ(receipts[0].paper.height, 3 * 30);
}

TEST(VirtualPrinter, SurvivesNoise) {
    VirtualPrinter printer;
    std::minstd_rand random(7);
    for (int batch = 0; batch < 300; ++batch) {
        Bytes noise(200);
        for (auto& byte : noise) byte = static_cast<std::uint8_t>(random() % 3 ? random() : 0x1D);
        (void)printer.receive(noise);
        for (const auto& receipt : printer.take_receipts()) EXPECT_EQ(receipt.paper.width, 576);
    }
}

TEST(VirtualPrinter, SaysNothingWhenSilent) {
    VirtualPrinter printer;
    EXPECT_THAT(printer.set_faults({.silent = true}), IsEmpty());
    EXPECT_THAT(states(printer), IsEmpty());
}

}  // namespace
}  // namespace drivers
