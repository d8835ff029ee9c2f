#include "kiosk/flow/dates.hpp"

#include "ocr/check_digits.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace kiosk::flow {
namespace {

constexpr std::string_view unlimited = "长期";

bool digit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::string> written(int year, int month, int day) {
    if (year < 1800 || year > 2999 || !ocr::date_valid(year, month, day)) return std::nullopt;
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    return text;
}

std::vector<std::string> digit_groups(std::string_view text) {
    std::vector<std::string> groups;
    bool inside = false;
    for (const char c : text) {
        if (!digit(c)) {
            inside = false;
            continue;
        }
        if (!inside) groups.emplace_back();
        groups.back() += c;
        inside = true;
    }
    return groups;
}

/// The date that starts at `groups[at]`; moves `at` behind it.
std::optional<std::string> take_date(const std::vector<std::string>& groups, std::size_t& at) {
    const auto& first = groups[at];
    if (first.size() == 8) {
        const auto whole = std::stoi(first);
        ++at;
        return written(whole / 10000, whole / 100 % 100, whole % 100);
    }
    const bool fits = at + 2 < groups.size() && first.size() == 4 && groups[at + 1].size() <= 2 &&
                      groups[at + 2].size() <= 2;
    if (!fits) {
        ++at;
        return std::nullopt;
    }
    auto date = written(std::stoi(first), std::stoi(groups[at + 1]), std::stoi(groups[at + 2]));
    at += 3;
    return date;
}

}  // namespace

bool is_unlimited(std::string_view text) {
    return std::ranges::any_of(
        std::initializer_list<std::string_view>{unlimited, "无固定期限", "永久", "不约定期限"},
        [&](auto word) { return text.find(word) != std::string_view::npos; });
}

std::vector<std::string> dates_in(std::string_view text) {
    const auto groups = digit_groups(text);
    std::vector<std::string> dates;
    for (std::size_t at = 0; at < groups.size();)
        if (auto date = take_date(groups, at)) dates.push_back(std::move(*date));
    return dates;
}

std::optional<std::string> date_in(std::string_view text) {
    const auto groups = digit_groups(text);
    if (groups.size() != 1 && groups.size() != 3) return std::nullopt;
    std::size_t at = 0;
    return take_date(groups, at);
}

std::optional<std::string> end_in(std::string_view text) {
    if (is_unlimited(text)) return std::string(unlimited);
    auto dates = dates_in(text);
    if (dates.empty()) return std::nullopt;
    return std::move(dates.back());
}

std::optional<int> days_until(const std::string& day, const std::string& today) {
    const auto days_of = [](const std::string& text) -> std::optional<std::chrono::sys_days> {
        const auto date = date_in(text);
        if (!date) return std::nullopt;
        int year = 0;
        unsigned month = 0;
        unsigned of_month = 0;
        std::from_chars(date->data(), date->data() + 4, year);
        std::from_chars(date->data() + 5, date->data() + 7, month);
        std::from_chars(date->data() + 8, date->data() + 10, of_month);
        return std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month),
                                           std::chrono::day(of_month));
    };
    const auto last = days_of(day);
    const auto first = days_of(today);
    if (!last || !first) return std::nullopt;
    return static_cast<int>((*last - *first).count());
}

}  // namespace kiosk::flow
