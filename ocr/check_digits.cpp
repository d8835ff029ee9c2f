#include "ocr/check_digits.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

namespace ocr {
namespace {

constexpr std::string_view unified_characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

}  // namespace

std::optional<char> unified_code_check(std::string_view body) {
    if (body.size() != 17) return std::nullopt;
    std::size_t sum = 0;
    std::size_t weight = 1;
    for (const char c : body) {
        const auto value = unified_characters.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    return unified_characters[(31 - sum % 31) % 31];
}

bool unified_code_valid(std::string_view code) {
    return code.size() == 18 && unified_code_check(code.substr(0, 17)) == code[17];
}

std::optional<char> id_number_check(std::string_view body) {
    if (body.size() != 17 || !all_digits(body)) return std::nullopt;
    constexpr std::array weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view characters = "10X98765432";
    std::size_t sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += static_cast<std::size_t>((body[i] - '0') * weights.at(i));
    return characters[sum % 11];
}

bool id_number_valid(std::string_view id) {
    if (id.size() != 18 || id_number_check(id.substr(0, 17)) != id[17]) return false;
    const int year = number(id.substr(6, 4));
    return id[0] != '0' && year >= 1900 && year < 2100 &&
           date_valid(year, number(id.substr(10, 2)), number(id.substr(12, 2)));
}

std::optional<char> luhn_check(std::string_view body) {
    if (body.empty() || !all_digits(body)) return std::nullopt;
    int sum = 0;
    bool doubled = true;
    for (auto c = body.rbegin(); c != body.rend(); ++c, doubled = !doubled) {
        const int digit = *c - '0';
        sum += doubled ? digit * 2 - (digit > 4 ? 9 : 0) : digit;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

bool luhn_valid(std::string_view id) {
    return id.size() >= 2 && luhn_check(id.substr(0, id.size() - 1)) == id.back();
}

bool date_valid(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || day > 31) return false;
    using namespace std::chrono;
    return year_month_day{std::chrono::year{year}, std::chrono::month(static_cast<unsigned>(month)),
                          std::chrono::day(static_cast<unsigned>(day))}
        .ok();
}

}  // namespace ocr
