#pragma once

#include "kiosk/store/database.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::store {

/// What the terminal did that somebody may ask about later. It only grows, and each row's hash
/// covers the one before it. Never personal data. Any thread.
class AuditLog {
public:
    explicit AuditLog(Database& database) : database_(database) {}

    /// `event` as in "face-evidence-deleted"; `detail` names things by their ids and hashes.
    [[nodiscard]] StoreResult<void> record(std::string_view event, std::string_view detail);

    struct Row {
        std::int64_t time = 0;  ///< Seconds since 1970, UTC.
        std::string event, detail, hash;
    };
    /// Oldest first.
    [[nodiscard]] StoreResult<std::vector<Row>> rows();
    /// Whether no row was changed, taken out or put in before another.
    [[nodiscard]] StoreResult<bool> is_whole();

private:
    Database& database_;
};

}  // namespace kiosk::store
