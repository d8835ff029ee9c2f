#include "kiosk/store/issue_journal.hpp"

#include "kiosk/store/digest.hpp"
#include "kiosk/store/statement.hpp"

#include <array>
#include <chrono>

namespace kiosk::store {
namespace {

constexpr std::array<std::string_view, 3> phases{"intent", "done", "failed"};

std::string_view name_of(IssueEntry::Phase phase) {
    return phases[static_cast<std::size_t>(phase)];
}

std::optional<IssueEntry::Phase> phase_named(std::string_view name) {
    for (std::size_t i = 0; i < phases.size(); ++i)
        if (phases[i] == name) return static_cast<IssueEntry::Phase>(i);
    return {};
}

std::int64_t milliseconds_now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now())
        .time_since_epoch()
        .count();
}

/// Each part goes in with its length: no two different lines hash the same text.
std::string hash_of(std::string_view previous, std::int64_t row, const IssueEntry& entry) {
    std::string text(previous);
    const auto add = [&text](std::string_view part) {
        text += std::to_string(part.size());
        text += ':';
        text += part;
    };
    add(std::to_string(row));
    add(entry.order);
    add(entry.key_serial);
    add(entry.step);
    add(name_of(entry.phase));
    add(entry.detail);
    add(std::to_string(entry.time));
    return sha256_hex(text);
}

std::optional<IssueEntry> read_entry(Statement& row) {
    const auto phase = phase_named(row.text(4));
    if (!phase) return {};
    return IssueEntry{row.text(1), row.text(2), row.text(3), *phase, row.text(5), row.integer(6)};
}

constexpr std::string_view columns =
    "SELECT row, order_id, key_serial, step, phase, detail, time, hash FROM issue_journal ";

struct Link {
    std::int64_t row = 0;
    std::string hash;
};

StoreResult<Link> last_link(sqlite3* db) {
    Statement last(db, "SELECT row, hash FROM issue_journal ORDER BY row DESC LIMIT 1");
    const auto found = last.step();
    if (!found) return tl::unexpected(found.error());
    return *found ? Link{last.integer(0), last.text(1)} : Link{};
}

}  // namespace

StoreResult<void> IssueJournal::append(const IssueEntry& entry) {
    const auto lock = database_.lock();
    const auto last = last_link(database_.handle());
    if (!last) return tl::unexpected(last.error());
    IssueEntry line = entry;
    if (line.time == 0) line.time = milliseconds_now();
    const std::int64_t row = last->row + 1;
    return Statement(database_.handle(),
                     "INSERT INTO issue_journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(row)
        .bind(line.order)
        .bind(line.key_serial)
        .bind(line.step)
        .bind(name_of(line.phase))
        .bind(line.detail)
        .bind(line.time)
        .bind(hash_of(last->hash, row, line))
        .run();
}

StoreResult<std::vector<IssueEntry>> IssueJournal::select(std::string_view sql,
                                                          std::string_view value) {
    const auto lock = database_.lock();
    Statement rows(database_.handle(), std::string(columns) + std::string(sql));
    rows.bind(value);
    std::vector<IssueEntry> entries;
    while (true) {
        const auto row = rows.step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return entries;
        auto entry = read_entry(rows);
        if (!entry) return tl::unexpected(StoreFault{StoreFault::Kind::broken, "unknown phase"});
        entries.push_back(std::move(*entry));
    }
}

StoreResult<std::vector<IssueEntry>> IssueJournal::by_order(std::string_view order) {
    return select("WHERE order_id = ? ORDER BY row", order);
}

StoreResult<std::vector<IssueEntry>> IssueJournal::by_serial(std::string_view key_serial) {
    return select("WHERE key_serial = ? ORDER BY row", key_serial);
}

StoreResult<std::vector<IssueJournal::Unfinished>> IssueJournal::unfinished() {
    const auto lock = database_.lock();
    Statement rows(database_.handle(),
                   "SELECT order_id, key_serial FROM issue_journal AS begun"
                   " WHERE step = 'reserve' AND NOT EXISTS (SELECT 1 FROM issue_journal"
                   " WHERE order_id = begun.order_id AND key_serial = begun.key_serial"
                   " AND row > begun.row AND step IN ('confirm', 'abandon') AND phase = 'done')"
                   " GROUP BY order_id, key_serial ORDER BY min(row)");
    std::vector<Unfinished> issues;
    while (true) {
        const auto row = rows.step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return issues;
        issues.push_back({rows.text(0), rows.text(1)});
    }
}

StoreResult<std::optional<std::int64_t>> IssueJournal::first_broken_line() {
    const auto lock = database_.lock();
    Statement rows(database_.handle(), std::string(columns) + "ORDER BY row");
    std::string previous;
    for (std::int64_t expected = 1;; ++expected) {
        const auto row = rows.step();
        if (!row) return tl::unexpected(row.error());
        if (!*row) return std::optional<std::int64_t>{};
        const auto entry = read_entry(rows);
        if (!entry || rows.integer(0) != expected ||
            hash_of(previous, expected, *entry) != rows.text(7))
            return std::optional(expected);
        previous = rows.text(7);
    }
}

StoreResult<std::string> IssueJournal::last_hash() {
    const auto lock = database_.lock();
    const auto last = last_link(database_.handle());
    if (!last) return tl::unexpected(last.error());
    return last->hash;
}

}  // namespace kiosk::store
