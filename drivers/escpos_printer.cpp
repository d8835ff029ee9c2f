#include "drivers/escpos_printer.hpp"

#include "drivers/escpos_codes.hpp"
#include "drivers/escpos_printer_page.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace drivers {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int dots_per_line = 576;
constexpr int most_stale_bytes = 4096;
constexpr std::array<std::uint8_t, 3> report_paper{escpos::gs, 'r', 1};

bool bit(std::uint8_t byte, int number) { return (byte >> number & 1) != 0; }
bool is_real_time_status(std::uint8_t byte) { return (byte & 0x93) == 0x12; }
bool is_paper_report(std::uint8_t byte) { return (byte & 0x90) == 0; }

/// `bytes`: the answers to DLE EOT 1 (printer), 2 (offline cause), 3 (error cause), 4 (paper).
PrinterState state_from(const std::array<std::uint8_t, 4>& bytes) {
    const auto [printer, offline, error, paper] = bytes;
    PrinterState state;
    state.cover_open = bit(offline, 2);
    state.cutter_error = bit(error, 3);
    if (bit(paper, 2) || bit(paper, 3)) state.paper = PrinterState::Paper::low;
    if (bit(paper, 5) || bit(paper, 6) || bit(offline, 5)) state.paper = PrinterState::Paper::out;
    const bool broken = state.cutter_error || bit(error, 2) || bit(error, 5);
    const bool waiting = state.cover_open || state.paper == PrinterState::Paper::out;
    state.device = broken            ? Status::hardware_error
                   : waiting         ? Status::user_error
                   : bit(printer, 3) ? Status::offline
                                     : Status::online;
    return state;
}

std::optional<Fault> hindrance(const PrinterState& state) {
    if (state.device == Status::online) return {};
    if (state.device == Status::offline) return Fault{Failure::not_ready, "the printer is offline"};
    if (state.device == Status::hardware_error)
        return Fault{Failure::hardware_error,
                     state.cutter_error ? "the cutter is jammed" : "the printer reports an error"};
    return Fault{Failure::user_error,
                 state.cover_open ? "the printer's cover is open" : "the printer has no paper"};
}

/// Questions and answers with one printer over one line.
class Conversation {
public:
    Conversation(PrinterLine& line, const PrinterPatience& patience)
        : line_(line), patience_(patience) {}

    Result<PrinterState> ask_state() {
        drain();
        std::array<std::uint8_t, 4> answers{};
        for (std::uint8_t kind = 1; kind <= 4; ++kind) {
            const std::array<std::uint8_t, 3> question{0x10, 0x04, kind};
            if (line_.write(question, patience_.answer) < question.size())
                return fault(Failure::hardware_error, "the printer takes no bytes");
            const auto answer = read_status();
            if (!answer) return tl::unexpected(answer.error());
            answers[kind - 1U] = *answer;
        }
        return state_from(answers);
    }

    /// Waits until the printer has worked through everything up to the cut.
    Printed await_confirmation() {
        const auto deadline = Clock::now() + patience_.finish;
        drain();
        paper_reported_ = false;  // what came until now answers some earlier question
        if (line_.write(report_paper, patience_.progress) < report_paper.size()) return give_up();
        while (!paper_reported_ && Clock::now() < deadline) {
            const auto byte = line_.read(patience_.answer);
            if (byte) note(*byte);
            if (byte) continue;
            if (byte.error().failure != Failure::timed_out) return Printed::uncertain;
            const auto state = ask_state();
            if (state && hindrance(*state) && !paper_reported_) return give_up();
        }
        return paper_reported_ ? judge_after() : give_up();
    }

    Printed give_up() {
        (void)line_.write(escpos::clear_buffers, patience_.answer);  // nobody is left to tell
        return Printed::uncertain;
    }

private:
    Printed judge_after() {
        const auto after = ask_state();
        const bool stuck = after && after->device == Status::hardware_error;
        return stuck ? Printed::uncertain : Printed::confirmed;
    }

    void drain() {
        for (int bytes = 0; bytes < most_stale_bytes; ++bytes) {
            const auto stale = line_.read(0ms);
            if (!stale) return;
            note(*stale);
        }
    }

    /// The confirmation may come between the answers to other questions.
    void note(std::uint8_t byte) { paper_reported_ = paper_reported_ || is_paper_report(byte); }

    Result<std::uint8_t> read_status() {
        const auto deadline = Clock::now() + patience_.answer;
        for (;;) {
            const auto left = deadline - Clock::now();
            const auto byte =
                line_.read(std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(left)));
            if (!byte) return fault(Failure::hardware_error, byte.error().detail);
            if (is_real_time_status(*byte)) return *byte;
            note(*byte);
            if (left < 0s) return fault(Failure::hardware_error, "the printer talks nonsense");
        }
    }

    PrinterLine& line_;
    const PrinterPatience& patience_;
    bool paper_reported_ = false;
};

bool printable(const Image& page) {
    return page.width > 0 && page.width <= dots_per_line && page.height > 0 &&
           page.rgb.size() ==
               3 * static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height);
}

}  // namespace

EscposPrinter::EscposPrinter(Opener open, PrinterPatience patience)
    : open_(std::move(open)), patience_(patience) {}

Status EscposPrinter::status() {
    const auto state = read_state();
    if (state) return state->device;
    return state.error().failure == Failure::not_ready ? Status::absent : Status::hardware_error;
}

Result<PrinterState> EscposPrinter::read_state() {
    auto line = open_();
    if (!line) return tl::unexpected(line.error());
    PrinterState unasked;
    unasked.device = Status::online;
    return line->answers() ? Conversation(*line, patience_).ask_state() : unasked;
}

Result<Printed> EscposPrinter::print(const Image& page) {
    if (!printable(page)) return fault(Failure::bad_data, "not a page of at most 576 dots a line");
    auto line = open_();
    if (!line) return tl::unexpected(line.error());
    Conversation printer(*line, patience_);
    if (line->answers()) {
        const auto before = printer.ask_state();
        if (!before) return tl::unexpected(before.error());
        if (auto reason = hindrance(*before)) return tl::unexpected(*reason);
    }
    const auto job = escpos_job(page);
    const auto sent = line->write(job.bytes, patience_.progress);
    if (sent <= job.first_dot) return fault(Failure::hardware_error, "the printer takes no bytes");
    if (sent < job.bytes.size()) return line->answers() ? printer.give_up() : Printed::uncertain;
    if (line->answers()) return printer.await_confirmation();
    line->settle();
    return Printed::confirmed;
}

}  // namespace drivers
