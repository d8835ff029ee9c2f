#include "kiosk/backend/material_json.hpp"

namespace kiosk::backend {

std::string read_material_kind(const Reading& json, const char* name) {
    return json.word(name, {"licence", "lr_id_front", "lr_id_back", "agent_id_front",
                            "agent_id_back", "authorisation_letter", "seal_sample"});
}

flow::Material read_material(const Reading& json) {
    flow::Material material;
    material.kind = read_material_kind(json, "kind");
    material.state = json.one_of<flow::MaterialState>("state");
    material.reason = json.words_if("reason").zh_cn;
    material.from_phone =
        json.has("source") && json.word("source", {"terminal", "phone"}) == "phone";
    return material;
}

std::vector<flow::Material> read_materials(const Reading& json) {
    std::vector<flow::Material> materials;
    for (const Reading& element : json.list("materials"))
        materials.push_back(read_material(element));
    return materials;
}

Backend::Letter read_letter(const Reading& json) {
    Backend::Letter letter;
    letter.state = json.one_of<flow::LetterState>("state");
    letter.ticket.masked_mobile = json.text_if("masked_mobile");
    if (json.has("resend_after_s"))
        letter.ticket.resend_after = std::chrono::seconds(json.number("resend_after_s"));
    return letter;
}

}  // namespace kiosk::backend
