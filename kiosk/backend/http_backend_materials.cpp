// Photos, the customer's phone, the authorisation letter.

#include "kiosk/backend/http_backend_parts.hpp"
#include "kiosk/backend/material_json.hpp"

namespace kiosk::backend {
namespace {

std::string materials_path(const std::string& order) {
    return "/orders/" + escaped(order) + "/materials";
}

std::string letter_path(const std::string& order) {
    return "/orders/" + escaped(order) + "/authorisation-letter";
}

}  // namespace

Reply<flow::Material> HttpBackend::send_material(const std::string& order, const std::string& kind,
                                                 std::span<const std::uint8_t> jpeg) {
    const auto upload = parts_->uploads.send(order, kind, jpeg);
    if (!upload) return tl::unexpected(upload.error());
    return read_reply(parts_->post(materials_path(order), {{"kind", kind}, {"upload", *upload}}),
                      read_material);
}

Reply<std::vector<flow::Material>> HttpBackend::materials(const std::string& order) {
    return read_reply(parts_->get(materials_path(order)), read_materials);
}

Reply<std::vector<flow::Material>> HttpBackend::watch_materials(const std::string& order,
                                                                std::stop_token stop) {
    return read_reply(parts_->watch(materials_path(order), "", stop), read_materials);
}

Reply<void> HttpBackend::delete_material(const std::string& order, const std::string& kind) {
    Call call;
    call.method = "DELETE";
    call.path = materials_path(order) + "/" + escaped(kind);
    const auto reply = parts_->exchange.send(call);
    if (!reply && reply.error().code == "not-found") return {};  // gone by an earlier attempt
    return done(reply);
}

Reply<std::vector<std::uint8_t>> HttpBackend::material(const std::string& order,
                                                       const std::string& kind) {
    const auto reply = parts_->get(materials_path(order) + "/" + escaped(kind) + "/content");
    if (!reply) return tl::unexpected(reply.error());
    if (!reply->header("content-type").starts_with("image/jpeg"))
        return tl::unexpected(contract_problem("Content-Type"));
    return std::vector<std::uint8_t>(reply->body.begin(), reply->body.end());
}

Reply<std::string> HttpBackend::open_hand_over(const std::string& order) {
    return read_reply(parts_->post("/orders/" + escaped(order) + "/hand-over"),
                      [](const Reading& json) {
                          json.time("expires_at");
                          return json.text("url");
                      });
}

Reply<Backend::Letter> HttpBackend::request_e_sign(const std::string& order) {
    return read_reply(parts_->post(letter_path(order) + "/e-sign"), read_letter);
}

Reply<Backend::Letter> HttpBackend::watch_letter(const std::string& order, std::stop_token stop) {
    return read_reply(parts_->watch(letter_path(order), "", stop), read_letter);
}

}  // namespace kiosk::backend
