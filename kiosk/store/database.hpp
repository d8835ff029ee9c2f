#pragma once

#include "kiosk/store/fault.hpp"

#include <filesystem>
#include <memory>
#include <mutex>

struct sqlite3;

namespace kiosk::store {

/// The terminal's one database file. What a committed call wrote survives a power loss: WAL with
/// synchronous=FULL. Any thread; each table's class takes lock() for a whole operation.
class Database {
public:
    /// Opens or makes the file (mode 0600) and its tables; `:memory:` for tests. Throws
    /// std::runtime_error when the disk or the file fails: without it the terminal cannot go on.
    explicit Database(const std::filesystem::path& file);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    [[nodiscard]] std::unique_lock<std::mutex> lock() { return std::unique_lock(mutex_); }
    sqlite3* handle() { return db_.get(); }

private:
    std::unique_ptr<sqlite3, int (*)(sqlite3*)> db_;
    std::mutex mutex_;
};

}  // namespace kiosk::store
