// The words every device speaks: what it is now, and why a command failed.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace drivers {

using Bytes = std::vector<std::uint8_t>;

/// What a device is now. The vocabulary is XFS4IoT `Common.Status.device`, so staff, logs and
/// backend share it.
enum class Status { online, offline, absent, busy, hardware_error, user_error, fraud_attempt };

/// Why a command failed, named for what the caller can do next.
enum class Failure {
    cancelled,       ///< We were asked to stop.
    timed_out,       ///< Nothing came in time: wait again or give up.
    not_ready,       ///< The device is not there yet: try again when it is.
    user_error,      ///< The person can mend it: put the card back, close the cover.
    bad_data,        ///< What came makes no sense: another card, another document.
    hardware_error,  ///< A technician has to look.
};

struct Fault {
    Failure failure;
    std::string detail;  ///< For the log. Never shown, never personal data.
};

[[nodiscard]] inline tl::unexpected<Fault> fault(Failure failure, std::string detail) {
    return tl::unexpected(Fault{failure, std::move(detail)});
}

template <class T>
using Result = tl::expected<T, Fault>;

constexpr std::string_view virtual_prefix = "virtual:";  ///< A folder follows.

/// One thread owns a device; its commands block that thread. Concurrency belongs to the caller.
class Device {
public:
    virtual ~Device() = default;
    virtual Status status() = 0;
};

}  // namespace drivers
