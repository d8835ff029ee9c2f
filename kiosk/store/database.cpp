#include "kiosk/store/database.hpp"

#include "kiosk/store/statement.hpp"

#include <array>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdexcept>
#include <unistd.h>

namespace kiosk::store {
namespace {

// The journal's triggers keep a slip of our own code from rewriting history; the chain of hashes
// shows what somebody else did.
constexpr std::array schema{
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "CREATE TABLE IF NOT EXISTS idempotency_key (fingerprint TEXT PRIMARY KEY,"
    " key TEXT UNIQUE NOT NULL, drawn INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS issue_journal (row INTEGER PRIMARY KEY, order_id TEXT NOT NULL,"
    " key_serial TEXT NOT NULL, step TEXT NOT NULL, phase TEXT NOT NULL, detail TEXT NOT NULL,"
    " time INTEGER NOT NULL, hash TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS issue_journal_order ON issue_journal (order_id)",
    "CREATE INDEX IF NOT EXISTS issue_journal_serial ON issue_journal (key_serial)",
    "CREATE TABLE IF NOT EXISTS audit_log (row INTEGER PRIMARY KEY, time INTEGER NOT NULL,"
    " event TEXT NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL)",
    "CREATE TRIGGER IF NOT EXISTS audit_log_kept BEFORE DELETE ON audit_log"
    " BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
    "CREATE TRIGGER IF NOT EXISTS audit_log_fixed BEFORE UPDATE ON audit_log"
    " BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
    "CREATE TRIGGER IF NOT EXISTS issue_journal_kept BEFORE DELETE ON issue_journal"
    " BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END",
    "CREATE TRIGGER IF NOT EXISTS issue_journal_fixed BEFORE UPDATE ON issue_journal"
    " BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END",
};

/// SQLite gives the -wal and -shm files the mode of the database file.
void make_private(const std::filesystem::path& file) {
    if (file == ":memory:") return;
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) throw std::runtime_error("cannot open " + file.string());
    ::close(descriptor);
}

}  // namespace

Database::Database(const std::filesystem::path& file) : db_(nullptr, &sqlite3_close) {
    make_private(file);
    sqlite3* db = nullptr;
    const int code = sqlite3_open(file.c_str(), &db);
    db_.reset(db);
    if (code != SQLITE_OK)
        throw std::runtime_error(file.string() + ": " + (db ? sqlite3_errmsg(db) : "no memory"));
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, 2000);
    for (const char* sql : schema)
        if (const auto done = Statement(db, sql).run(); !done)
            throw std::runtime_error(file.string() + ": " + done.error().detail);
}

Database::~Database() = default;

}  // namespace kiosk::store
