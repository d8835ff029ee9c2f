#include "kiosk/backend/time_text.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace kiosk::backend {
namespace {

constexpr std::chrono::hours beijing{8};
constexpr std::string_view zone = "+08:00";

std::optional<int> digits(std::string_view text, std::size_t from, std::size_t count) {
    int value = 0;
    const char* first = text.data() + from;
    const auto [end, fault] = std::from_chars(first, first + count, value);
    if (fault != std::errc() || end != first + count || value < 0) return {};
    return value;
}

}  // namespace

std::optional<std::chrono::sys_seconds> parse_time(std::string_view text) {
    constexpr std::string_view shape = "0000-00-00T00:00:00";
    if (text.size() < shape.size() + zone.size() || !text.ends_with(zone)) return {};
    for (const std::size_t at : {4U, 7U, 10U, 13U, 16U})
        if (text[at] != shape[at]) return {};
    const auto fraction = text.substr(shape.size(), text.size() - shape.size() - zone.size());
    if (!fraction.empty() && (fraction.size() < 2 || fraction[0] != '.')) return {};
    const auto year = digits(text, 0, 4);
    const auto month = digits(text, 5, 2);
    const auto day = digits(text, 8, 2);
    const auto hour = digits(text, 11, 2);
    const auto minute = digits(text, 14, 2);
    const auto second = digits(text, 17, 2);
    if (!year || !month || !day || !hour || !minute || !second) return {};
    const std::chrono::year_month_day date(std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return {};
    return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second) - beijing;
}

std::string time_text(std::chrono::sys_seconds time) {
    const auto local = time + beijing;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(local - day);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d+08:00",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text.data();
}

}  // namespace kiosk::backend
