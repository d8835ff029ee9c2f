// Dates as documents print them and customers type them, brought into one form.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::flow {

/// No end: 长期, 无固定期限, 永久.
bool is_unlimited(std::string_view text);

/// "2015-01-02" from "2015年1月2日", "2015.01.02", "2015/1/2", "2015-01-02" or "20150102"; nothing
/// for anything else and for days the calendar does not have.
std::optional<std::string> date_in(std::string_view text);

/// Every date in a text, in order: "2015年01月02日至2035年01月01日" has two.
std::vector<std::string> dates_in(std::string_view text);

/// The end of a term or validity ("…-2035.01.02", "…至长期", "2035-01-02"): a date, or 长期.
/// Nothing when no end can be made out.
std::optional<std::string> end_in(std::string_view text);

/// Whole days from `today` to `day` ("2026-11-22"), negative when it has passed; nothing for
/// anything that is no day.
std::optional<int> days_until(const std::string& day, const std::string& today);

}  // namespace kiosk::flow
