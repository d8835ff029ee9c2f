#pragma once

#include "drivers/printer.hpp"
#include "drivers/virtual_printer_commands.hpp"

#include <array>
#include <deque>
#include <optional>
#include <span>
#include <vector>

namespace drivers {

/// What is wrong with a virtual printer.
struct VirtualPrinterFaults {
    PrinterState::Paper paper = PrinterState::Paper::full;
    bool cover_open = false;
    bool cutter_error = false;
    bool offline = false;
    bool silent = false;                 ///< Takes bytes and answers nothing.
    std::optional<int> paper_left = {};  ///< Dot rows until the roll ends.

    bool operator==(const VirtualPrinterFaults&) const = default;
};

/// A strip of paper that left the printer.
struct VirtualReceipt {
    Image paper;      ///< 576 wide, black on white.
    Bytes bytes;      ///< What the printer worked through for it, questions left out.
    bool cut = true;  ///< False for the torn rest when the roll ended.
};

/// A receipt printer without hardware, for demonstration, training and tests: ESC/POS in, status
/// bytes and paper out. Like a real one it answers DLE EOT at once, works through everything else
/// in order, stops where the paper ends and goes on from there when there is paper again, unless
/// DLE DC4 8 made it forget. Raster pictures are drawn; text of strangers is drawn as bars (the
/// terminal sends pictures only), their bar codes and bit images not at all. Not thread-safe.
class VirtualPrinter {
public:
    /// Takes bytes as they come; returns what the printer answers.
    [[nodiscard]] Bytes receive(std::span<const std::uint8_t> bytes);
    /// Sets what is wrong; returns what the printer answers if it can go on now.
    [[nodiscard]] Bytes set_faults(const VirtualPrinterFaults& faults);
    /// The strips that came out since the last call.
    [[nodiscard]] std::vector<VirtualReceipt> take_receipts();

private:
    static constexpr std::size_t row_bytes = 72;
    using Row = std::array<std::uint8_t, row_bytes>;

    [[nodiscard]] bool can_work() const;
    [[nodiscard]] bool out_of_paper() const;
    void notice_real_time(std::uint8_t byte);
    void answer_status(std::uint8_t kind);
    void forget();
    void work();
    bool move_paper();
    bool skip_data();
    bool draw_raster_row();
    bool obey_next();
    void obey(const EscposCommand& command);
    /// Takes bytes out of the buffer and into the record of the strip.
    void consume(std::size_t count);
    void write_text(std::uint8_t character);
    void end_line();
    void feed(int rows);
    void finish_strip(bool cut);
    void answer(int byte);

    VirtualPrinterFaults faults_;
    Bytes answers_;
    Bytes real_time_;  ///< A real-time command as far as it has come.
    Bytes pending_;    ///< The receive buffer.
    std::size_t done_ = 0;
    std::size_t skip_left_ = 0;
    EscposCommand raster_;  ///< `rows` counts down.
    std::deque<Row> waiting_;
    int line_spacing_ = 30;
    std::vector<std::uint8_t> line_;
    std::vector<Row> strip_;
    Bytes strip_bytes_;
    std::vector<VirtualReceipt> receipts_;
};

}  // namespace drivers
