#pragma once

#include "drivers/descriptor.hpp"
#include "drivers/device.hpp"

#include <chrono>
#include <span>

namespace drivers {

/// "file:PATH" or "tcp:HOST:PORT".
[[nodiscard]] bool is_printer_uri(const std::string& uri);

/// The bytes between us and a printer: a TCP socket, a device file (usblp, serial), or a plain
/// file, which takes everything and answers nothing.
class PrinterLine {
public:
    /// Fails with not_ready when there is no printer or it is taken. A plain file is made where it
    /// is missing, but never in /dev: there a missing file is a missing printer.
    [[nodiscard]] static Result<PrinterLine> open(const std::string& uri);
    /// Takes an open descriptor of one of the three kinds.
    explicit PrinterLine(Descriptor descriptor);

    [[nodiscard]] bool answers() const { return kind_ != Kind::plain_file; }
    /// How many of `bytes` left; fewer when the line broke or took nothing for `patience`.
    [[nodiscard]] std::size_t write(std::span<const std::uint8_t> bytes,
                                    std::chrono::milliseconds patience);
    /// Fails with timed_out after `patience`, or hardware_error when the line broke.
    [[nodiscard]] Result<std::uint8_t> read(std::chrono::milliseconds patience);
    /// Waits until a plain file is on the disk.
    void settle();

private:
    enum class Kind { socket, device, plain_file };

    Descriptor descriptor_;
    Kind kind_ = Kind::plain_file;
};

}  // namespace drivers
