#include "deploy/sandbox/services.hpp"

#include "deploy/sandbox/issuances.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/sessions.hpp"
#include "deploy/sandbox/stock.hpp"

#include <algorithm>

namespace sandbox {

namespace {

constexpr Milliseconds window = 90LL * 24 * 3600 * 1000;

bool is(const Json& order, const char* service) { return order.at("service") == service; }

/// The organisation and its legal representative; who comes as agent is asked anew.
void take_over(Json& order, const Json& owner) {
    for (const auto& [name, text] : owner.at("fields").items())
        if (name.starts_with("org_") || name.starts_with("lr_")) order["fields"][name] = text;
}

Result<void> begin_with_proven_key(Call& call, Json& order, const std::string& serial,
                                   const Json& certificate) {
    if (!key_is_open_to(call, serial)) return failed("key-not-proven");
    if (certificate.at("valid_until") < now_ms()) return failed("certificate-expired");
    if (is(order, "renewal") && renewable_from(certificate) > now_ms())
        return failed("renewal-too-early");
    take_over(order, owner_of_key(call.world, serial));
    order["choices"]["delivery"] = "on_site";
    if (is(order, "change")) return {};
    order["choices"]["lr_in_person"] = false;
    order["organisation"] = {{"state", "verified"}, {"method", "key"}};
    return {};
}

}  // namespace

bool keeps_key(const Json& order) { return is(order, "renewal") || is(order, "change"); }

Milliseconds renewable_from(const Json& certificate) {
    return certificate.at("valid_until").get<Milliseconds>() - window;
}

Result<void> begin_service(Call& call, Json& order) {
    if (is(order, "new") || is(order, "replacement")) return {};
    const std::string serial = call.body.value("key_serial", "");
    const auto certificate = certificate_of_key(call.world, serial);
    if (!certificate) return failed("key-unknown");
    order["former_key"] = serial;
    if (keeps_key(order)) return begin_with_proven_key(call, order, serial, *certificate);
    order["choices"] = {{"copies", 1}, {"lr_in_person", false}};
    order["organisation"] = {{"state", "verified"}, {"method", "key"}};
    order["price_fen"] = 0;
    return {};
}

Result<void> find_lost_key(const World& world, Json& order) {
    const auto code = field(order, "org_code");
    for (const Json& key : world.records.all("key")) {
        const std::string serial = key.at("serial");
        if (!certificate_of_key(world, serial)) continue;
        if (field(owner_of_key(world, serial), "org_code") != code) continue;
        order["former_key"] = serial;
        return {};
    }
    return failed("key-unknown");
}

void revoke_lost_key(World& world, const Json& order) {
    if (!is(order, "replacement") || order.at("choices").value("key_loss", "") != "lost") return;
    void_key(world, order.value("former_key", ""), order.at("id"));
}

bool is_persons_key(const World& world, const Json& order) {
    const Json owner = owner_of_key(world, order.at("former_key"));
    const auto same = [&](const char* given, const char* known) {
        return !field(order, given).empty() && field(order, given) == field(owner, known);
    };
    const bool agent = same("agent_name", "agent_name") &&
                       same("agent_id_number", "agent_id_number") &&
                       same("agent_mobile", "agent_mobile");
    const bool lr = same("agent_name", "lr_name") && same("agent_id_number", "lr_id_number") &&
                    same("agent_mobile", "lr_mobile");
    return agent || lr;
}

}  // namespace sandbox
