// What is known about the documents beyond their pixels: closed lists, forms of dates, check
// digits. Knowledge corrects doubt; it never makes up what was not read.

#pragma once

#include "ocr/recogniser.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocr {

/// A value with the confidence of its reading; `sure` when knowledge confirms it.
struct Known {
    std::string text;
    double confidence = 0;
    bool sure = false;
    double least = 0;  ///< Of a number: the confidence of its most doubtful digit.
};

/// The 56 peoples as identity cards print them (GB/T 3304), without 族.
[[nodiscard]] const std::vector<std::string_view>& ethnicities();
/// Every character of them and of the label 民族, each once, UTF-8.
[[nodiscard]] const std::string& ethnicity_characters();
[[nodiscard]] Known known_ethnicity(std::u32string_view read, double confidence);

/// The citizen's number in a line of digits; one or two look-alikes are put right where only one
/// way gives a valid check digit (GB 11643); such a number is not `sure`.
[[nodiscard]] Known known_id_number(const Line& line);
/// The 统一社会信用代码 at the end of a line (GB 32100), likewise.
[[nodiscard]] Known known_unified_code(const Line& line);

/// What two readers make of the same number: what both read; where they differ at up to four places
/// the only valid number among the ways to choose between them; else the first reading. Sure only
/// where both agree, or where one of them, at most two places off the other, is that only one.
[[nodiscard]] Known confirmed(const Known& first, const Known& second,
                              bool (*valid)(std::string_view));

struct Date {
    int year = 0;
    int month = 0;
    int day = 0;
};
/// First date of the text, as 1990年1月2日, 1990.01.02 or 1990-01-02; must be a day of the
/// calendar.
[[nodiscard]] std::optional<Date> find_date(std::u32string_view text, std::size_t* end = nullptr);
[[nodiscard]] std::optional<Date> date_of_id_number(std::string_view number);

}  // namespace ocr
