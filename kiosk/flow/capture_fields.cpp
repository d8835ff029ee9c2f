// From what was read to the fields of the form (R9): who wins, and what the customer should look
// at.

#include "kiosk/flow/capture.hpp"
#include "kiosk/flow/dates.hpp"
#include "kiosk/flow/validation.hpp"

#include <algorithm>

namespace kiosk::flow {
namespace {

using Value = ReadingResult::Value;

struct Target {
    std::string_view read;
    FieldId field;
};

std::vector<Target> targets(const std::string& material) {
    using enum FieldId;
    if (material == "licence")
        return {{"name", org_name},       {"code", org_code}, {"type", org_type},
                {"address", org_address}, {"term", org_term}, {"established", org_established},
                {"person", lr_name}};
    if (material == "lr_id_front") return {{"name", lr_name}, {"id_number", lr_id_number}};
    if (material == "lr_id_back") return {{"validity", lr_id_expiry}};
    if (material == "agent_id_front") return {{"name", agent_name}, {"id_number", agent_id_number}};
    return {};
}

const Value* find(const ReadingResult& reading, std::string_view name) {
    const auto found = std::ranges::find(reading.values, name, &Value::name);
    return found != reading.values.end() && !found->text.empty() ? &*found : nullptr;
}

bool is_typed(const Field& field) { return !field.text.empty() && !field.crop; }

/// What a verification rests on stays; the ID card is the better witness for a person's name.
bool stands_already(FieldId field, const std::string& material, const Draft& draft) {
    const bool agent = material.starts_with("agent");
    if ((agent ? draft.order.agent : draft.order.organisation) == Verified::verified &&
        !draft.text(field).empty())
        return true;
    return field == FieldId::lr_name && material == "licence" &&
           draft.photos.contains("lr_id_front") && !draft.text(field).empty();
}

void put(const Value& value, FieldId id, const std::string& material, Draft& draft) {
    const auto text = normal_form(id, value.text);
    auto& field = draft.fields[id];
    if (is_typed(field) || stands_already(id, material, draft)) {
        if (!value.doubtful && normal_form(id, field.text) != text) field.doubtful = true;
        return;
    }
    field = {text, value.crop, value.doubtful};
    if (invalid(id, text, draft, true, draft.today)) field.doubtful = true;
}

void doubt(FieldId id, Draft& draft) {
    if (const auto field = draft.fields.find(id); field != draft.fields.end())
        field->second.doubtful = true;
}

/// A citizen's number repeats date of birth and sex, which stand on the card as well.
void compare_card(const ReadingResult& reading, FieldId id, Draft& draft) {
    const auto number = draft.text(id);
    if (number.size() != 18) return;
    if (const auto* birth = find(reading, "birth"))
        if (const auto date = date_in(birth->text); date && date_in(number.substr(6, 8)) != date)
            doubt(id, draft);
    if (const auto* sex = find(reading, "sex"))
        if ((sex->text == "男") != ((number[16] - '0') % 2 == 1)) doubt(id, draft);
}

}  // namespace

std::string document_of(const std::string& material) {
    if (material == "licence") return "licence";
    if (material == "lr_id_front" || material == "agent_id_front") return "id_front";
    if (material == "lr_id_back" || material == "agent_id_back") return "id_back";
    return {};
}

bool is_document(const std::string& material) { return !document_of(material).empty(); }

void fill_from(const ReadingResult& reading, const std::string& material, Draft& draft) {
    draft.readings[material] = reading;
    for (const auto& target : targets(material))
        if (const auto* value = find(reading, target.read))
            put(*value, target.field, material, draft);
    if (material == "lr_id_front") {
        draft.fields[FieldId::lr_id_type].text = "id_card";
        compare_card(reading, FieldId::lr_id_number, draft);
    }
    if (material == "agent_id_front") compare_card(reading, FieldId::agent_id_number, draft);
    const auto name = draft.text(FieldId::lr_name);
    const auto* person = draft.read("licence", "person");
    const bool both = material == "licence" || material == "lr_id_front";
    if (both && !name.empty() && person != nullptr && name != person->text)
        doubt(FieldId::lr_name, draft);
}

}  // namespace kiosk::flow
