#pragma once

#include "drivers/token.hpp"
#include "kiosk/backend/backend.hpp"
#include "kiosk/store/issue_journal.hpp"

namespace kiosk::issuing {

struct Settled {
    int ended = 0;       ///< For good: confirmed, or given up.
    int unanswered = 0;  ///< The backend could not be asked: to be tried again.
};

/// Tells the backend what the journal knows of issues whose end it did not see, and writes down
/// what became of them (R52): those whose key was proven are confirmed by the proof in the journal,
/// the others were interrupted and wait for their key. Needs no customer. Called at start, and with
/// the `key` that is put in, whose issues alone are then compared: a proof counts only while the
/// key still holds the certificate that it proved. Fails when the journal cannot be read or, at
/// start, does not continue its chain.
[[nodiscard]] store::StoreResult<Settled> settle_issues(store::IssueJournal& journal,
                                                        backend::Backend& backend,
                                                        const drivers::TokenInfo* key = nullptr);

}  // namespace kiosk::issuing
