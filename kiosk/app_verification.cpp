#include "kiosk/app.hpp"
#include "kiosk/app_asking.hpp"
#include "kiosk/match.hpp"

namespace kiosk {
namespace {

using namespace flow;
using backend::Backend;

}  // namespace

/// Everything that proves something: who is there, the organisation, the agent, the letter, the
/// signature, the payment.
bool App::perform_verification(const Effect& effect) {
    const auto code = [](AskId to, CodeTicket ticket) -> Event {
        return CodeSent{to, std::move(ticket)};
    };
    const auto organisation = [](AskId to, OrganisationCheck check) -> Event {
        return OrganisationChecked{to, std::move(check)};
    };
    const auto face = [](AskId to, FaceSession session) -> Event {
        return FaceReplied{to, std::move(session)};
    };
    const auto letter = [](AskId to, Backend::Letter reply) -> Event {
        return LetterReplied{to, reply.state, std::move(reply.ticket)};
    };
    const auto payment = [](AskId to, Payment reply) -> Event {
        return PaymentReplied{to, std::move(reply)};
    };
    return std::visit(
        Match{
            [&](const OpenIdentification& e) {
                call(
                    e.ask,
                    [e](Backend& b) {
                        return b.open_identification(e.channel, e.by, e.number, e.service);
                    },
                    code);
                return true;
            },
            [&](const ResendIdentification& e) {
                call(
                    e.ask, [e](Backend& b) { return b.resend_identification(e.id); }, code);
                return true;
            },
            [&](const VerifyIdentification& e) {
                call(
                    e.ask, [e](Backend& b) { return b.verify_identification(e.id, e.code); },
                    [](AskId to, auto orders) -> Event {
                        return Identified{to, std::move(orders)};
                    });
                return true;
            },
            [&](const VerifyOrganisation& e) {
                call(
                    e.ask, [e](Backend& b) { return b.verify_organisation(e.order, e.method); },
                    organisation);
                return true;
            },
            [&](const WatchOrganisation& e) {
                watch(
                    e.ask,
                    [e](Backend& b, const std::stop_token& stop) {
                        return b.watch_organisation(e.order, stop);
                    },
                    organisation);
                return true;
            },
            [&](const SubmitTransferCode& e) {
                call(
                    e.ask, [e](Backend& b) { return b.submit_transfer_code(e.order, e.code); },
                    organisation);
                return true;
            },
            [&](const SendFaceLink& e) {
                call(
                    e.ask, [e](Backend& b) { return b.send_face_link(e.order, e.mobile); }, face);
                return true;
            },
            [&](const ResendFaceLink& e) {
                call(
                    e.ask, [e](Backend& b) { return b.resend_face_link(e.session, e.mobile); },
                    face);
                return true;
            },
            [&](const WatchFace& e) {
                watch(
                    e.ask,
                    [e](Backend& b, const std::stop_token& stop) {
                        return b.watch_face(e.session, stop);
                    },
                    face);
                return true;
            },
            [&](const CancelFace& e) {
                calls_.post([this, e] { (void)parts_.calls.cancel_face(e.session); });
                return true;
            },
            [&](const SendAgentCode& e) {
                call(
                    e.ask, [e](Backend& b) { return b.send_agent_code(e.order, e.method); }, code);
                return true;
            },
            [&](const VerifyAgent& e) {
                call(
                    e.ask, [e](Backend& b) { return b.verify_agent(e.order, e.method, e.code); },
                    [](AskId to) -> Event { return AgentChecked{to}; });
                return true;
            },
            [&](const RequestESign& e) {
                call(
                    e.ask, [e](Backend& b) { return b.request_e_sign(e.order); }, letter);
                return true;
            },
            [&](const WatchLetter& e) {
                watch(
                    e.ask,
                    [e](Backend& b, const std::stop_token& stop) {
                        return b.watch_letter(e.order, stop);
                    },
                    letter);
                return true;
            },
            [&](const SendSignatureCode& e) {
                call(
                    e.ask, [e](Backend& b) { return b.send_signature_code(e.order); }, code);
                return true;
            },
            [&](const Sign& e) {
                call(
                    e.ask, [e](Backend& b) { return b.sign(e.order, e.code, e.consents); },
                    [](AskId to, Order order) -> Event {
                        return OrderReplied{to, std::move(order)};
                    });
                return true;
            },
            [&](const CreatePayment& e) {
                call(
                    e.ask, [e](Backend& b) { return b.create_payment(e.order, e.provider); },
                    payment);
                return true;
            },
            [&](const WatchPayment& e) {
                watch(
                    e.ask,
                    [e](Backend& b, const std::stop_token& stop) {
                        return b.watch_payment(e.payment, stop);
                    },
                    payment);
                return true;
            },
            [&](const ClosePayment& e) {
                call(
                    e.ask, [e](Backend& b) { return b.close_payment(e.payment); }, payment);
                return true;
            },
            [](const auto&) { return false; },
        },
        effect);
}

}  // namespace kiosk
