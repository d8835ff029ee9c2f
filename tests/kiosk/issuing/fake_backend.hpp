#pragma once

#include "kiosk/backend/backend.hpp"

namespace kiosk::issuing {

/// A backend of which only what the issue needs works; everything else says so.
class NoBackend : public backend::Backend {
public:
    template <class T>
    using Reply = backend::Reply<T>;
    using Text = const std::string&;

    static flow::Problem nothing() {
        flow::Problem problem;
        problem.who = flow::Problem::Who::backend;
        problem.code = "not-found";
        return problem;
    }

    Reply<void> reach() override { return {}; }
    Reply<std::vector<flow::ChannelName>> channels() override { return no(); }
    Reply<flow::Channel> channel(Text) override { return no(); }
    Reply<std::vector<flow::Agreement>> agreements(Text, Text) override { return no(); }
    void close_session() override {}
    Reply<flow::Order> create_order(const NewOrder&) override { return no(); }
    Reply<flow::CodeTicket> open_identification(Text, Text, Text, Text) override { return no(); }
    Reply<flow::CodeTicket> resend_identification(Text) override { return no(); }
    Reply<std::vector<flow::OrderSummary>> verify_identification(Text,
                                                                 const flow::Secret&) override {
        return no();
    }
    Reply<flow::Order> save_step(Text, Text, const Patch&) override { return no(); }
    Reply<flow::Order> order(Text) override { return no(); }
    Reply<flow::Order> cancel_order(Text, Text) override { return no(); }
    Reply<flow::Order> watch_order(Text, Text, std::stop_token) override { return no(); }
    Reply<std::vector<flow::OrderSummary>> orders(bool) override { return no(); }
    Reply<flow::OrganisationCheck> verify_organisation(Text, flow::Method) override { return no(); }
    Reply<flow::OrganisationCheck> watch_organisation(Text, std::stop_token) override {
        return no();
    }
    Reply<flow::OrganisationCheck> submit_transfer_code(Text, Text) override { return no(); }
    Reply<flow::FaceSession> send_face_link(Text, Text) override { return no(); }
    Reply<flow::FaceSession> resend_face_link(Text, Text) override { return no(); }
    Reply<flow::FaceSession> open_face_try(Text, flow::FaceSubject,
                                           const std::vector<flow::Consent>&, bool) override {
        return no();
    }
    Reply<flow::FaceSession> submit_face_evidence(Text, Text,
                                                  std::span<const std::uint8_t>) override {
        return no();
    }
    Reply<flow::FaceSession> watch_face(Text, std::stop_token) override { return no(); }
    Reply<flow::FaceSession> cancel_face(Text) override { return no(); }
    Reply<flow::CodeTicket> send_agent_code(Text, flow::AgentMethod) override { return no(); }
    Reply<void> verify_agent(Text, flow::AgentMethod, const flow::Secret&) override { return no(); }
    Reply<flow::Material> send_material(Text, Text, std::span<const std::uint8_t>) override {
        return no();
    }
    Reply<std::vector<flow::Material>> materials(Text) override { return no(); }
    Reply<std::vector<flow::Material>> watch_materials(Text, std::stop_token) override {
        return no();
    }
    Reply<void> delete_material(Text, Text) override { return no(); }
    Reply<std::vector<std::uint8_t>> material(Text, Text) override { return no(); }
    Reply<std::string> open_hand_over(Text) override { return no(); }
    Reply<Letter> request_e_sign(Text) override { return no(); }
    Reply<Letter> watch_letter(Text, std::stop_token) override { return no(); }
    Reply<flow::CodeTicket> send_signature_code(Text) override { return no(); }
    Reply<flow::Order> sign(Text, const flow::Secret&, const std::vector<flow::Consent>&) override {
        return no();
    }
    Reply<flow::Payment> create_payment(Text, flow::Provider) override { return no(); }
    Reply<flow::Payment> watch_payment(Text, std::stop_token) override { return no(); }
    Reply<flow::Payment> close_payment(Text) override { return no(); }
    Reply<backend::Issuance> reserve(Text, Text) override { return no(); }
    Reply<backend::Issuance> issuance(Text) override { return no(); }
    Reply<std::vector<backend::Issuance>> issuances(Text) override { return no(); }
    Reply<backend::Issuance> submit_request(Text, Text) override { return no(); }
    Reply<void> report_step(Text, Text, Text) override { return no(); }
    Reply<flow::Order> confirm(Text, Text, std::span<const std::uint8_t>) override { return no(); }
    Reply<void> abort_issuance(Text, Text) override { return no(); }
    Reply<std::string> settle_issuance(Text, const std::optional<backend::IssueProof>&) override {
        return no();
    }
    Reply<KeyRecord> key_record(Text) override { return no(); }
    Reply<KeyChallenge> challenge_key(Text, Text) override { return no(); }
    Reply<ProvenKey> answer_challenge(Text, Text, std::span<const std::uint8_t>) override {
        return no();
    }
    Reply<Unblocking> unblock_key(Text, Text) override { return no(); }
    Reply<flow::Order> confirm_unblocked(Text, Text, std::span<const std::uint8_t>) override {
        return no();
    }
    Reply<void> call_staff(Text) override { return no(); }

private:
    static tl::unexpected<flow::Problem> no() { return tl::unexpected(nothing()); }
};

}  // namespace kiosk::issuing
