// Verification of organisation, legal representative and agent.

#include "kiosk/backend/channel_json.hpp"
#include "kiosk/backend/http_backend_parts.hpp"
#include "kiosk/backend/verification_json.hpp"

namespace kiosk::backend {
namespace {

std::string check_path(const std::string& order) {
    return "/orders/" + escaped(order) + "/organisation-verification";
}

std::string face_path(const std::string& session) { return "/face-sessions/" + escaped(session); }

auto face_reader(const Session& session) {
    return
        [now = session.backend_now()](const Reading& json) { return read_face_session(json, now); };
}

}  // namespace

Reply<flow::OrganisationCheck> HttpBackend::verify_organisation(const std::string& order,
                                                                flow::Method method) {
    return read_reply(parts_->post(check_path(order), {{"method", name_of(method)}}),
                      read_organisation_check);
}

Reply<flow::OrganisationCheck> HttpBackend::watch_organisation(const std::string& order,
                                                               std::stop_token stop) {
    return read_reply(parts_->watch(check_path(order), "", stop), read_organisation_check);
}

Reply<flow::OrganisationCheck> HttpBackend::submit_transfer_code(const std::string& order,
                                                                 const std::string& code) {
    return read_reply(parts_->post(check_path(order) + "/transfer-code", {{"code", code}}),
                      read_organisation_check);
}

Reply<flow::FaceSession> HttpBackend::send_face_link(const std::string& order,
                                                     const std::string& mobile) {
    return read_reply(parts_->post("/orders/" + escaped(order) + "/face-sessions",
                                   {{"kind", "sms_link"}, {"subject", "lr"}, {"mobile", mobile}}),
                      face_reader(parts_->session));
}

Reply<flow::FaceSession> HttpBackend::resend_face_link(const std::string& session,
                                                       const std::string& mobile) {
    const Json body = mobile.empty() ? Json::object() : Json{{"mobile", mobile}};
    return read_reply(parts_->post(face_path(session) + "/resend", body),
                      face_reader(parts_->session));
}

Reply<flow::FaceSession> HttpBackend::open_face_try(const std::string& order,
                                                    flow::FaceSubject subject,
                                                    const std::vector<flow::Consent>& consents,
                                                    bool sound) {
    Call call = json_call("POST", "/orders/" + escaped(order) + "/face-sessions",
                          {{"kind", "on_site"},
                           {"subject", name_of(subject)},
                           {"consents", consents_json(consents, parts_->session.backend_now())},
                           {"sound", sound}});
    call.keeps_key = false;  // asking again later is another try
    return read_reply(parts_->exchange.send(call), face_reader(parts_->session));
}

Reply<flow::FaceSession> HttpBackend::submit_face_evidence(const std::string& order,
                                                           const std::string& session,
                                                           std::span<const std::uint8_t> sealed) {
    const auto upload = parts_->uploads.send(order, "face_evidence", sealed);
    if (!upload) return tl::unexpected(upload.error());
    return read_reply(parts_->post(face_path(session) + "/evidence", {{"upload", *upload}}),
                      face_reader(parts_->session));
}

Reply<flow::FaceSession> HttpBackend::watch_face(const std::string& session, std::stop_token stop) {
    const auto reply = parts_->watch(face_path(session), "", stop);
    return read_reply(reply, face_reader(parts_->session));
}

Reply<flow::FaceSession> HttpBackend::cancel_face(const std::string& session) {
    return read_reply(parts_->post(face_path(session) + "/cancel"), face_reader(parts_->session));
}

Reply<flow::CodeTicket> HttpBackend::send_agent_code(const std::string& order,
                                                     flow::AgentMethod method) {
    return read_reply(parts_->post("/orders/" + escaped(order) + "/agent-verification/codes",
                                   {{"method", name_of(method)}}),
                      read_ticket);
}

Reply<void> HttpBackend::verify_agent(const std::string& order, flow::AgentMethod method,
                                      const flow::Secret& code) {
    const auto state =
        read_reply(parts_->post("/orders/" + escaped(order) + "/agent-verification",
                                {{"method", name_of(method)}, {"code", code.view()}}),
                   [](const Reading& json) { return json.word("state", {"verified"}); });
    if (!state) return tl::unexpected(state.error());
    return {};
}

}  // namespace kiosk::backend
