#pragma once

#include "drivers/token.hpp"
#include "kiosk/backend/backend.hpp"
#include "kiosk/store/issue_journal.hpp"

#include <functional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace kiosk::issuing {

/// A key that works, proven.
struct IssuedKey {
    std::string serial;
    std::string valid_until;  ///< "2027-11-22".
    std::string certificate_pem;
    std::vector<std::string> chain_pem;  ///< Issuing authority first, root last.
    flow::Order order;                   ///< Completed.
};

/// The issue of a certificate into a key (R51): reserve → PIN → PUK and management key → pair →
/// request → certificate → written → read back → challenge proven → confirmed. On SM2 channels the
/// key centre's pair and its certificate follow the first. A renewal opens the key with its owner's
/// PIN, goes into the other place and removes the former certificate last of all (R35).
///
/// Each step stands in the journal before it happens and after. Whatever interrupts it (R52),
/// running it again for the same order and key goes on: what journal, backend and key prove done is
/// not done again. What became of an issue nobody runs again, settle_issues() finds out.
///
/// Runs on the reader's thread; borrows all. The backend's session must see the order.
class IssueSaga {
public:
    using Progress = std::function<void(flow::IssueStep)>;

    IssueSaga(drivers::Token& token, backend::Backend& backend, store::IssueJournal& journal,
              drivers::FactorySecrets factory);

    /// `pin`: what the customer chose; on a key that already has his, that one. `progress` is
    /// called as each step begins. Fails with the backend's problem, or:
    /// - key-removed, wrong-pin (tries_left): the customer; run again;
    /// - key-changed: the customer put another key in; key-foreign, key-locked, key-broken: hall
    ///   staff, another key;
    /// - key-mismatch: the backend's certificate is not for this key, names somebody else or leads
    ///   to no root; it was revoked and the order is not completed;
    /// - key-unsupported, store: a technician.
    [[nodiscard]] tl::expected<IssuedKey, flow::Problem> run(const std::string& order,
                                                             const std::string& serial,
                                                             const flow::Secret& pin,
                                                             const Progress& progress = {});

private:
    drivers::Token& token_;
    backend::Backend& backend_;
    store::IssueJournal& journal_;
    drivers::FactorySecrets factory_;
};

}  // namespace kiosk::issuing
