// Who is there, and orders.

#include "kiosk/backend/channel_json.hpp"
#include "kiosk/backend/http_backend_parts.hpp"
#include "kiosk/backend/order_json.hpp"
#include "kiosk/backend/verification_json.hpp"

namespace kiosk::backend {
namespace {

Json identify_json(const std::string& by, const std::string& number, const std::string& service) {
    if (by == "duplicate") return {{"by", by}, {"organisation_code", number}, {"service", service}};
    if (by == "slip") return {{"by", by}, {"order", number}};
    return {{"by", by}, {"document_number", number}};
}

flow::Problem session_gone() {
    flow::Problem problem;
    problem.who = flow::Problem::Who::customer;
    problem.code = "not-signed-in";
    return problem;
}

}  // namespace

Reply<flow::Order> HttpBackend::create_order(const NewOrder& wanted) {
    if (auto opened = open_session(wanted.channel); !opened) return tl::unexpected(opened.error());
    Json body = {{"channel", wanted.channel},
                 {"service", wanted.service},
                 {"method", name_of(wanted.method)},
                 {"consents", consents_json(wanted.consents, parts_->session.backend_now())}};
    if (!wanted.key_serial.empty()) body["key_serial"] = wanted.key_serial;
    return parts_->order_from(parts_->post("/orders", body));
}

Reply<flow::CodeTicket> HttpBackend::open_identification(const std::string& channel,
                                                         const std::string& by,
                                                         const std::string& number,
                                                         const std::string& service) {
    if (auto opened = open_session(channel); !opened) return tl::unexpected(opened.error());
    const auto ticket = parts_->session.ticket();
    if (!ticket) return tl::unexpected(session_gone());
    return read_reply(parts_->post("/sessions/" + escaped(ticket->id) + "/identification",
                                   identify_json(by, number, service)),
                      read_ticket);
}

Reply<flow::CodeTicket> HttpBackend::resend_identification(const std::string& id) {
    const auto ticket = parts_->session.ticket();
    if (!ticket) return tl::unexpected(session_gone());
    return read_reply(parts_->post("/sessions/" + escaped(ticket->id) + "/identification/" +
                                   escaped(id) + "/resend"),
                      read_ticket);
}

Reply<std::vector<flow::OrderSummary>> HttpBackend::verify_identification(
    const std::string& id, const flow::Secret& code) {
    const auto ticket = parts_->session.ticket();
    if (!ticket) return tl::unexpected(session_gone());
    return read_reply(parts_->post("/sessions/" + escaped(ticket->id) + "/identification/" +
                                       escaped(id) + "/verify",
                                   {{"code", code.view()}}),
                      read_summaries);
}

Reply<flow::Order> HttpBackend::save_step(const std::string& order, const std::string& etag,
                                          const Patch& patch) {
    Call call = json_call("PATCH", "/orders/" + escaped(order) + "/steps/" + escaped(patch.step),
                          patch_json(patch));
    call.headers = {"If-Match: " + etag};
    auto saved = parts_->order_from(parts_->exchange.send(call));
    if (saved || saved.error().code != "order-changed") return saved;
    // Perhaps it was we who changed it, and only the answer was lost.
    auto current = this->order(order);
    return current && holds(*current, patch) ? current : saved;
}

Reply<flow::Order> HttpBackend::order(const std::string& id) {
    return parts_->order_from(parts_->get("/orders/" + escaped(id)));
}

Reply<flow::Order> HttpBackend::cancel_order(const std::string& id, const std::string& etag) {
    Call call = json_call("POST", "/orders/" + escaped(id) + "/cancel", Json::object());
    call.headers = {"If-Match: " + etag};
    return parts_->order_from(parts_->exchange.send(call));
}

Reply<flow::Order> HttpBackend::watch_order(const std::string& id, const std::string& etag,
                                            std::stop_token stop) {
    return parts_->order_from(parts_->watch("/orders/" + escaped(id), etag, stop));
}

Reply<std::vector<flow::OrderSummary>> HttpBackend::orders(bool open) {
    return read_reply(parts_->get(std::string("/orders?status=") + (open ? "open" : "closed")),
                      read_summaries);
}

Reply<flow::CodeTicket> HttpBackend::send_signature_code(const std::string& order) {
    return read_reply(parts_->post("/orders/" + escaped(order) + "/signature/codes"), read_ticket);
}

Reply<flow::Order> HttpBackend::sign(const std::string& order, const flow::Secret& code,
                                     const std::vector<flow::Consent>& consents) {
    return parts_->order_from(
        parts_->post("/orders/" + escaped(order) + "/signature",
                     {{"code", code.view()},
                      {"consents", consents_json(consents, parts_->session.backend_now())}}));
}

}  // namespace kiosk::backend
