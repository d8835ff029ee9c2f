#pragma once

#include "deploy/sandbox/clock.hpp"

#include <string>

namespace sandbox {

/// Whether a day (2026-03-02) is worked in China: weekdays but statutory holidays, and the weekend
/// days worked for them. Exceptions are known for 2026 and, as far as fixed by law, 2027.
[[nodiscard]] bool is_working_day(const std::string& date);

/// The end (17:00 Chinese time) of the `days`-th working day after `time`.
[[nodiscard]] Milliseconds working_days_later(Milliseconds time, int days);

}  // namespace sandbox
