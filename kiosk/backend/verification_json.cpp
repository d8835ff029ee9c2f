#include "kiosk/backend/verification_json.hpp"

namespace kiosk::backend {

flow::OrganisationCheck read_organisation_check(const Reading& json) {
    return {json.one_of<flow::OrganisationCheck::State>("state"), json.text_if("qr_payload"),
            json.text_if("account_masked")};
}

namespace {

flow::FaceDrawing read_drawing(const Reading& json) {
    flow::FaceDrawing drawing;
    drawing.nonce = json.text("nonce");
    drawing.attempt = json.number("attempt");
    drawing.total = std::chrono::milliseconds(json.number("total_ms"));
    drawing.seal_certificate = json.text("seal_certificate");
    for (const Reading& one : json.list("challenges"))
        drawing.challenges.push_back({one.one_of<flow::FaceAction>("kind"),
                                      std::chrono::milliseconds(one.number("window_ms")),
                                      one.text_if("digits")});
    if (drawing.challenges.empty()) json.refuse("challenges");
    return drawing;
}

}  // namespace

flow::FaceSession read_face_session(const Reading& json, std::chrono::sys_seconds now) {
    flow::FaceSession session;
    session.id = json.text("id");
    session.state = json.one_of<flow::FaceState>("state");
    if (json.word("kind", {"sms_link", "on_site"}) == "sms_link") {
        session.masked_mobile = json.text("masked_mobile");
        session.resend_after = std::chrono::seconds(json.number("resend_after_s"));
    } else if (const auto drawing = json.object_if("drawing")) {
        session.drawing = read_drawing(*drawing);
    }
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
