#pragma once

#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// Why a PIN is refused (R51): a catalogue key, or nothing. 6–8 digits; no runs, repeats, years of
/// birth.
std::optional<std::string> weak_pin(std::string_view pin);

/// A PIN that a key has already, being typed.
struct KnownPin {
    Secret pin;
    int tries_left = 0;  ///< Before this one.
    std::string fault;   ///< A catalogue key.
};
void type(KnownPin& known, const DigitTyped& event);
void erase(KnownPin& known, const DigitErased& event);
/// Whether it can be one; else the fault says why not.
bool is_entered(KnownPin& known);
/// The pad again after the key refused the last one.
KnownPin after_wrong_pin(const Problem& problem);

/// A PIN being chosen: typed twice, weak ones refused.
struct NewPin {
    Secret pin;
    Secret again;
    bool confirming = false;
    std::string fault;  ///< A catalogue key.
};
void type(NewPin& chosen, const DigitTyped& event);
void erase(NewPin& chosen, const DigitErased& event);
/// The primary button: true when `pin` is chosen, otherwise the second entry follows or the fault
/// says why not.
bool is_chosen(NewPin& chosen);

}  // namespace kiosk::flow
