#pragma once

#include "drivers/printer.hpp"
#include "drivers/printer_line.hpp"

#include <functional>

namespace drivers {

struct PrinterPatience {
    std::chrono::milliseconds answer{500};     ///< For one status byte.
    std::chrono::milliseconds progress{5000};  ///< For the printer to take more bytes.
    std::chrono::milliseconds finish{15000};   ///< From the last byte to the confirmation.
};

/// A receipt printer that speaks ESC/POS. Opens its line anew for every command, so that a printer
/// unplugged, switched off or restarted in between is simply there again. On a plain file every
/// print counts as confirmed.
class EscposPrinter final : public Printer {
public:
    using Opener = std::function<Result<PrinterLine>()>;

    explicit EscposPrinter(Opener open, PrinterPatience patience = {});

    Status status() override;
    Result<PrinterState> read_state() override;
    Result<Printed> print(const Image& page) override;

private:
    Opener open_;
    PrinterPatience patience_;
};

}  // namespace drivers
