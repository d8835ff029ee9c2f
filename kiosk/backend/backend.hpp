#pragma once

#include "kiosk/flow/face_values.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace kiosk::backend {

/// An answer of the CA's backend, or why there is none: Problem::who says who can act ("wait" when
/// it is unreachable: code "offline"; "backend" when its answer breaks the contract: code
/// "contract").
template <class T>
using Reply = tl::expected<T, flow::Problem>;

/// What the issue of a certificate needs from the backend (contract: Issuance).
struct Issuance {
    std::string id;
    std::string state;  ///< reserved, certified, written, confirmed, aborted.
    std::string algorithm;
    std::string key_serial;
    std::string subject_cn, subject_o, subject_ou, subject_c;
    flow::Secret puk;
    flow::Secret management_key;  ///< Hexadecimal.
    std::string management_algorithm;
    std::string certificate_pem;
    std::vector<std::string> chain_pem;
    std::string challenge;  ///< Hexadecimal.
    /// Dual certificates (SM2): the second one and its pair, DER SM2EnvelopedKey; else empty.
    std::string encryption_certificate_pem;
    std::vector<std::uint8_t> enveloped_key;
    bool envelope_padded_inside = false;  ///< How this CA fills the private key's field.
    /// Renewal: SHA-256 (hexadecimal) of the certificate in the same key that stays in use until
    /// the confirmation; else empty.
    std::string supersedes;
};

/// That a certificate is in its key and works.
struct IssueProof {
    std::string certificate_sha256;  ///< Hexadecimal.
    std::vector<std::uint8_t> signature;
};

/// The contract (kiosk/backend/openapi.json) as calls. Blocking; one object is used by one thread,
/// several objects share the customer's session. Every changing call is safe to repeat: its
/// idempotency key is drawn and stored before the first byte leaves. Calls named `watch_…`
/// long-poll until something changed, at most `patience` or until `stop`.
class Backend {
public:
    virtual ~Backend() = default;

    virtual Reply<void> reach() = 0;  ///< Time call: is it there, is the clock right (±5 min).
    virtual Reply<std::vector<flow::ChannelName>> channels() = 0;
    virtual Reply<flow::Channel> channel(const std::string& id) = 0;
    virtual Reply<std::vector<flow::Agreement>> agreements(const std::string& channel,
                                                           const std::string& scene) = 0;
    /// Forgets the customer's session here and at the backend.
    virtual void close_session() = 0;

    struct NewOrder {
        std::string channel, service;
        flow::Method method{};
        std::vector<flow::Consent> consents;
        std::string key_serial = {};  ///< Renewal, change, unlock.
    };
    /// The first of this, open_identification() and challenge_key() opens the customer's session.
    virtual Reply<flow::Order> create_order(const NewOrder& wanted) = 0;
    virtual Reply<flow::CodeTicket> open_identification(const std::string& channel,
                                                        const std::string& by,
                                                        const std::string& number,
                                                        const std::string& service) = 0;
    virtual Reply<flow::CodeTicket> resend_identification(const std::string& id) = 0;
    virtual Reply<std::vector<flow::OrderSummary>> verify_identification(
        const std::string& id, const flow::Secret& code) = 0;

    struct Patch {
        std::string step, page;
        std::map<flow::FieldId, std::string> fields;
        flow::Choices choices;
    };
    virtual Reply<flow::Order> save_step(const std::string& order, const std::string& etag,
                                         const Patch& patch) = 0;
    virtual Reply<flow::Order> order(const std::string& id) = 0;
    virtual Reply<flow::Order> cancel_order(const std::string& id, const std::string& etag) = 0;
    virtual Reply<flow::Order> watch_order(const std::string& id, const std::string& etag,
                                           std::stop_token stop) = 0;
    virtual Reply<std::vector<flow::OrderSummary>> orders(bool open) = 0;

    virtual Reply<flow::OrganisationCheck> verify_organisation(const std::string& order,
                                                               flow::Method method) = 0;
    virtual Reply<flow::OrganisationCheck> watch_organisation(const std::string& order,
                                                              std::stop_token stop) = 0;
    virtual Reply<flow::OrganisationCheck> submit_transfer_code(const std::string& order,
                                                                const std::string& code) = 0;
    virtual Reply<flow::FaceSession> send_face_link(const std::string& order,
                                                    const std::string& mobile) = 0;
    virtual Reply<flow::FaceSession> resend_face_link(const std::string& session,
                                                      const std::string& mobile) = 0;
    /// One try in front of the terminal; `sound`: digits may be drawn.
    virtual Reply<flow::FaceSession> open_face_try(const std::string& order,
                                                   flow::FaceSubject subject,
                                                   const std::vector<flow::Consent>& consents,
                                                   bool sound) = 0;
    /// Uploads sealed evidence (tus, resumed after a break) and submits it. An answer acknowledges.
    virtual Reply<flow::FaceSession> submit_face_evidence(const std::string& order,
                                                          const std::string& session,
                                                          std::span<const std::uint8_t> sealed) = 0;
    virtual Reply<flow::FaceSession> watch_face(const std::string& session,
                                                std::stop_token stop) = 0;
    virtual Reply<flow::FaceSession> cancel_face(const std::string& session) = 0;

