#pragma once

#include "ui/scene.hpp"

#include <map>

namespace ui {

/// The fields of a form, in columns in landscape: label "field.NAME", value, crop of the photo,
/// doubt, and what is wrong: from `faults` (catalogue keys), else as soon as it can be judged (R9,
/// R13). Touching one brings its keyboard. Put the same list into Frame::fields.
struct Form {
    std::vector<kiosk::flow::FieldId> fields;
    std::map<kiosk::flow::FieldId, std::string> faults = {};
    std::vector<kiosk::flow::FieldId> locked = {};  ///< Shown, not editable.
    int across_landscape = 2;
};
void form(Scene& scene, const Form& form);

/// Six boxes for an SMS code, with the masked number, resend (`resend` → CodeResent) and tries
/// left. The field is FieldId::sms_code; put it into Frame::fields with focus_first.
struct CodeEntry {
    const kiosk::flow::CodeTicket& ticket;
    kiosk::flow::Time resend_at;
    bool busy = false;
    const kiosk::flow::Problem* problem = nullptr;
};
Intent code_entry(Scene& scene, const CodeEntry& entry);

}  // namespace ui
