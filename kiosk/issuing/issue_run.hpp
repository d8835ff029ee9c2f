#pragma once

#include "kiosk/issuing/certificate.hpp"
#include "kiosk/issuing/issue_history.hpp"
#include "kiosk/issuing/issue_saga.hpp"

namespace kiosk::issuing {

template <class T>
using Outcome = tl::expected<T, flow::Problem>;

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

    Outcome<void> check_key();
    Outcome<void> reserve();
    Outcome<void> personalise();
    Outcome<void> certify();
    Outcome<void> install();
    Outcome<IssuedKey> confirm();
    Outcome<IssuedKey> finished(flow::Order order) const;

    // Steps on the key (issue_run_key.cpp)
    Detail set_pin();
    Detail replace_puk();
    Detail replace_management_key();
    Detail make_pair();
    Detail write();
    Detail read_back();
    Detail prove();
    // Steps with the backend (issue_run_backend.cpp)
    Detail take_issuance();
    Detail make_request();
    Detail fetch_certificate();
    Detail send_confirmation();
    bool has_certificate() const;

    /// Journals around `work`; `customer_step` and `report` tell customer and backend of it.
    Outcome<void> step(const char* name, flow::IssueStep customer_step, const char* report,
                       Detail (IssueRun::*work)());
    Outcome<void> note(const char* name, store::IssueEntry::Phase phase, std::string detail);
    void report(const char* name);

    Tools tools_;
    IssueHistory history_;
    std::string order_, serial_;
    const flow::Secret& pin_;

    backend::Issuance issuance_;
    drivers::KeyAlgorithm algorithm_{};
    Subject subject_;
    drivers::Bytes public_key_;
    std::string request_pem_;
    drivers::Bytes certificate_;
    drivers::Bytes proof_;
    std::optional<flow::Order> completed_;
    bool backend_listens_ = true;
};

}  // namespace kiosk::issuing
