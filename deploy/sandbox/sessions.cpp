#include "deploy/sandbox/sessions.hpp"

#include "deploy/sandbox/channels.hpp"
#include "deploy/sandbox/clock.hpp"
#include "deploy/sandbox/randoms.hpp"

#include <algorithm>

namespace sandbox {

namespace {

constexpr Milliseconds lifetime = 2 * 3600 * 1000;

Json session(const Call& call) { return call.world.records.get("session", call.session).value(); }

}  // namespace

Result<std::string> session_of(Call& call) {
    const auto header = call.request.header("authorization").value_or("");
    if (!header.starts_with("Bearer ")) return failed("not-signed-in");
    const std::string token = header.substr(7);
    const auto id = token.substr(0, token.find('.'));
    const auto kept = call.world.records.get("session", id);
    if (!kept || kept->at("token") != token || kept->at("dies_at") < now_ms())
        return failed("not-signed-in");
    return id;
}

void open_order_to(Call& call, const std::string& order) {
    if (order_is_open_to(call, order)) return;
    Json kept = session(call);
    kept["orders"].push_back(order);
    call.world.records.put("session", call.session, kept);
}

bool order_is_open_to(Call& call, const std::string& order) {
    return std::ranges::count(orders_open_to(call), order) > 0;
}

std::vector<std::string> orders_open_to(Call& call) { return session(call).at("orders"); }

void open_key_to(Call& call, const std::string& serial) {
    if (key_is_open_to(call, serial)) return;
    Json kept = session(call);
    kept["keys"].push_back(serial);
    call.world.records.put("session", call.session, kept);
}

bool key_is_open_to(Call& call, const std::string& serial) {
    const Json keys = session(call).at("keys");
    return std::ranges::count(keys, Json(serial)) > 0;
}

Handled open_session(Call& call) {
    const auto channel = call.text("channel");
    if (!channel) return failed(channel.error());
    if (find_channel(*channel) == nullptr) return failed("not-found");
    const std::string id = random_token(9);
    const std::string token = id + '.' + random_token(24);
    const Milliseconds dies_at = now_ms() + lifetime;
    call.world.records.put("session", id,
                           {{"id", id},
                            {"token", token},
                            {"channel", *channel},
                            {"dies_at", dies_at},
                            {"orders", Json::array()},
                            {"keys", Json::array()}});
    return Answer{.status = 201,
                  .body = {{"id", id}, {"token", token}, {"expires_at", rfc3339(dies_at)}}};
}

Handled close_session(Call& call) {
    if (call.captured("session") != call.session) return failed("not-found");
    call.world.records.erase("session", call.session);
    return Answer{.status = 204};
}

}  // namespace sandbox
