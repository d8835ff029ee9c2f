// Keys as the outer world has them: on the tray, or with their owners.

#include "deploy/sandbox/channels.hpp"
#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/outer.hpp"
#include "deploy/sandbox/stock.hpp"

namespace sandbox {

namespace {

constexpr long day_s = 24L * 3600;

/// The order of an earlier visit, finished.
Json earlier_order(const std::string& channel, const Json& fields) {
    Json order = new_order(channel, "new", "lr_face", Json::array());
    order["state"] = to_text(OrderState::completed);
    order["fields"] = fields;
    order["choices"]["lr_in_person"] = false;
    order["organisation"] = {{"state", "verified"}, {"method", "lr_face"}};
    order["agent"] = {{"state", "verified"}, {"method", "phone"}};
    order["letter"] = {{"state", "signed"}};
    return order;
}

}  // namespace

Handled outer_key_list(Call& call) {
    Json keys = Json::array();
    for (const Json& key : call.world.records.all("key")) {
        Json seen = {{"serial", key.at("serial")}, {"state", key.at("state")}};
        if (key.contains("certificate")) seen["certificate"] = key.at("certificate").at("serial");
        keys.push_back(seen);
    }
    Json revoked = Json::array();
    for (const Json& row : call.world.records.all("revoked")) revoked.push_back(row.at("serial"));
    return Answer{.body = {{"keys", keys}, {"revoked", revoked}}};
}

Handled outer_keys(Call& call) {
    const auto serial = call.text("serial");
    if (!serial) return failed(serial.error());
    set_key_state(call.world, *serial, call.body.value("state", "in_stock"), "");
    return Answer{.body = {{"done", true}}};
}

/// A year's certificate that ends in `days` from now, for a key in an organisation's hands.
Handled outer_issue_key(Call& call) {
    const auto serial = call.text("serial");
    const auto csr = call.text("csr_pem");
    const int days = call.body.value("days", 30);
    const Json fields = call.body.value("fields", Json::object());
    if (!serial || !csr || !fields.contains("org_name") || !fields.contains("org_code"))
        return bad_request("serial, csr_pem, fields");
    World& world = call.world;
    const Validity valid{(days - 365) * day_s, days * day_s};
    const Subject subject{"CN", fields.at("org_name"), fields.at("org_code"),
                          fields.at("org_name")};
    const auto made =
        world.authority.issue(*csr, "ec_p256", subject, valid, world.phone_url + "/issuing.crl");
    if (!made) return failed({.code = "csr-invalid", .detail = made.error()});
    const Json order = earlier_order(call.body.value("channel", "gov"), fields);
    save_order(world, order);
    Json papers = secrets_of_key(world, *serial);
    set_key_state(world, *serial, "issued", order.at("id"));
    set_key_certificate(world, *serial,
                        {{"serial", made->serial},
                         {"sha256", made->sha256},
                         {"pem", made->pem},
                         {"valid_until", end_of(made->pem)}});
    papers["certificate_pem"] = made->pem;
    papers["order"] = order.at("id");
    return Answer{.body = papers};
}

}  // namespace sandbox
