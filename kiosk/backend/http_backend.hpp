#pragma once

#include "kiosk/backend/backend.hpp"
#include "kiosk/backend/session.hpp"
#include "kiosk/backend/traffic.hpp"
#include "kiosk/store/idempotency_keys.hpp"

#include <chrono>
#include <memory>

namespace kiosk::backend {

struct HttpBackendConfig {
    std::string base_url;          ///< "https://host:port", with or without the contract's /v1.
    std::string ca_file;           ///< PEM; the only CA trusted.
    std::string certificate_file;  ///< PEM; the terminal's own.
    std::string key_file;          ///< PEM, unencrypted, mode 0600.
    std::string terminal;          ///< Id, for the server's log.
    std::chrono::seconds connect{5};
    std::chrono::seconds silence{8};           ///< A server silent for so long is offline.
    int tries = 3;                             ///< Of a call that may be repeated,
    std::chrono::milliseconds within{10'000};  ///< none beginning later than this.
    std::chrono::milliseconds first_pause{200};
    std::chrono::seconds patience{30};  ///< Of a watch_… call; the contract allows up to 30 s.
    std::stop_token stop;               ///< Ends every call: the terminal goes down.
};

/// The contract over HTTPS with mutual TLS. One object for calls, one for waits, one for
/// forwarding, each owned by its worker's thread with a kept-alive connection of its own; session,
/// keys and traffic are borrowed and shared.
///
/// A call that may be repeated is, a few times, before it fails with "offline" or "busy". Its
/// idempotency key stays stored until an answer came: calling again with the same values is the
/// same operation. A watch_… call that follows its own last answer within two seconds waits for
/// something newer; any other begins by looking and answers at once. Stopped: code "stopped".
class HttpBackend final : public Backend {
public:
    HttpBackend(const HttpBackendConfig& config, Session& session, store::IdempotencyKeys& keys,
                Traffic& traffic);
    ~HttpBackend() override;

    Reply<void> reach() override;
    Reply<std::vector<flow::ChannelName>> channels() override;
    Reply<flow::Channel> channel(const std::string& id) override;
    Reply<std::vector<flow::Agreement>> agreements(const std::string& channel,
                                                   const std::string& scene) override;
    void close_session() override;

    Reply<flow::Order> create_order(const NewOrder& wanted) override;
    Reply<flow::CodeTicket> open_identification(const std::string& channel, const std::string& by,
                                                const std::string& number,
                                                const std::string& service) override;
    Reply<flow::CodeTicket> resend_identification(const std::string& id) override;
    Reply<std::vector<flow::OrderSummary>> verify_identification(const std::string& id,
                                                                 const flow::Secret& code) override;
    Reply<flow::Order> save_step(const std::string& order, const std::string& etag,
                                 const Patch& patch) override;
    Reply<flow::Order> order(const std::string& id) override;
    Reply<flow::Order> cancel_order(const std::string& id, const std::string& etag) override;
    Reply<flow::Order> watch_order(const std::string& id, const std::string& etag,
                                   std::stop_token stop) override;
    Reply<std::vector<flow::OrderSummary>> orders(bool open) override;

    Reply<flow::OrganisationCheck> verify_organisation(const std::string& order,
                                                       flow::Method method) override;
    Reply<flow::OrganisationCheck> watch_organisation(const std::string& order,
                                                      std::stop_token stop) override;
    Reply<flow::OrganisationCheck> submit_transfer_code(const std::string& order,
                                                        const std::string& code) override;
    Reply<flow::FaceSession> send_face_link(const std::string& order,
                                            const std::string& mobile) override;
    Reply<flow::FaceSession> resend_face_link(const std::string& session,
                                              const std::string& mobile) override;
    Reply<flow::FaceSession> open_face_try(const std::string& order, flow::FaceSubject subject,
                                           const std::vector<flow::Consent>& consents,
                                           bool sound) override;
    Reply<flow::FaceSession> submit_face_evidence(const std::string& order,
                                                  const std::string& session,
                                                  std::span<const std::uint8_t> sealed) override;
    Reply<flow::FaceSession> watch_face(const std::string& session, std::stop_token stop) override;
    Reply<flow::FaceSession> cancel_face(const std::string& session) override;
    Reply<flow::CodeTicket> send_agent_code(const std::string& order,
                                            flow::AgentMethod method) override;
    Reply<void> verify_agent(const std::string& order, flow::AgentMethod method,
                             const flow::Secret& code) override;

    Reply<flow::Material> send_material(const std::string& order, const std::string& kind,
                                        std::span<const std::uint8_t> jpeg) override;
    Reply<std::vector<flow::Material>> materials(const std::string& order) override;
    Reply<std::vector<flow::Material>> watch_materials(const std::string& order,
                                                       std::stop_token stop) override;
    Reply<void> delete_material(const std::string& order, const std::string& kind) override;
    Reply<std::vector<std::uint8_t>> material(const std::string& order,
                                              const std::string& kind) override;
    Reply<std::string> open_hand_over(const std::string& order) override;
    Reply<Letter> request_e_sign(const std::string& order) override;
    Reply<Letter> watch_letter(const std::string& order, std::stop_token stop) override;

    Reply<flow::CodeTicket> send_signature_code(const std::string& order) override;
    Reply<flow::Order> sign(const std::string& order, const flow::Secret& code,
                            const std::vector<flow::Consent>& consents) override;
    Reply<flow::Payment> create_payment(const std::string& order, flow::Provider provider) override;
    Reply<flow::Payment> watch_payment(const std::string& payment, std::stop_token stop) override;
    Reply<flow::Payment> close_payment(const std::string& payment) override;

    Reply<Issuance> reserve(const std::string& order, const std::string& key_serial) override;
    Reply<Issuance> issuance(const std::string& id) override;
    Reply<std::vector<Issuance>> issuances(const std::string& order) override;
    Reply<Issuance> submit_request(const std::string& issuance,
                                   const std::string& csr_pem) override;
    Reply<void> report_step(const std::string& issuance, const std::string& step,
                            const std::string& result) override;
    Reply<flow::Order> confirm(const std::string& issuance, const std::string& certificate_sha256,
                               std::span<const std::uint8_t> signature) override;
    Reply<void> abort_issuance(const std::string& issuance, const std::string& reason) override;
    Reply<std::string> settle_issuance(const std::string& issuance,
                                       const std::optional<IssueProof>& proof) override;
    Reply<KeyRecord> key_record(const std::string& serial) override;
    Reply<KeyChallenge> challenge_key(const std::string& channel,
                                      const std::string& serial) override;
    Reply<ProvenKey> answer_challenge(const std::string& serial, const std::string& challenge,
                                      std::span<const std::uint8_t> signature) override;
    Reply<Unblocking> unblock_key(const std::string& serial, const std::string& order) override;
    Reply<flow::Order> confirm_unblocked(const std::string& serial, const std::string& order,
                                         std::span<const std::uint8_t> signature) override;
    Reply<void> call_staff(const std::string& page) override;

private:
    struct Parts;

    Reply<void> open_session(const std::string& channel);

    std::unique_ptr<Parts> parts_;
};

}  // namespace kiosk::backend
