#include "kiosk/flow/pin.hpp"

#include <algorithm>
#include <set>

namespace kiosk::flow {
namespace {

constexpr std::size_t shortest = 6;
constexpr std::size_t longest = 8;

void add(Secret& typed, char digit) {
    if (typed.size() < longest && digit >= '0' && digit <= '9') typed.push_back(digit);
}

void take(Secret& typed, bool all) { all ? typed.wipe() : typed.pop_back(); }

bool repeats(std::string_view pin) {
    if (std::set<char>(pin.begin(), pin.end()).size() <= 2) return true;
    const auto half = pin.size() / 2;
    return pin.size() % 2 == 0 && pin.substr(0, half) == pin.substr(half);
}

bool runs(std::string_view pin, int by) {
    const auto breaks = std::ranges::adjacent_find(
        pin, [by](char a, char b) { return (a - '0' + by + 10) % 10 != b - '0'; });
    return breaks == pin.end();
}

/// The first or last four digits are a year people are born in, or the whole is a day as YYMMDD.
bool birthday(std::string_view pin) {
    const auto number = [](std::string_view digits) {
        int value = 0;
        for (const char digit : digits) value = value * 10 + (digit - '0');
        return value;
    };
    const auto year = [&](std::string_view digits) {
        return number(digits) >= 1920 && number(digits) <= 2029;
    };
    const auto day = [&](std::string_view mmdd) {
        const int month = number(mmdd.substr(0, 2));
        const int of_month = number(mmdd.substr(2, 2));
        return month >= 1 && month <= 12 && of_month >= 1 && of_month <= 31;
    };
    return year(pin.substr(0, 4)) || year(pin.substr(pin.size() - 4)) ||
           (pin.size() == 6 && day(pin.substr(2)));
}

}  // namespace

std::optional<std::string> weak_pin(std::string_view pin) {
    const bool digits = std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || pin.size() < shortest || pin.size() > longest) return "issue.pin.short";
    if (repeats(pin)) return "issue.pin.repeats";
    if (runs(pin, 1) || runs(pin, -1)) return "issue.pin.runs";
    if (birthday(pin)) return "issue.pin.birthday";
    return std::nullopt;
}

void type(KnownPin& known, const DigitTyped& event) {
    add(known.pin, event.digit);
    known.fault.clear();
}

void erase(KnownPin& known, const DigitErased& event) {
    take(known.pin, event.all);
    known.fault.clear();
}

bool is_entered(KnownPin& known) {
    if (known.pin.size() < shortest) known.fault = "issue.pin.short";
    return known.pin.size() >= shortest;
}

KnownPin after_wrong_pin(const Problem& problem) {
    return {{}, problem.tries_left.value_or(0), "pin.wrong"};
}

void type(NewPin& chosen, const DigitTyped& event) {
    add(chosen.confirming ? chosen.again : chosen.pin, event.digit);
    chosen.fault.clear();
}

void erase(NewPin& chosen, const DigitErased& event) {
    take(chosen.confirming ? chosen.again : chosen.pin, event.all);
    chosen.fault.clear();
}

bool is_chosen(NewPin& chosen) {
    if (chosen.confirming) {
        if (chosen.again == chosen.pin) return true;
        chosen = {{}, {}, false, "issue.pin.differs"};
        return false;
    }
    if (const auto weak = weak_pin(chosen.pin.view())) {
        // A short one is not lost: the missing digits can be added.
        if (chosen.pin.size() >= shortest) chosen.pin.wipe();
        chosen.fault = *weak;
        return false;
    }
    chosen.confirming = true;
    chosen.fault.clear();
    return false;
}

}  // namespace kiosk::flow
