#pragma once

#include "kiosk/store/fault.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace kiosk::store {

/// Of the Unix epoch, as tables keep moments.
[[nodiscard]] inline std::int64_t seconds_now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())
        .time_since_epoch()
        .count();
}

/// One SQL statement, bound left to right. Lives within the database's lock.
class Statement {
public:
    Statement(sqlite3* db, std::string_view sql);

    Statement& bind(std::int64_t value);
    Statement& bind(std::string_view value);

    /// True while there is a row to read. Also reports what prepare or bind ran into.
    [[nodiscard]] StoreResult<bool> step();
    /// Steps a statement that has no rows to read.
    [[nodiscard]] StoreResult<void> run();
    std::int64_t integer(int column);
    std::string text(int column);

private:
    StoreFault fault(int code) const;

    sqlite3* db_;
    std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> stmt_;
    int bound_ = 0;
    int code_ = 0;
};

}  // namespace kiosk::store
