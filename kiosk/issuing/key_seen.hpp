#pragma once

#include "drivers/token.hpp"
#include "kiosk/backend/backend.hpp"
#include "kiosk/store/issue_journal.hpp"

namespace kiosk::issuing {

/// A key in the words of R50. `begun`: this terminal has begun this order's issue into it, see
/// was_begun(). Blank is only what is also in the hall's stock (R28); whatever belongs to somebody
/// else, or to nobody known, is foreign and never written.
[[nodiscard]] flow::KeySeen describe(const drivers::TokenInfo& info,
                                     const backend::Backend::KeyRecord& record, bool begun = false);

/// Whether the journal has this key being written for this order.
[[nodiscard]] bool was_begun(store::IssueJournal& journal, const std::string& order,
                             const std::string& key_serial);

}  // namespace kiosk::issuing
