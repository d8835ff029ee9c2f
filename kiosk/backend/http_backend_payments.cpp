#include "kiosk/backend/http_backend_parts.hpp"
#include "kiosk/backend/payment_json.hpp"

namespace kiosk::backend {
namespace {

auto payment_reader(const Session& session) {
    return [&session](const Reading& json) { return read_payment(json, session.backend_now()); };
}

}  // namespace

Reply<flow::Payment> HttpBackend::create_payment(const std::string& order,
                                                 flow::Provider provider) {
    return read_reply(
        parts_->post("/orders/" + escaped(order) + "/payments", {{"provider", name_of(provider)}}),
        payment_reader(parts_->session));
}

Reply<flow::Payment> HttpBackend::watch_payment(const std::string& payment, std::stop_token stop) {
    return read_reply(parts_->watch("/payments/" + escaped(payment), "", stop),
                      payment_reader(parts_->session));
}

Reply<flow::Payment> HttpBackend::close_payment(const std::string& payment) {
    return read_reply(parts_->post("/payments/" + escaped(payment) + "/close"),
                      payment_reader(parts_->session));
}

}  // namespace kiosk::backend
