#include "drivers/escpos_printer.hpp"

#include "drivers/escpos_printer_page.hpp"
#include "drivers/virtual_printer_server.hpp"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <thread>

namespace drivers {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr PrinterPatience hurry{.answer = 200ms, .progress = 200ms, .finish = 2000ms};

Image page(int height, std::uint8_t grey = 0) {
    return {576, height, Bytes(std::size_t{3} * 576 * static_cast<std::size_t>(height), grey)};
}

/// The real driver against the virtual printer, through real TCP.
class EscposPrinterOnTcp : public testing::Test {
protected:
    ~EscposPrinterOnTcp() override {
        serving_ = {};
        fs::remove_all(state_);
    }

    void fail(const std::string& words) const { ASSERT_TRUE(set_printer_fault(state_, words)); }
    Failure failure_of_print() { return printer_.print(page(10)).error().failure; }
    Result<Image> paper(const std::string& name) const {
        std::ifstream file(state_ / name, std::ios::binary);
        return decode_png(Bytes{std::istreambuf_iterator<char>(file), {}});
    }
    /// The mended printer's next answer comes after it has looked at its faults.
    void mend() {
        fail("");
        ASSERT_EQ(printer_.status(), Status::online);
    }

    fs::path state_ = fs::temp_directory_path() / ("printer-" + std::to_string(::getpid()));
    Result<VirtualPrinterServer> server_ = VirtualPrinterServer::listen(0, state_);
    std::jthread serving_{[this](const std::stop_token& stop) { server_->run(stop); }};
    std::string uri_ = "tcp:127.0.0.1:" + std::to_string(server_->port());
    EscposPrinter printer_{[this] { return PrinterLine::open(uri_); }, hurry};
};

TEST_F(EscposPrinterOnTcp, PrintsExactlyThePageOnceAndKnowsIt) {
    EXPECT_EQ(printer_.print(page(300)), Printed::confirmed);
    const auto printed = paper("receipt-001.png").value();
    EXPECT_EQ(printed.height, 300 + 24);
    EXPECT_EQ(printed.rgb[0], 0);
    EXPECT_FALSE(paper("receipt-002.png"));  // R61
}

TEST_F(EscposPrinterOnTcp, ReadsWhatIsWrong) {
    fail("cover_open paper_low");
    const auto state = printer_.read_state().value();
    EXPECT_EQ(state.device, Status::user_error);
    EXPECT_EQ(state.paper, PrinterState::Paper::low);
    EXPECT_TRUE(state.cover_open);
    fail("cutter_error");
    EXPECT_TRUE(printer_.read_state().value().cutter_error);  // R60
}

TEST_F(EscposPrinterOnTcp, PrintsOnTheLastOfTheRoll) {
    fail("paper_low");
    EXPECT_EQ(printer_.print(page(10)), Printed::confirmed);  // R60
}

TEST_F(EscposPrinterOnTcp, RefusesBeforeTheFirstByteAndSaysWhoCanHelp) {
    fail("paper_out");
    EXPECT_EQ(failure_of_print(), Failure::user_error);
    fail("cover_open");
    EXPECT_EQ(failure_of_print(), Failure::user_error);
    fail("cutter_error");
    EXPECT_EQ(failure_of_print(), Failure::hardware_error);
    fail("offline");
    EXPECT_EQ(failure_of_print(), Failure::not_ready);
    fail("silent");
    EXPECT_EQ(failure_of_print(), Failure::hardware_error);
    mend();
    EXPECT_FALSE(paper("receipt-001.png"));  // R60
}

TEST_F(EscposPrinterOnTcp, IsUncertainWhenThePaperEndsInTheMiddleAndLeavesNoRestBehind) {
    fail("paper_left=40");
    EXPECT_EQ(printer_.print(page(100)), Printed::uncertain);
    EXPECT_EQ(printer_.read_state().value().paper, PrinterState::Paper::out);
    mend();
    EXPECT_EQ(printer_.print(page(100)), Printed::confirmed);
    EXPECT_EQ(paper("torn-001.png").value().height, 40);
    EXPECT_EQ(paper("receipt-002.png").value().height, 124);  // R61
}

TEST_F(EscposPrinterOnTcp, KeepsRealTimeCommandsOutOfThePicture) {
    auto picture = page(1, 255);
    for (const int x : {3, 13, 27, 35, 37})  // 10 04 and 10 14 in the dots
        std::fill_n(picture.rgb.begin() + 3 * x, 3, std::uint8_t{0});
    const auto bytes = escpos_job(picture).bytes;
    for (const Bytes& command : {Bytes{0x10, 0x04}, Bytes{0x10, 0x14}})
        EXPECT_EQ(std::search(bytes.begin(), bytes.end(), command.begin(), command.end()),
                  bytes.end());
    EXPECT_EQ(printer_.print(picture), Printed::confirmed);
}

TEST_F(EscposPrinterOnTcp, RefusesAPageThatIsTooWide) {
    EXPECT_EQ(printer_.print({577, 1, Bytes(577 * 3)}).error().failure, Failure::bad_data);
}

TEST(EscposPrinter, IsAbsentWhenNothingListens) {
    const auto printer = open_printer("tcp:127.0.0.1:1");
    EXPECT_EQ(printer->print(page(1)).error().failure, Failure::not_ready);
    EXPECT_EQ(printer->status(), Status::absent);
    EXPECT_EQ(open_printer("file:/dev/usb/lp99")->status(), Status::absent);
}

TEST(EscposPrinter, GivesUpOnADeviceThatNeverAnswers) {
    EscposPrinter printer([] { return PrinterLine::open("file:/dev/null"); }, hurry);
    EXPECT_EQ(printer.read_state().error().failure, Failure::hardware_error);
}

TEST(EscposPrinter, AppendsToAPlainFileAndCallsItConfirmed) {
    const auto path = fs::temp_directory_path() / ("receipt-" + std::to_string(::getpid()));
    const auto printer = open_printer("file:" + path.string());
    EXPECT_EQ(printer->print(page(2)), Printed::confirmed);
    EXPECT_EQ(printer->print(page(2)), Printed::confirmed);
    EXPECT_EQ(fs::file_size(path), 2 * escpos_job(page(2)).bytes.size());
    fs::remove(path);
}

/// A virtual printer at the end of a line, until the line closes or it has taken `life` bytes.
void serve(const Descriptor& line, std::size_t life) {
    std::signal(SIGPIPE, SIG_IGN);  // the other end may be gone first
    VirtualPrinter printer;
    Bytes buffer(512);
    for (std::size_t taken = 0; taken < life;) {
        const auto count = ::read(line.get(), buffer.data(), buffer.size());
        if (count <= 0) return;
        const auto got = static_cast<std::size_t>(count);
        const auto answers = printer.receive(std::span(buffer).first(got));
        if (::write(line.get(), answers.data(), answers.size()) < 0) return;
        taken += got;
    }
}

Result<Printed> print_on_printer_that_dies_after(std::size_t bytes) {
    std::array<int, 2> ends{};
    ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data());
    const std::jthread dying([end = ends[1], bytes] { serve(Descriptor(end), bytes); });
    EscposPrinter printer([&] { return Result<PrinterLine>(PrinterLine(Descriptor(ends[0]))); },
                          hurry);
    return printer.print(page(4000));
}

TEST(EscposPrinter, PrintsOnASerialLine) {
    Descriptor master(::posix_openpt(O_RDWR | O_NOCTTY));
    ASSERT_EQ(::grantpt(master.get()) + ::unlockpt(master.get()), 0);
    const std::string uri = std::string("file:") + ::ptsname(master.get());
    const Descriptor kept_open(::open(uri.c_str() + 5, O_RDWR | O_NOCTTY));
    const auto printer = open_printer(uri);
    const auto bytes = escpos_job(page(100)).bytes.size();
    const std::jthread device([&] { serve(master, bytes + 12 + 3 + 12); });
    EXPECT_EQ(printer->print(page(100)), Printed::confirmed);  // R60
}

TEST(EscposPrinter, IsUncertainWhenTheLineBreaksInTheMiddle) {
    EXPECT_EQ(print_on_printer_that_dies_after(100'000), Printed::uncertain);  // R61
}

TEST(EscposPrinter, OfAnUnknownKindIsNone) { EXPECT_EQ(open_printer("lpt1"), nullptr); }

}  // namespace
}  // namespace drivers
