// What the documents and the form say against each other (R9). Notes for the customer to look at;
// they stop nobody, as the documents may be right and the reading wrong.

#pragma once

#include "kiosk/flow/draft.hpp"

namespace kiosk::flow {

/// Two values that ought to agree. `key` begins catalogue keys: KEY.note at a field; KEY.title,
/// .lead, .read and .other (where each comes from) when it is told at once.
struct Disagreement {
    std::string key;
    std::string read;   ///< What the document says.
    std::string other;  ///< What the form, or another document, says.
    bool operator==(const Disagreement&) const = default;
};

/// What does not agree at a field of the form.
std::map<FieldId, Disagreement> disagreements(const Draft& draft);

/// A photo that does not belong to the others, and why.
struct Odd {
    std::string material;  ///< To be put in again.
    Disagreement what;
};
/// What the photo of `material`, just read, shows: sides of two cards, another person's card or
/// another organisation's licence than the form and the other documents speak of.
std::optional<Odd> odd_one(const Draft& draft, const std::string& material);

/// Why both sides cannot be of one identity card: its time of validity follows from the holder's
/// age (居民身份证法, article 5: 5 years below 16, 10 below 26, 20 below 46, then without end), and
/// it is issued where the holder is registered. Doubtful values decide nothing.
std::optional<Disagreement> sides_differ(const ReadingResult& front, const ReadingResult& back);

}  // namespace kiosk::flow
