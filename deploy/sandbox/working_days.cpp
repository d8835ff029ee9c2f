#include "deploy/sandbox/working_days.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace sandbox {

namespace {

constexpr Milliseconds day = 24 * 3600 * 1000LL;
constexpr Milliseconds chinese = 8 * 3600 * 1000LL;

struct Span {
    std::string_view first;
    std::string_view last;
};

// 2026 as the State Council announced it; 2027 the statutory days of the law (国令第795号), whose
// bridging days are announced at the end of 2026.
constexpr std::array holidays{
    Span{"2026-01-01", "2026-01-03"}, Span{"2026-02-15", "2026-02-23"},
    Span{"2026-04-04", "2026-04-06"}, Span{"2026-05-01", "2026-05-05"},
    Span{"2026-06-19", "2026-06-21"}, Span{"2026-09-25", "2026-09-27"},
    Span{"2026-10-01", "2026-10-07"}, Span{"2027-01-01", "2027-01-01"},
    Span{"2027-02-05", "2027-02-08"}, Span{"2027-04-05", "2027-04-05"},
    Span{"2027-05-01", "2027-05-02"}, Span{"2027-06-09", "2027-06-09"},
    Span{"2027-09-15", "2027-09-15"}, Span{"2027-10-01", "2027-10-03"},
};

constexpr std::array<std::string_view, 6> worked_weekends{"2026-01-04", "2026-02-14", "2026-02-28",
                                                          "2026-05-09", "2026-09-20", "2026-10-10"};

/// 0 is Sunday (Sakamoto).
int weekday(int year, int month, int date) {
    constexpr std::array shift{0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    const int y = year - (month < 3 ? 1 : 0);
    return (y + y / 4 - y / 100 + y / 400 + shift.at(static_cast<std::size_t>(month - 1)) + date) %
           7;
}

}  // namespace

bool is_working_day(const std::string& date) {
    if (std::ranges::count(worked_weekends, std::string_view(date)) > 0) return true;
    if (std::ranges::any_of(
            holidays, [&](const Span& span) { return span.first <= date && date <= span.last; }))
        return false;
    const int today = weekday(std::stoi(date.substr(0, 4)), std::stoi(date.substr(5, 2)),
                              std::stoi(date.substr(8, 2)));
    return today != 0 && today != 6;
}

Milliseconds working_days_later(Milliseconds time, int days) {
    Milliseconds midnight = (time + chinese) / day * day - chinese;
    while (days > 0) {
        midnight += day;
        if (is_working_day(date_of(midnight))) --days;
    }
    return midnight + 17 * 3600 * 1000LL;
}

}  // namespace sandbox
