#pragma once

#include "kiosk/backend/backend.hpp"
#include "kiosk/store/issue_journal.hpp"

#include <string>

namespace kiosk::issuing {

/// Tells the backend what the journal knows of issues whose end it did not see, and writes down
/// what became of them (R52): those whose key was proven are confirmed by the proof in the journal,
/// the others were interrupted and wait for their key. Called at start and, with its `key_serial`,
/// whenever a key is put in; needs no customer. What the backend does not answer stays for the next
/// time. Returns how many were settled for good; fails when the journal cannot be read or, at
/// start, does not continue its chain.
[[nodiscard]] store::StoreResult<int> settle_issues(store::IssueJournal& journal,
                                                    backend::Backend& backend,
                                                    const std::string& key_serial = {});

}  // namespace kiosk::issuing
