#pragma once

#include "drivers/descriptor.hpp"
#include "drivers/virtual_printer.hpp"

#include <filesystem>
#include <stop_token>

namespace drivers {

/// The faults named in `words`, parted by blanks: paper_low, paper_out, cover_open, cutter_error,
/// offline, silent, paper_left=ROWS. Nothing when a word is none of these.
[[nodiscard]] std::optional<VirtualPrinterFaults> printer_faults(const std::string& words);

/// Writes the file `fault` of a virtual printer. False when its folder cannot be written.
[[nodiscard]] bool set_printer_fault(const std::filesystem::path& state, const std::string& words);

/// A virtual printer behind TCP on this machine, one connection at a time, as a network printer's
/// port 9100. Its folder holds
///   printer.json          {"port":N}, once it listens
///   fault                 words as in printer_faults(), read before each batch of bytes
///   receipt-NNN.png/.bin  what came out cut; the picture appears last and whole
///   torn-NNN.png/.bin     what was torn off when the roll ended
class VirtualPrinterServer {
public:
    /// `port` 0 takes a free one. Fails with not_ready when the port or the folder cannot be had.
    [[nodiscard]] static Result<VirtualPrinterServer> listen(int port,
                                                             const std::filesystem::path& state);

    [[nodiscard]] int port() const { return port_; }
    /// Serves until `stop`.
    void run(const std::stop_token& stop);

private:
    VirtualPrinterServer(Descriptor listener, int port, std::filesystem::path state);

    void look_for_faults();
    void accept_client();
    void serve_client();
    void send(const Bytes& answers);
    void save_receipts();

    Descriptor listener_;
    Descriptor client_;
    int port_;
    std::filesystem::path state_;
    std::string fault_words_;
    int saved_ = 0;
    VirtualPrinter printer_;
};

}  // namespace drivers