    virtual Reply<flow::CodeTicket> send_agent_code(const std::string& order,
                                                    flow::AgentMethod method) = 0;
    virtual Reply<void> verify_agent(const std::string& order, flow::AgentMethod method,
                                     const flow::Secret& code) = 0;

    /// Uploads a JPEG (tus, resumed after a break) and attaches it to the order.
    virtual Reply<flow::Material> send_material(const std::string& order, const std::string& kind,
                                                std::span<const std::uint8_t> jpeg) = 0;
    virtual Reply<std::vector<flow::Material>> materials(const std::string& order) = 0;
    virtual Reply<std::vector<flow::Material>> watch_materials(const std::string& order,
                                                               std::stop_token stop) = 0;
    virtual Reply<void> delete_material(const std::string& order, const std::string& kind) = 0;
    virtual Reply<std::vector<std::uint8_t>> material(const std::string& order,
                                                      const std::string& kind) = 0;
    virtual Reply<std::string> open_hand_over(const std::string& order) = 0;

    struct Letter {
        flow::LetterState state{};
        flow::CodeTicket ticket;
    };
    virtual Reply<Letter> request_e_sign(const std::string& order) = 0;
    virtual Reply<Letter> watch_letter(const std::string& order, std::stop_token stop) = 0;

    virtual Reply<flow::CodeTicket> send_signature_code(const std::string& order) = 0;
    virtual Reply<flow::Order> sign(const std::string& order, const flow::Secret& code,
                                    const std::vector<flow::Consent>& consents) = 0;

    virtual Reply<flow::Payment> create_payment(const std::string& order,
                                                flow::Provider provider) = 0;
    virtual Reply<flow::Payment> watch_payment(const std::string& payment,
                                               std::stop_token stop) = 0;
    virtual Reply<flow::Payment> close_payment(const std::string& payment) = 0;

    virtual Reply<Issuance> reserve(const std::string& order, const std::string& key_serial) = 0;
    virtual Reply<Issuance> issuance(const std::string& id) = 0;
    /// All there were for the order, oldest first.
    virtual Reply<std::vector<Issuance>> issuances(const std::string& order) = 0;
    virtual Reply<Issuance> submit_request(const std::string& issuance,
                                           const std::string& csr_pem) = 0;
    virtual Reply<void> report_step(const std::string& issuance, const std::string& step,
                                    const std::string& result) = 0;
    /// `signature`: over the challenge's bytes, DER or the RSA block; `certificate_sha256`
    /// hexadecimal.
    virtual Reply<flow::Order> confirm(const std::string& issuance,
                                       const std::string& certificate_sha256,
                                       std::span<const std::uint8_t> signature) = 0;
    virtual Reply<void> abort_issuance(const std::string& issuance, const std::string& reason) = 0;
    /// Without a customer's session, after a restart: confirms by the proof, or tells that the
    /// issue was interrupted. Answers its state.
    virtual Reply<std::string> settle_issuance(const std::string& issuance,
                                               const std::optional<IssueProof>& proof) = 0;

    struct KeyRecord {
        std::string state;  ///< in_stock, issued, voided, unknown.
        std::string owner_masked;
    };
    virtual Reply<KeyRecord> key_record(const std::string& serial) = 0;

    /// What a key in use is to sign, and under which of its certificates. Hexadecimal.
    struct KeyChallenge {
        std::string id;
        std::string challenge;
        std::string certificate_sha256;
    };
    virtual Reply<KeyChallenge> challenge_key(const std::string& channel,
                                              const std::string& serial) = 0;
    struct ProvenKey {
        flow::KeyHolder holder;
        std::vector<flow::OrderSummary> orders;
    };
    virtual Reply<ProvenKey> answer_challenge(const std::string& serial,
                                              const std::string& challenge,
                                              std::span<const std::uint8_t> signature) = 0;
    struct Unblocking {
        flow::Secret puk;
        KeyChallenge challenge;  ///< Without id.
    };
    virtual Reply<Unblocking> unblock_key(const std::string& serial, const std::string& order) = 0;
    virtual Reply<flow::Order> confirm_unblocked(const std::string& serial,
                                                 const std::string& order,
                                                 std::span<const std::uint8_t> signature) = 0;

    virtual Reply<void> call_staff(const std::string& page) = 0;
};

}  // namespace kiosk::backend
