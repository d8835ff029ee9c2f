#include "kiosk/backend/channel_json.hpp"

#include "kiosk/backend/material_json.hpp"
#include "kiosk/backend/time_text.hpp"

namespace kiosk::backend {
namespace {

/// The contract gives one name, the one on the door.
flow::Words door_name(const Reading& json) { return {json.text("name"), ""}; }

flow::ServiceOffer read_service(const Reading& json) {
    flow::ServiceOffer service;
    service.id =
        json.word("id", {"new", "renewal", "change", "replacement", "unlock", "view", "orders"});
    service.available = json.flag("available");
    if (json.has("materials")) service.materials = json.texts("materials");
    service.reason = service.available ? json.words_if("reason") : json.words("reason");
    return service;
}

flow::MethodOffer read_method(const Reading& json) {
    flow::MethodOffer method;
    method.method = json.one_of<flow::Method>("id");
    method.needs_face = json.flag("needs_face");
    method.minutes = json.number("minutes");
    method.price_fen = json.number("price_fen");
    method.key_today = json.word("key_ready", {"today", "next_working_day"}) == "today";
    method.materials = json.texts("materials");
    method.lr_absent = json.words("lr_absent");
    return method;
}

flow::Product read_product(const Reading& json) {
    json.word("medium", {"ukey"});
    json.word("algorithm", {"ec_p256", "rsa_2048", "sm2"});
    return {json.text("id"), json.words("name"), json.number("term_years"),
            json.number("price_fen")};
}

flow::MaterialRule read_rule(const Reading& json) {
    return {read_material_kind(json, "id"), json.flag("required"),
            json.word("when", {"always", "agent"}) == "agent"};
}

template <class Read>
auto read_all(const Reading& json, const char* name, Read&& read) {
    std::vector<decltype(read(json))> values;
    for (const Reading& element : json.list(name)) values.push_back(read(element));
    return values;
}

}  // namespace

std::vector<flow::ChannelName> read_channels(const Reading& json) {
    return read_all(json, "channels", [](const Reading& channel) {
        return flow::ChannelName{channel.text("id"), door_name(channel)};
    });
}

flow::Channel read_channel(const Reading& json) {
    flow::Channel channel;
    channel.id = json.text("id");
    channel.name = door_name(json);
    channel.notice = json.words_if("notice");
    channel.services = read_all(json, "services", read_service);
    channel.methods = read_all(json, "methods", read_method);
    channel.agent_methods = json.all_of<flow::AgentMethod>("agent_methods");
    channel.letter_ways = json.all_of<flow::LetterWay>("letter_ways");
    channel.products = read_all(json, "products", read_product);
    channel.materials = read_all(json, "materials", read_rule);
    channel.providers = json.all_of<flow::Provider>("payment_providers");
    channel.deliveries = json.all_of<flow::Delivery>("deliveries");
    channel.invoice_kinds = json.all_of<flow::InvoiceKind>("invoice_kinds");
    channel.lr_id_types = json.texts("lr_id_types");
    channel.review = json.one_of<flow::Review>("review");
    channel.key_place = json.words("key_place");
    return channel;
}

std::vector<flow::Agreement> read_agreements(const Reading& json) {
    return read_all(json, "agreements", [](const Reading& agreement) {
        return flow::Agreement{agreement.text("id"), agreement.text("version"),
                               agreement.words("title"), agreement.words("text"),
                               agreement.text("sha256")};
    });
}

Json consents_json(const std::vector<flow::Consent>& consents, std::chrono::sys_seconds now) {
    Json list = Json::array();
    for (const auto& consent : consents)
        list.push_back({{"agreement", consent.agreement},
                        {"version", consent.version},
                        {"sha256", consent.sha256},
                        {"agreed_at", time_text(now)}});
    return list;
}

}  // namespace kiosk::backend
