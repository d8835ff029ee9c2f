// Check characters of the numbers printed on documents and typed by customers. Pure, any thread.

#pragma once

#include <optional>
#include <string_view>

namespace ocr {

/// The 18th character of a 统一社会信用代码 from its first 17 (GB 32100-2015, annex A: mod 31,
/// weights 3^i). Nothing unless `body` is exactly 17 capital letters and digits without I, O, Z, S,
/// V.
[[nodiscard]] std::optional<char> unified_code_check(std::string_view body);
/// 18 characters, capitals, check character right.
[[nodiscard]] bool unified_code_valid(std::string_view code);

/// The 18th character, 0–9 or X, of a citizen's number from its first 17 digits (GB
/// 11643-1999, 6.1: ISO/IEC 7064 mod 11-2). Nothing unless `body` is exactly 17 digits.
[[nodiscard]] std::optional<char> id_number_check(std::string_view body);
/// 17 digits and a digit or capital X; region not empty, date of birth a day of the calendar from
/// 1900 to 2099, check character right. Whether the day lies in the future is the caller's to know.
[[nodiscard]] bool id_number_valid(std::string_view number);

/// The last digit of a bank card from the digits before it (ISO/IEC 7812-1, annex B).
[[nodiscard]] std::optional<char> luhn_check(std::string_view body);
/// Digits only, at least two, last one right. Length rules are the caller's.
[[nodiscard]] bool luhn_valid(std::string_view number);

/// A day of the Gregorian calendar.
[[nodiscard]] bool date_valid(int year, int month, int day);

}  // namespace ocr
