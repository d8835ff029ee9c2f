#include "kiosk/flow/materials.hpp"

#include <algorithm>

namespace kiosk::flow {

bool lies_only_here(const Photo& photo) {
    return photo.state == Photo::State::kept || photo.state == Photo::State::sending;
}

std::vector<MaterialRule> needed_materials(const Draft& draft) {
    std::vector<MaterialRule> needed;
    const auto* offer = draft.offer();
    const auto is_asked = [&](const MaterialRule& rule) {
        return !offer || !offer->materials || std::ranges::count(*offer->materials, rule.id) > 0;
    };
    for (const auto& rule : draft.channel.materials)
        if (is_asked(rule) &&
            (!draft.in_person() || (!rule.agent_only && rule.id != authorisation_letter)))
            needed.push_back(rule);
    return needed;
}

MaterialState state_of(const std::string& kind, const Draft& draft) {
    if (kind == authorisation_letter && draft.order.letter == LetterState::e_signed)
        return MaterialState::accepted;
    const auto photo = draft.photos.find(kind);
    if (photo != draft.photos.end()) {
        if (lies_only_here(photo->second)) return MaterialState::uploading;
        if (photo->second.state == Photo::State::refused) return MaterialState::rejected;
    }
    for (const auto& material : draft.order.materials)
        if (material.kind == kind && material.state != MaterialState::missing)
            return material.state;
    return photo != draft.photos.end() ? MaterialState::received : MaterialState::missing;
}

std::vector<std::string> missing_materials(const Draft& draft) {
    std::vector<std::string> missing;
    for (const auto& rule : needed_materials(draft)) {
        const auto state = state_of(rule.id, draft);
        if (state == MaterialState::rejected || (rule.required && state == MaterialState::missing))
            missing.push_back(rule.id);
    }
    return missing;
}

void note_material(const Material& material, Draft& draft) {
    auto& known = draft.order.materials;
    std::erase_if(known, [&](const Material& old) { return old.kind == material.kind; });
    known.push_back(material);
}

}  // namespace kiosk::flow
