// What the documents and the form say against each other (R9). Notes for the customer to look at;
// they stop nobody, as the documents may be right and the reading wrong.

#pragma once

#include "kiosk/flow/draft.hpp"

namespace kiosk::flow {

/// Field → catalogue key of what does not agree there.
std::map<FieldId, std::string> disagreements(const Draft& draft);

/// Whether both sides can be of one identity card: its time of validity follows from the holder's
/// age (居民身份证法, article 5: 5 years below 16, 10 below 26, 20 below 46, then without end), and
/// it is issued where the holder is registered. Doubtful values decide nothing.
bool may_be_one_card(const ReadingResult& front, const ReadingResult& back);

}  // namespace kiosk::flow
