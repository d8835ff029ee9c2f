#include "deploy/sandbox/stock.hpp"

#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/randoms.hpp"
#include "deploy/sandbox/refusals.hpp"

namespace sandbox {

namespace {

std::size_t key_bytes(const std::string& algorithm) {
    return algorithm == "aes128" ? 16 : algorithm == "aes256" ? 32 : 24;
}

Json key_of(const World& world, const std::string& serial) {
    return world.records.get("key", serial)
        .value_or(Json{{"serial", serial}, {"state", "in_stock"}});
}

}  // namespace

Handled get_token(Call& call) {
    const auto& serial = call.captured("serial");
    const KeyEffect effect = key_effect(serial);
    Json view = {{"serial", serial}, {"state", key_of(call.world, serial).at("state")}};
    if (effect == KeyEffect::not_in_stock) view["state"] = "unknown";
    if (effect == KeyEffect::belongs_to_another) view["state"] = "issued";
    if (view["state"] != "issued") return Answer{.body = view};
    const Json owner = owner_of_key(call.world, serial);
    view["owner_masked"] =
        owner.is_null() ? Json("样本****") : order_summary(owner).at("organisation_masked");
    return Answer{.body = view};
}

Result<void> check_key(const World& world, const std::string& serial, const Json& order) {
    const KeyEffect effect = key_effect(serial);
    if (effect == KeyEffect::not_in_stock) return failed("key-not-in-stock");
    if (effect == KeyEffect::belongs_to_another) return failed("key-belongs-to-another");
    const Json key = key_of(world, serial);
    if (key.at("state") == "voided") return failed("key-not-in-stock");
    const bool own =
        key.value("order", "") == order.at("id") || order.value("former_key", "") == serial;
    if (key.at("state") == "issued" && !own) return failed("key-belongs-to-another");
    return {};
}

void set_key_state(World& world, const std::string& serial, const std::string& state,
                   const std::string& order) {
    Json key = key_of(world, serial);
    key["state"] = state;
    key["order"] = order;
    world.records.put("key", serial, key);
}

std::optional<Json> certificate_of_key(const World& world, const std::string& serial) {
    const Json key = key_of(world, serial);
    if (key.at("state") != "issued" || !key.contains("certificate")) return std::nullopt;
    return key.at("certificate");
}

Json owner_of_key(const World& world, const std::string& serial) {
    return world.records.get("order", key_of(world, serial).value("order", "")).value_or(Json());
}

void set_key_certificate(World& world, const std::string& serial, const Json& certificate) {
    Json key = key_of(world, serial);
    key["certificate"] = certificate;
    world.records.put("key", serial, key);
}

Json secrets_of_key(World& world, const std::string& serial) {
    Json key = key_of(world, serial);
    if (!key.contains("puk")) {
        key["puk"] = random_digits(8);
        key["management_key"] = random_hex(key_bytes(world.settings.management_algorithm));
        world.records.put("key", serial, key);
    }
    return {{"puk", key.at("puk")}, {"management_key", key.at("management_key")}};
}

}  // namespace sandbox
