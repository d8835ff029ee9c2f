#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace kiosk::backend {

/// RFC 3339 as the contract writes it: "2031-05-04T10:00:00+08:00", with or without a fraction;
/// nothing for anything else.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_time(std::string_view text);
[[nodiscard]] std::string time_text(std::chrono::sys_seconds time);

}  // namespace kiosk::backend
