#pragma once

#include "kiosk/issuing/certificate.hpp"
#include "kiosk/issuing/issue_history.hpp"
#include "kiosk/issuing/issue_saga.hpp"
#include "kiosk/issuing/outcome.hpp"

namespace kiosk::issuing {

/// One run of the saga: what it works with and what it has found out so far.
class IssueRun {
public:
    struct Tools {
        drivers::Token& token;
        backend::Backend& backend;
        store::IssueJournal& journal;
        const drivers::FactorySecrets& factory;
        const IssueSaga::Progress& progress;
    };

    IssueRun(Tools tools, IssueHistory history, std::string order, std::string serial,
             const flow::Secret& pin)
        : tools_(tools),
          history_(std::move(history)),
          order_(std::move(order)),
          serial_(std::move(serial)),
          pin_(pin) {}

    Outcome<IssuedKey> run();

private:
    using Detail = Outcome<std::string>;  ///< What the journal keeps of a step that went well.

    Outcome<void> reserve();
    Outcome<void> check_key();
    Outcome<void> choose_place(const drivers::TokenInfo& info);
    Outcome<void> personalise();
    Outcome<void> certify();
    Outcome<void> install();
    Outcome<void> prove_key();
    Outcome<void> confirm();
    Outcome<void> retire_former();
    Outcome<IssuedKey> finished();

    bool is_renewal() const { return !issuance_.supersedes.empty(); }
    bool is_dual() const { return !issuance_.encryption_certificate_pem.empty(); }
    bool is_confirmed() const { return issuance_.state == "confirmed"; }
    bool has_certificate() const;

    // Steps with the customer's and the CA's secrets (issue_run_secrets.cpp)
    Detail set_pin();
    Detail rescue_pin(const drivers::TokenFault& refused);
    Detail replace_puk();
    Detail replace_management_key();
    // Steps on the key (issue_run_key.cpp)
    Detail make_pair();
    Detail write();
    Detail import_pair();
    Detail write_encryption();
    Detail read_back();
    Detail prove();
    Detail remove_former();
    Outcome<void> still_this_key();
    drivers::TokenResult<void> open_for_one_use();
    bool is_stricter(const drivers::TokenFault& refused);
    drivers::TokenResult<drivers::Bytes> sign(const drivers::Bytes& digest);
    drivers::TokenResult<bool> holds_pair(const drivers::Bytes& public_key);
    // Steps with the backend (issue_run_backend.cpp)
    Detail take_issuance();
    Outcome<std::optional<backend::Issuance>> ask_by_order();
    Detail make_request();
    Detail fetch_certificate();
    Detail send_confirmation();
    tl::expected<void, Refused> accept_certificates();
    flow::Problem refuse_certificates();

    /// Journals around `work`; `customer_step` and `report` tell customer and backend of it.
    Outcome<void> step(const char* name, flow::IssueStep customer_step, const char* report,
                       Detail (IssueRun::*work)());
    /// The same on the key, after a look whether it is still the one that was reserved.
    Outcome<void> key_step(const char* name, flow::IssueStep customer_step, const char* report,
                           Detail (IssueRun::*work)());
    Outcome<void> note(const char* name, store::IssueEntry::Phase phase, std::string detail);
    void report(const char* name, const char* result = "done");

    Tools tools_;
    IssueHistory history_;
    std::string order_, serial_;
    const flow::Secret& pin_;

    backend::Issuance issuance_;
    drivers::KeyAlgorithm algorithm_{};
    Subject subject_;
    drivers::Place place_ = drivers::Place::first;
    drivers::Bytes public_key_;
    std::string request_pem_;
    drivers::Bytes certificate_;
    drivers::Bytes encryption_certificate_;
    drivers::EnvelopedKey envelope_;
    drivers::Bytes proof_;
    std::optional<flow::Order> completed_;
    bool backend_listens_ = true;
    bool pin_each_time_ = false;
};

}  // namespace kiosk::issuing
