#include "kiosk/store/statement.hpp"

#include <sqlite3.h>

namespace kiosk::store {

Statement::Statement(sqlite3* db, std::string_view sql)
    : db_(db), stmt_(nullptr, &sqlite3_finalize) {
    sqlite3_stmt* stmt = nullptr;
    code_ = sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &stmt, nullptr);
    stmt_.reset(stmt);
}

Statement& Statement::bind(std::int64_t value) {
    if (code_ == SQLITE_OK) code_ = sqlite3_bind_int64(stmt_.get(), ++bound_, value);
    return *this;
}

Statement& Statement::bind(std::string_view value) {
    // A null pointer would bind NULL; an empty text is still a text.
    const char* data = value.empty() ? "" : value.data();
    if (code_ == SQLITE_OK)
        code_ = sqlite3_bind_text64(stmt_.get(), ++bound_, data, value.size(), SQLITE_TRANSIENT,
                                    SQLITE_UTF8);
    return *this;
}

StoreFault Statement::fault(int code) const {
    const char* words = sqlite3_errmsg(db_);
    switch (code & 0xFF) {
        case SQLITE_FULL: return {StoreFault::Kind::full, words};
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return {StoreFault::Kind::busy, words};
        default: return {StoreFault::Kind::broken, words};
    }
}

StoreResult<bool> Statement::step() {
    if (code_ != SQLITE_OK) return tl::unexpected(fault(code_));
    const int code = sqlite3_step(stmt_.get());
    if (code == SQLITE_ROW || code == SQLITE_DONE) return code == SQLITE_ROW;
    return tl::unexpected(fault(code));
}

StoreResult<void> Statement::run() {
    const auto stepped = step();
    if (!stepped) return tl::unexpected(stepped.error());
    return {};
}

std::int64_t Statement::integer(int column) { return sqlite3_column_int64(stmt_.get(), column); }

std::string Statement::text(int column) {
    const void* data = sqlite3_column_blob(stmt_.get(), column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(stmt_.get(), column));
    return data ? std::string(static_cast<const char*>(data), size) : std::string();
}

}  // namespace kiosk::store
