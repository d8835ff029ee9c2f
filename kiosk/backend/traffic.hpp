#pragma once

#include <atomic>
#include <cstdint>

namespace kiosk::backend {

/// What went over the line to the backend, headers included, TLS not. Shared by all handles; any
/// thread.
struct Traffic {
    std::atomic<std::uint64_t> requests{0};
    std::atomic<std::uint64_t> bytes_sent{0};
    std::atomic<std::uint64_t> bytes_received{0};
};

}  // namespace kiosk::backend
