#include "kiosk/backend/payment_json.hpp"

namespace kiosk::backend {

flow::Payment read_payment(const Reading& json, std::chrono::sys_seconds now) {
    flow::Payment payment;
    payment.id = json.text("id");
    payment.provider = json.one_of<flow::Provider>("provider");
    payment.state = json.one_of<flow::PaymentState>("state");
    payment.qr_payload = json.text("qr_payload");
    payment.amount_fen = json.number("amount_fen");
    payment.expires_in = json.until("expires_at", now);
    return payment;
}

}  // namespace kiosk::backend
