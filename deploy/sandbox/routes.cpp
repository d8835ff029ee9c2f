#include "deploy/sandbox/agent.hpp"
#include "deploy/sandbox/agreements.hpp"
#include "deploy/sandbox/channels.hpp"
#include "deploy/sandbox/face.hpp"
#include "deploy/sandbox/face_on_site.hpp"
#include "deploy/sandbox/front_page.hpp"
#include "deploy/sandbox/identification.hpp"
#include "deploy/sandbox/issuances.hpp"
#include "deploy/sandbox/letter.hpp"
#include "deploy/sandbox/materials.hpp"
#include "deploy/sandbox/order_calls.hpp"
#include "deploy/sandbox/organisation.hpp"
#include "deploy/sandbox/outer.hpp"
#include "deploy/sandbox/payments.hpp"
#include "deploy/sandbox/phone_pages.hpp"
#include "deploy/sandbox/photo_page.hpp"
#include "deploy/sandbox/router.hpp"
#include "deploy/sandbox/sessions.hpp"
#include "deploy/sandbox/signature.hpp"
#include "deploy/sandbox/stock.hpp"
#include "deploy/sandbox/terminal_reports.hpp"
#include "deploy/sandbox/tokens.hpp"
#include "deploy/sandbox/uploads.hpp"

namespace sandbox {

const std::vector<Route>& terminal_routes() {
    constexpr auto session = Needs::session;
    static const std::vector<Route> routes{
        {"GET", "/time", get_time},
        {"GET", "/channels", list_channels},
        {"GET", "/channels/{channel}", get_channel},
        {"GET", "/agreements", list_agreements},
        {"GET", "/tokens/{serial}", get_token},
        {"POST", "/tokens/{serial}/challenges", challenge_token, session},
        {"POST", "/tokens/{serial}/challenges/{challenge}/answer", answer_challenge, session},
        {"POST", "/tokens/{serial}/unblock", unblock_token, session},
        {"POST", "/tokens/{serial}/unblock/confirm", confirm_unblocked, session},
        {"POST", "/staff-calls", call_staff},
        {"POST", "/events", report_events},

        {"POST", "/sessions", open_session},
        {"DELETE", "/sessions/{session}", close_session, session},
        {"POST", "/sessions/{session}/identification", identify, session},
        {"POST", "/sessions/{session}/identification/{identification}/resend",
         resend_identification_code, session},
        {"POST", "/sessions/{session}/identification/{identification}/verify",
         verify_identification, session},

        {"POST", "/orders", create_order, session},
        {"GET", "/orders", list_orders, session},
        {"GET", "/orders/{order}", get_order, session},
        {"PATCH", "/orders/{order}/steps/{step}", patch_step, session},
        {"POST", "/orders/{order}/cancel", cancel_order, session},
        {"POST", "/orders/{order}/invoice/resend", resend_invoice, session},

        {"POST", "/orders/{order}/organisation-verification", verify_organisation, session},
        {"GET", "/orders/{order}/organisation-verification", get_organisation_verification,
         session},
        {"POST", "/orders/{order}/organisation-verification/transfer-code", enter_transfer_code,
         session},
        {"POST", "/orders/{order}/face-sessions", create_face_session, session},
        {"GET", "/face-sessions/{face}", get_face_session, session},
        {"POST", "/face-sessions/{face}/resend", resend_face_link, session},
        {"POST", "/face-sessions/{face}/cancel", cancel_face_session, session},
        {"POST", "/face-sessions/{face}/evidence", submit_face_evidence, session},
        {"POST", "/orders/{order}/agent-verification/codes", send_agent_code, session},
        {"POST", "/orders/{order}/agent-verification", verify_agent, session},

        {"POST", "/uploads", create_upload, session},
        {"HEAD", "/uploads/{upload}", upload_offset},
        {"PATCH", "/uploads/{upload}", append_upload},
        {"POST", "/orders/{order}/materials", attach_material, session},
        {"GET", "/orders/{order}/materials", list_materials, session},
        {"GET", "/orders/{order}/materials/{material}/content", get_material, session},
        {"DELETE", "/orders/{order}/materials/{material}", delete_material, session},
        {"POST", "/orders/{order}/hand-over", hand_over, session},
        {"GET", "/orders/{order}/authorisation-letter", get_letter, session},
        {"POST", "/orders/{order}/authorisation-letter/e-sign", request_e_sign, session},

        {"POST", "/orders/{order}/signature/codes", send_signature_code, session},
        {"POST", "/orders/{order}/signature", sign, session},
        {"POST", "/orders/{order}/payments", create_payment, session},
        {"GET", "/payments/{payment}", get_payment, session},
        {"POST", "/payments/{payment}/close", close_payment, session},

        {"POST", "/orders/{order}/issuances", create_issuance, session},
        {"GET", "/orders/{order}/issuances", list_issuances, session},
        {"GET", "/issuances/{issuance}", get_issuance, session},
        {"POST", "/issuances/{issuance}/csr", send_csr, session},
        {"POST", "/issuances/{issuance}/steps", report_step, session},
        {"POST", "/issuances/{issuance}/confirm", confirm_issuance, session},
        {"POST", "/issuances/{issuance}/abort", abort_issuance, session},
        {"POST", "/issuances/{issuance}/settle", settle_issuance},
    };
    return routes;
}

const std::vector<Route>& outer_routes() {
    static const std::vector<Route> routes{
        {"GET", "/", show_front_page},
        {"POST", "/", press_front_page},
        {"GET", "/inbox", show_inbox},
        {"GET", "/o/{order}", show_slip},
        {"GET", "/issuing.crl", outer_crl},
        {"GET", "/phone/face/{token}", show_face},
        {"POST", "/phone/face/{token}", press_face},
        {"GET", "/phone/sign/{token}", show_letter},
        {"POST", "/phone/sign/{token}", press_letter},
        {"GET", "/phone/pay/{payment}", show_payment},
        {"POST", "/phone/pay/{payment}", press_payment},
        {"GET", "/phone/licence/{token}", show_licence},
        {"POST", "/phone/licence/{token}", press_licence},
        {"GET", "/phone/photos/{token}", show_photos},
        {"POST", "/phone/photos/{token}", send_photo},

        {"GET", "/outer/sms", outer_sms},
        {"POST", "/outer/face", outer_face},
        {"POST", "/outer/sign", outer_sign},
        {"POST", "/outer/pay", outer_pay},
        {"POST", "/outer/licence", outer_licence},
        {"GET", "/outer/transfers", outer_transfers},
        {"POST", "/outer/review", outer_review},
        {"POST", "/outer/photo", outer_photo},
        {"GET", "/outer/orders/{order}", outer_order},
        {"POST", "/outer/faults", outer_faults},
        {"GET", "/outer/stats", outer_stats},
        {"GET", "/outer/keys", outer_key_list},
        {"POST", "/outer/keys", outer_keys},
        {"POST", "/outer/keys/issue", outer_issue_key},
        {"POST", "/outer/delivery", outer_delivery},
        {"GET", "/outer/refusals", outer_refusals},
        {"GET", "/outer/reports", outer_reports},
    };
    return routes;
}

}  // namespace sandbox
