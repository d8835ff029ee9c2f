#include "kiosk/backend/base64.hpp"
#include "kiosk/backend/http_backend_parts.hpp"
#include "kiosk/backend/issuance_json.hpp"

namespace kiosk::backend {
namespace {

std::string issuance_path(const std::string& id) { return "/issuances/" + escaped(id); }

}  // namespace

Reply<Issuance> HttpBackend::reserve(const std::string& order, const std::string& key_serial) {
    return read_reply(
        parts_->post("/orders/" + escaped(order) + "/issuances", {{"key_serial", key_serial}}),
        read_issuance);
}

Reply<Issuance> HttpBackend::issuance(const std::string& id) {
    return read_reply(parts_->get(issuance_path(id)), read_issuance);
}

Reply<std::vector<Issuance>> HttpBackend::issuances(const std::string& order) {
    return read_reply(parts_->get("/orders/" + escaped(order) + "/issuances"), read_issuances);
}

Reply<Issuance> HttpBackend::submit_request(const std::string& issuance,
                                            const std::string& csr_pem) {
    return read_reply(parts_->post(issuance_path(issuance) + "/csr", {{"csr_pem", csr_pem}}),
                      read_issuance);
}

Reply<void> HttpBackend::report_step(const std::string& issuance, const std::string& step,
                                     const std::string& result) {
    return done(
        parts_->post(issuance_path(issuance) + "/steps", {{"step", step}, {"result", result}}));
}

Reply<flow::Order> HttpBackend::confirm(const std::string& issuance,
                                        const std::string& certificate_sha256,
                                        std::span<const std::uint8_t> signature) {
    return parts_->order_from(parts_->post(
        issuance_path(issuance) + "/confirm",
        {{"certificate_sha256", certificate_sha256}, {"signature", base64(signature)}}));
}

Reply<void> HttpBackend::abort_issuance(const std::string& issuance, const std::string& reason) {
    return done(parts_->post(issuance_path(issuance) + "/abort", {{"reason", reason}}));
}

Reply<std::string> HttpBackend::settle_issuance(const std::string& issuance,
                                                const std::optional<IssueProof>& proof) {
    Json body = Json::object();
    if (proof)
        body = {{"certificate_sha256", proof->certificate_sha256},
                {"signature", base64(proof->signature)}};
    return read_reply(parts_->post(issuance_path(issuance) + "/settle", body), read_issuance_state);
}

}  // namespace kiosk::backend
