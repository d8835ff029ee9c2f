#pragma once

#include "drivers/image.hpp"

#include <memory>
#include <string>

namespace drivers {

/// What the printer says of itself (DLE EOT 1–4, ESC/POS).
struct PrinterState {
    Status device = Status::offline;
    enum class Paper { full, low, out } paper = Paper::full;
    bool cover_open = false;
    bool cutter_error = false;
};

/// How a print ended. `uncertain`: the bytes left but the printer did not confirm; ask a person
/// before printing again, and mark the second copy 重印.
enum class Printed { confirmed, uncertain };

/// A receipt printer, 576 dots a line. Owned by one thread; never queues, never repeats by itself.
class Printer : public Device {
public:
    /// Fails with hardware_error or not_ready when the printer does not answer.
    [[nodiscard]] virtual Result<PrinterState> read_state() = 0;
    /// Prints `page` (576 pixels wide, dark pixels print) and cuts. Checks the state before and
    /// after. Fails with user_error (paper out, cover open) or hardware_error before byte one is
    /// sent or when it is certain that nothing was printed.
    [[nodiscard]] virtual Result<Printed> print(const Image& page) = 0;
};

/// `uri`: "file:/dev/usb/lp0" or "tcp:HOST:9100"; null for anything else.
[[nodiscard]] std::unique_ptr<Printer> open_printer(const std::string& uri);

}  // namespace drivers
