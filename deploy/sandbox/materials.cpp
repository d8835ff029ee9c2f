#include "deploy/sandbox/materials.hpp"

#include "deploy/sandbox/channels.hpp"
#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/digests.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/photo.hpp"
#include "deploy/sandbox/progress.hpp"
#include "deploy/sandbox/randoms.hpp"

#include <algorithm>

namespace sandbox {

namespace {

std::string key_of(const std::string& order, const std::string& kind) { return order + ':' + kind; }

std::string id_of(const Json& order) { return order.at("id"); }

std::optional<Json> kept_of(const World& world, const Json& order, const std::string& kind) {
    return world.records.get("material", key_of(id_of(order), kind));
}

bool is_asked_for(const Json& order, const std::string& kind) {
    const Json& offer = *offered(channel_of(order), "services", order.at("service"));
    if (offer.contains("materials") && !offers(offer, "materials", kind)) return false;
    return offered(channel_of(order), "materials", kind) != nullptr;
}

bool may_change(const Json& order, const std::string& kind) {
    if (is_draft(state_of(order))) return true;
    if (state_of(order) != OrderState::correction) return false;
    return std::ranges::any_of(order.at("corrections"), [&](const Json& item) {
        return item.at("pointer") == "/materials/" + kind;
    });
}

bool is_uploading(const World& world, const Json& order, const std::string& kind) {
    return std::ranges::any_of(
        world.records.children("upload", id_of(order)), [&](const Json& upload) {
            return upload.at("kind") == kind && !upload.value("attached", false);
        });
}

Json view(const World& world, const Json& order, const std::string& kind, bool required) {
    Json material = {{"kind", kind}, {"state", "missing"}, {"required", required}};
    if (const auto kept = kept_of(world, order, kind)) {
        for (const char* name : {"state", "source", "reason", "version"})
            if (kept->contains(name)) material[name] = kept->at(name);
    } else if (is_uploading(world, order, kind)) {
        material["state"] = "uploading";
    }
    return material;
}

bool rule_requires(const Json& order, const Json& rule) {
    if (!rule.at("required").get<bool>()) return false;
    // Signed on the phone, the letter need not be photographed.
    return rule.at("id") != "authorisation_letter" || order.at("letter").at("state") != "signed";
}

}  // namespace

Json materials_of(const World& world, const Json& order) {
    Json materials = Json::array();
    for (const Json& rule : channel_of(order).at("materials")) {
        if (rule.at("when") == "agent" && applicant(order) == "lr") continue;
        if (!is_asked_for(order, rule.at("id"))) continue;
        materials.push_back(view(world, order, rule.at("id"), rule_requires(order, rule)));
    }
    return materials;
}

std::string letter_word(const World& world, const Json& order) {
    if (applicant(order) == "lr") return "not_needed";
    const std::string state = order.at("letter").at("state");
    if (state == "signed") return state;
    const auto photo = kept_of(world, order, "authorisation_letter");
    if (photo && photo->at("state") != "rejected") return "stamped";
    return state == "pending" ? "pending" : "none";
}

Result<Json> take_photo(World& world, const std::string& id, const std::string& kind,
                        const std::string& source, const std::string& bytes) {
    auto order = world.records.get("order", id);
    if (!order) return failed("not-found");
    if (!is_asked_for(*order, kind) || !may_change(*order, kind)) return failed("not-allowed");
    if (const auto problem = photo_problem(bytes, kind)) return failed(*problem);
    const auto before = kept_of(world, *order, kind);
    const Json kept = {{"kind", kind},
                       {"state", "received"},
                       {"source", source},
                       {"version", before ? before->value("version", 0) + 1 : 1},
                       {"sha256", sha256_hex(bytes)}};
    world.records.put("material", key_of(id, kind), kept, id);
    world.records.put_bytes("material:" + key_of(id, kind), bytes);
    settle(world, *order);
    save_order(world, *order);
    return view(world, *order, kind, true);
}

Handled attach_material(Call& call) {
    const auto order = visible_order(call);
    if (!order) return failed(order.error());
    const auto kind = call.text("kind");
    if (!kind) return failed(kind.error());
    const auto id = call.text("upload");
    if (!id) return failed(id.error());
    auto upload = call.world.records.get("upload", *id);
    if (!upload || upload->at("order") != order->at("id")) return failed("not-found");
    const auto bytes = call.world.records.bytes("upload:" + *id).value_or("");
    if (upload->at("length") != bytes.size()) return failed("upload-incomplete");
    if (upload->at("sha256") != sha256_hex(bytes))
        return failed({.code = "checksum-mismatch", .detail = "sha256 of the whole"});
    (*upload)["attached"] = true;
    call.world.records.put("upload", *id, *upload, id_of(*order));
    auto material = take_photo(call.world, id_of(*order), *kind, "terminal", bytes);
    if (!material) return failed(material.error());
    return Answer{.status = 201, .body = *std::move(material)};
}

Handled list_materials(Call& call) {
    const auto order = visible_order(call);
    if (!order) return failed(order.error());
    return tagged({{"materials", materials_of(call.world, *order)}}, !is_draft(state_of(*order)));
}

Handled get_material(Call& call) {
    const auto order = visible_order(call);
    if (!order) return failed(order.error());
    auto bytes =
        call.world.records.bytes("material:" + key_of(id_of(*order), call.captured("material")));
    if (!bytes) return failed("not-found");
    return Answer{.bytes = *std::move(bytes), .content_type = "image/jpeg"};
}

Handled delete_material(Call& call) {
    auto order = visible_order(call);
    if (!order) return failed(order.error());
    const auto& kind = call.captured("material");
    if (!may_change(*order, kind)) return failed("not-allowed");
    call.world.records.erase("material", key_of(id_of(*order), kind));
    call.world.records.erase_bytes("material:" + key_of(id_of(*order), kind));
    settle(call.world, *order);
    save_order(call.world, *order);
    return Answer{.status = 204};
}

Handled hand_over(Call& call) {
    const auto order = visible_order(call);
    if (!order) return failed(order.error());
    if (!is_draft(state_of(*order)) && state_of(*order) != OrderState::correction)
        return failed("not-allowed");
    const auto token = random_token();
    const Milliseconds dies_at = now_ms() + call.world.settings.link_lifetime_s * 1000LL;
    call.world.records.put("hand_over", token, {{"order", order->at("id")}, {"dies_at", dies_at}});
    return Answer{.status = 201,
                  .body = {{"url", call.world.phone_url + "/phone/photos/" + token},
                           {"expires_at", rfc3339(dies_at)}}};
}

std::optional<std::string> handed_over_order(const World& world, const std::string& token) {
    const auto kept = world.records.get("hand_over", token);
    if (!kept || kept->at("dies_at") < now_ms()) return std::nullopt;
    return kept->at("order").get<std::string>();
}

void judge_materials(World& world, const Json& order, const std::string& only_kind,
                     const std::string& state, const Json& reason) {
    for (Json& kept : world.records.children("material", id_of(order))) {
        const std::string kind = kept.at("kind");
        if (!only_kind.empty() && kind != only_kind) continue;
        kept["state"] = state;
        if (!reason.is_null()) kept["reason"] = reason;
        world.records.put("material", key_of(id_of(order), kind), kept, id_of(order));
    }
}

void erase_materials(World& world, const Json& order) {
    for (const Json& kept : world.records.children("material", id_of(order))) {
        const auto key = key_of(id_of(order), kept.at("kind"));
        world.records.erase("material", key);
        world.records.erase_bytes("material:" + key);
    }
    for (const Json& upload : world.records.children("upload", id_of(order))) {
        world.records.erase("upload", upload.at("id").get<std::string>());
        world.records.erase_bytes("upload:" + upload.at("id").get<std::string>());
    }
}

Json material_hashes(const World& world, const Json& order) {
    Json hashes = Json::object();
    for (const Json& kept : world.records.children("material", id_of(order)))
        hashes[kept.at("kind").get<std::string>()] = kept.at("sha256");
    return hashes;
}

}  // namespace sandbox
