#include "deploy/sandbox/outer.hpp"

#include "deploy/sandbox/digests.hpp"
#include "deploy/sandbox/face.hpp"
#include "deploy/sandbox/issuances.hpp"
#include "deploy/sandbox/letter.hpp"
#include "deploy/sandbox/materials.hpp"
#include "deploy/sandbox/orders.hpp"
#include "deploy/sandbox/organisation.hpp"
#include "deploy/sandbox/payments.hpp"
#include "deploy/sandbox/refusals.hpp"
#include "deploy/sandbox/review.hpp"
#include "deploy/sandbox/sms.hpp"

namespace sandbox {

namespace {

Handled done(const Result<void>& result) {
    if (!result) return failed(result.error());
    return Answer{.body = {{"done", true}}};
}

Result<Json> named_order(const Call& call) {
    const auto id = call.text("order");
    if (!id) return failed(id.error());
    auto order = call.world.records.get("order", *id);
    if (!order) return failed("not-found");
    return *std::move(order);
}

/// A member of the JSON body or a part of the form.
std::string given(const Call& call, const std::string& name) {
    for (const FormPart& part : call.request.parts)
        if (part.name == name) return part.content;
    return call.body.value(name, "");
}

}  // namespace

Handled outer_sms(Call& call) {
    return Answer{.body = {{"messages", inbox(call.world, call.request.parameter("mobile"))}}};
}

Handled outer_face(Call& call) {
    const auto order = named_order(call);
    if (!order) return failed(order.error());
    const auto session = waiting_face_session(call.world, order->at("id"));
    if (!session) return failed("not-allowed");
    return done(report_face(call.world, *session, call.body.value("result", "") == "pass"));
}

Handled outer_sign(Call& call) {
    const auto order = named_order(call);
    if (!order) return failed(order.error());
    return done(sign_letter(call.world, *order));
}

Handled outer_pay(Call& call) {
    const auto payment = call.text("payment");
    const auto result = call.text("result");
    if (!payment || !result) return bad_request("payment, result");
    return done(decide_payment(call.world, *payment, *result));
}

Handled outer_licence(Call& call) {
    const auto order = named_order(call);
    if (!order) return failed(order.error());
    const std::string result = call.body.value("result", "confirm");
    return done(
        decide_licence(call.world, order->at("id"), result == "confirm" || result == "pass"));
}

Handled outer_transfers(Call& call) {
    const auto order = call.world.records.get("order", call.request.parameter("order"));
    if (!order || !order->at("organisation").contains("transfer")) return failed("not-found");
    const Json& transfer = order->at("organisation").at("transfer");
    return Answer{
        .body = {{"code", transfer.at("code")}, {"amount_fen", transfer.at("amount_fen")}}};
}

Handled outer_review(Call& call) {
    const auto order = named_order(call);
    if (!order) return failed(order.error());
    return done(decide_review(call.world, order->at("id"), call.body.value("decision", ""),
                              call.body.value("items", Json::array())));
}

Handled outer_photo(Call& call) {
    std::string bytes = given(call, "photo");
    if (call.request.parts.empty()) bytes = base64_bytes(given(call, "base64")).value_or("");
    const auto taken =
        take_photo(call.world, given(call, "order"), given(call, "kind"), "phone", bytes);
    if (!taken) return failed(taken.error());
    return Answer{.body = *taken};
}

Handled outer_order(Call& call) {
    const auto order = call.world.records.get("order", call.captured("order"));
    if (!order) return failed("not-found");
    Json whole = order_view(call.world, *order);
    whole["issuances"] =
        call.world.records.children("issuance", order->at("id").get<std::string>());
    for (Json& issuance : whole["issuances"])
        if (issuance.contains("certificate_pem"))
            issuance["chain_pem"] =
                call.world.authority.chain(issuance.at("algorithm").get<std::string>());
    whole["faces"] = Json::array();
    for (const Json& face : call.world.records.children("face", order->at("id").get<std::string>()))
        whole["faces"].push_back({{"kind", face.value("kind", "sms_link")},
                                  {"state", face.at("state")},
                                  {"evidence", face.value("evidence", Json())}});
    whole["payments"] = Json::array();
    for (const Json& payment :
         call.world.records.children("payment", order->at("id").get<std::string>()))
        whole["payments"].push_back(payment_view(payment));
    return Answer{.body = whole};
}

Handled outer_faults(Call& call) {
    call.world.faults.order(call.body);
    return Answer{.body = {{"done", true}}};
}

Handled outer_stats(Call& call) {
    return Answer{.body = {{"requests", call.world.requests.load()},
                           {"bytes_in", call.world.bytes_in.load()},
                           {"bytes_out", call.world.bytes_out.load()}}};
}

Handled outer_delivery(Call& call) {
    const auto order = named_order(call);
    if (!order) return failed(order.error());
    return done(deliver(call.world, order->at("id")));
}

Handled outer_refusals(Call&) {
    Json rows = Json::array();
    for (const RefusalNote& row : refusal_notes())
        rows.push_back({{"where", row.where}, {"value", row.value}, {"effect", row.effect_en}});
    return Answer{.body = {{"refusals", rows}}};
}

Handled outer_reports(Call& call) {
    return Answer{.body = {{"staff_calls", call.world.records.all("staff_call")},
                           {"events", call.world.records.all("event")}}};
}

Handled outer_crl(Call& call) {
    return Answer{.bytes = current_revocation_list(call.world, call.request.parameter("authority")),
                  .content_type = "application/pkix-crl"};
}

}  // namespace sandbox
