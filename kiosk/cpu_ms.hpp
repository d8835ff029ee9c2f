#pragma once

#include <ctime>

namespace kiosk {

/// Processor time of this process so far, of all its threads.
[[nodiscard]] inline double cpu_ms() {
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

}  // namespace kiosk
