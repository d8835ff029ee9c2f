#include "drivers/printer.hpp"

#include "drivers/escpos_printer.hpp"
#include "drivers/printer_line.hpp"

namespace drivers {

std::unique_ptr<Printer> open_printer(const std::string& uri) {
    if (!is_printer_uri(uri)) return nullptr;
    return std::make_unique<EscposPrinter>([uri] { return PrinterLine::open(uri); });
}

}  // namespace drivers
