#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace sandbox {

/// Milliseconds since 1970-01-01 UTC; what is stored wherever a time is.
using Milliseconds = std::int64_t;

[[nodiscard]] Milliseconds now_ms();

/// RFC 3339 in Chinese time, whole seconds: 2026-03-02T09:30:00+08:00.
[[nodiscard]] std::string rfc3339(Milliseconds time);

/// A day in Chinese time, 2026-03-02.
[[nodiscard]] std::string date_of(Milliseconds time);

/// Whole seconds until `time`, rounded up; 0 when it has passed.
[[nodiscard]] int seconds_until(Milliseconds time, Milliseconds now);

}  // namespace sandbox
