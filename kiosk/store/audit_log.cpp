#include "kiosk/store/audit_log.hpp"

#include "kiosk/store/digest.hpp"
#include "kiosk/store/statement.hpp"

#include <chrono>

namespace kiosk::store {
namespace {

/// Each part goes in with its length: no two different rows hash the same text.
std::string hash_of(std::string_view previous, std::int64_t time, std::string_view event,
                    std::string_view detail) {
    std::string text(previous);
    const auto moment = std::to_string(time);
    for (const auto part : {std::string_view(moment), event, detail})
        text.append(std::to_string(part.size())).append(":").append(part);
    return sha256_hex(text);
}

}  // namespace

StoreResult<void> AuditLog::record(std::string_view event, std::string_view detail) {
    const auto lock = database_.lock();
    Statement last(database_.handle(), "SELECT hash FROM audit_log ORDER BY row DESC LIMIT 1");
    const auto found = last.step();
    if (!found) return tl::unexpected(found.error());
    const auto previous = *found ? last.text(0) : std::string();
    const auto time = seconds_now();
    return Statement(database_.handle(),
                     "INSERT INTO audit_log (time, event, detail, hash) VALUES (?, ?, ?, ?)")
        .bind(time)
        .bind(event)
        .bind(detail)
        .bind(hash_of(previous, time, event, detail))
        .run();
}

StoreResult<std::vector<AuditLog::Row>> AuditLog::rows() {
    const auto lock = database_.lock();
    Statement all(database_.handle(),
                  "SELECT time, event, detail, hash FROM audit_log ORDER BY row");
    std::vector<Row> rows;
    for (;;) {
        const auto row = all.step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return rows;
        rows.push_back({all.integer(0), all.text(1), all.text(2), all.text(3)});
    }
}

StoreResult<bool> AuditLog::is_whole() {
    const auto found = rows();
    if (!found) return tl::unexpected(found.error());
    std::string previous;
    for (const auto& row : *found) {
        if (row.hash != hash_of(previous, row.time, row.event, row.detail)) return false;
        previous = row.hash;
    }
    return true;
}

}  // namespace kiosk::store
