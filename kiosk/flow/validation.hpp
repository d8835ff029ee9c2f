// One table says for every field what is a proper value (requirements, "Forms").

#pragma once

#include "kiosk/flow/draft.hpp"

namespace kiosk::flow {

/// Which keyboard a field opens with.
enum class Keyboard { numeric, id_number, latin, chinese };

/// What is wrong with `text` as the value of `field`: a catalogue key ("invalid.mobile"), or
/// nothing. Empty text is wrong only by `missing`; lengths and check digits are told as soon as the
/// text is long enough to judge (`complete` = the customer has left the field or pressed 下一步).
/// `today` as "2026-11-22" for expiry dates; empty = not checked.
std::optional<std::string> invalid(FieldId field, std::string_view text, const Draft& draft,
                                   bool complete, std::string_view today = {});

/// May stay empty: not every licence prints it.
bool optional(FieldId field);

Keyboard keyboard_for(FieldId field, const Draft& draft);
/// The longest text a field takes, in characters.
int limit_of(FieldId field);

/// The text as it is kept and sent: capitals in codes and numbers, dates as "2031-05-04", no blanks
/// around. Text that is no proper value comes back unchanged but for blanks and capitals.
std::string normal_form(FieldId field, std::string_view text);

/// Licence and ID card name different people and the customer has not decided yet (R9).
bool names_differ(const Draft& draft);

/// The catalogue key of what is missing or wrong, per field of `fields`; empty when all is well.
std::map<FieldId, std::string> faults_of(const std::vector<FieldId>& fields, const Draft& draft,
                                         std::string_view today = {});

}  // namespace kiosk::flow
