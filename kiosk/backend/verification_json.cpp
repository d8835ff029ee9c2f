#include "kiosk/backend/verification_json.hpp"

namespace kiosk::backend {

flow::OrganisationCheck read_organisation_check(const Reading& json) {
    return {json.one_of<flow::OrganisationCheck::State>("state"), json.text_if("qr_payload"),
            json.text_if("account_masked")};
}

flow::FaceSession read_face_session(const Reading& json, std::chrono::sys_seconds now) {
    flow::FaceSession session;
    session.id = json.text("id");
    session.state = json.one_of<flow::FaceState>("state");
    session.masked_mobile = json.text("masked_mobile");
    session.resend_after = std::chrono::seconds(json.number("resend_after_s"));
    session.expires_in = json.until("expires_at", now);
    session.tries_left = json.number("tries_left");
    session.reason = json.words_if("reason");
    return session;
}

flow::CodeTicket read_ticket(const Reading& json) {
    return {json.text_if("id"), json.text("masked_mobile"),
            std::chrono::seconds(json.number("resend_after_s")), json.number("tries_left")};
}

}  // namespace kiosk::backend
