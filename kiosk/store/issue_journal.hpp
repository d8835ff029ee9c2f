#pragma once

#include "kiosk/store/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::store {

/// One line of the issue journal (R51): what was about to happen to a key, or how it went.
struct IssueEntry {
    enum class Phase { intent, done, failed };
    std::string order;
    std::string key_serial;
    std::string step;
    Phase phase{};
    std::string detail;     ///< Ids, public keys, hashes, codes. Never a PIN, PUK or key.
    std::int64_t time = 0;  ///< Milliseconds since 1970, UTC; append() fills it in when 0.
    bool operator==(const IssueEntry&) const = default;
};

/// The journal that an interrupted issue is continued from, and that shows afterwards what was done
/// to which key (R52). It only grows; every line's hash covers its contents and the hash before it
/// (SHA-256), so that a changed, missing or reordered line shows. Any thread.
class IssueJournal {
public:
    explicit IssueJournal(Database& database) : database_(database) {}

    /// On the disk when this returns.
    [[nodiscard]] StoreResult<void> append(const IssueEntry& entry);
    /// In the order of writing.
    [[nodiscard]] StoreResult<std::vector<IssueEntry>> by_order(std::string_view order);
    [[nodiscard]] StoreResult<std::vector<IssueEntry>> by_serial(std::string_view key_serial);
    struct Unfinished {
        std::string order, key_serial;
        bool operator==(const Unfinished&) const = default;
    };
    /// Issues that were begun and neither confirmed nor abandoned, oldest first.
    [[nodiscard]] StoreResult<std::vector<Unfinished>> unfinished();
    /// Number (from 1) of the first line that does not continue the chain; nothing when whole. What
    /// was cut off at the end only last_hash(), kept elsewhere, can show.
    [[nodiscard]] StoreResult<std::optional<std::int64_t>> first_broken_line();
    /// Hash of the last line; empty for an empty journal.
    [[nodiscard]] StoreResult<std::string> last_hash();

private:
    StoreResult<std::vector<IssueEntry>> select(std::string_view sql, std::string_view value);

    Database& database_;
};

}  // namespace kiosk::store
