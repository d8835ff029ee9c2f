#include "deploy/sandbox/progress.hpp"

#include "deploy/sandbox/face.hpp"
#include "deploy/sandbox/field_checks.hpp"
#include "deploy/sandbox/materials.hpp"

#include <algorithm>

namespace sandbox {

namespace {

bool agent_is_done(const Json& order) {
    return applicant(order) == "lr" || order.at("agent").at("state") == "verified";
}

std::vector<ItemError> missing_details(const Json& order) {
    std::vector<std::string> fields{"invoice_email"};
    if (applicant(order) == "agent") fields.emplace_back("agent_email");
    const Json& choices = order.at("choices");
    if (choices.value("invoice_kind", "") == "special")
        fields.insert(fields.end(),
                      {"invoice_bank", "invoice_account", "invoice_address", "invoice_phone"});
    if (choices.value("delivery", "") == "post")
        fields.insert(fields.end(), {"mail_name", "mail_mobile", "mail_region", "mail_address"});
    auto missing = missing_fields(order, fields);
    for (const char* choice : {"product", "delivery", "invoice_kind"})
        if (!choices.contains(choice))
            missing.push_back({std::string("/choices/") + choice, "missing"});
    return missing;
}

std::vector<ItemError> missing_materials(const World& world, const Json& order) {
    std::vector<ItemError> missing;
    for (const Json& material : materials_of(world, order)) {
        const std::string state = material.at("state");
        if (material.value("required", false) && state != "received" && state != "accepted")
            missing.push_back({"/materials/" + material.at("kind").get<std::string>(),
                               state == "rejected" ? "rejected" : "missing"});
    }
    return missing;
}

bool only_the_letter(const std::vector<ItemError>& missing) {
    return missing.size() == 1 && missing[0].pointer == "/materials/authorisation_letter";
}

OrderEvent open_organisation(const Json& order) {
    const Json& organisation = order.at("organisation");
    if (organisation.at("state") != "pending")
        return organisation.value("face_sent", false) ? OrderEvent::face_link_sent
                                                      : OrderEvent::organisation_open;
    return organisation.at("method") == "bank_transfer" ? OrderEvent::transfer_sent
                                                        : OrderEvent::licence_shown;
}

OrderEvent first_open(const World& world, const Json& order) {
    if (order.at("organisation").at("state") != "verified") return open_organisation(order);
    if (applicant(order).empty()) return OrderEvent::organisation_open;
    if (!agent_is_done(order)) return OrderEvent::agent_open;
    if (order.at("service") == "unlock") return OrderEvent::person_known;
    if (!missing_details(order).empty()) return OrderEvent::details_open;
    const auto materials = missing_materials(world, order);
    if (materials.empty()) return OrderEvent::all_complete;
    const bool asked = order.at("letter").at("state") == "pending";
    return asked && only_the_letter(materials) ? OrderEvent::letter_open
                                               : OrderEvent::materials_open;
}

bool changed(const Json& order, const Json& verification) {
    return std::ranges::any_of(
        verification.value("rests", Json::object()).items(),
        [&](const auto& item) { return field(order, item.key()) != item.value(); });
}

}  // namespace

std::vector<std::string> organisation_fields(const Json& order) {
    std::vector<std::string> fields{"org_name", "org_code", "lr_name", "lr_id_type",
                                    "lr_id_number"};
    if (order.at("method") == "bank_transfer")
        fields.insert(fields.end(), {"org_bank", "org_account"});
    return fields;
}

std::vector<std::string> agent_fields(const std::string& method) {
    if (method == "bank_card")
        return {"agent_name", "agent_id_number", "agent_card", "agent_card_mobile"};
    return {"agent_name", "agent_id_number", "agent_mobile"};
}

std::vector<ItemError> missing_fields(const Json& order, const std::vector<std::string>& fields) {
    std::vector<ItemError> missing;
    for (const std::string& name : fields) {
        const auto text = field(order, name);
        if (!is_whole(name, text, field(order, "lr_id_type")))
            missing.push_back({"/fields/" + name, text.empty() ? "missing" : "incomplete"});
    }
    return missing;
}

std::vector<ItemError> missing_for_signature(const World& world, const Json& order) {
    std::vector<ItemError> missing;
    const auto add = [&](std::vector<ItemError> more) {
        missing.insert(missing.end(), more.begin(), more.end());
    };
    if (order.at("organisation").at("state") != "verified")
        add({{"/verifications/organisation", "missing"}});
    if (!agent_is_done(order)) add({{"/verifications/agent", "missing"}});
    add(missing_details(order));
    if (order.at("service") == "replacement" && !order.at("choices").contains("key_loss"))
        add({{"/choices/key_loss", "missing"}});
    add(missing_materials(world, order));
    if (applicant_mobile(order).size() != 11)
        add({{applicant(order) == "lr" ? "/fields/lr_mobile" : "/fields/agent_mobile", "missing"}});
    return missing;
}

Json rests_on(const Json& order, const std::vector<std::string>& fields) {
    Json values = Json::object();
    for (const std::string& name : fields) values[name] = field(order, name);
    return values;
}

void drop_stale_verifications(World& world, Json& order) {
    if (changed(order, order.at("organisation"))) {
        cancel_face_session_of(world, order);
        order["organisation"] = {{"state", "void"}};
        order["letter"] = {{"state", "none"}};
    }
    if (changed(order, order.at("agent"))) {
        order["agent"] = {{"state", "void"}};
        order["letter"] = {{"state", "none"}};
    }
}

void settle(const World& world, Json& order) {
    if (!is_draft(state_of(order))) return;
    if (const auto next = after(state_of(order), first_open(world, order)))
        order["state"] = to_text(*next);
}

}  // namespace sandbox
