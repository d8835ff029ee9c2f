#include "deploy/sandbox/records.hpp"

#include <sqlite3.h>
#include <stdexcept>

namespace sandbox {

void Records::Close::operator()(sqlite3* database) const { sqlite3_close(database); }

/// One prepared statement, bound in the order of its question marks.
class Records::Statement {
public:
    Statement(sqlite3* database, const char* sql) : database_(database) {
        if (sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr) != SQLITE_OK) fail();
    }
    ~Statement() { sqlite3_finalize(statement_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& text(std::string_view value) {
        sqlite3_bind_text64(statement_, ++bound_, value.data() == nullptr ? "" : value.data(),
                            value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
        return *this;
    }
    Statement& blob(std::string_view value) {
        sqlite3_bind_blob64(statement_, ++bound_, value.data() == nullptr ? "" : value.data(),
                            value.size(), SQLITE_TRANSIENT);
        return *this;
    }
    bool step() {
        const int result = sqlite3_step(statement_);
        if (result != SQLITE_ROW && result != SQLITE_DONE) fail();
        return result == SQLITE_ROW;
    }
    [[nodiscard]] std::string column() const {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, 0));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, 0));
        return bytes == nullptr ? std::string() : std::string(bytes, size);
    }
    [[nodiscard]] std::vector<Json> rows() {
        std::vector<Json> things;
        while (step()) things.push_back(Json::parse(column()));
        return things;
    }

private:
    [[noreturn]] void fail() const { throw std::runtime_error(sqlite3_errmsg(database_)); }

    sqlite3* database_;
    sqlite3_stmt* statement_ = nullptr;
    int bound_ = 0;
};

Records::Records(const std::string& path) {
    sqlite3* database = nullptr;
    const int result = sqlite3_open(path.c_str(), &database);
    database_.reset(database);
    if (result != SQLITE_OK) throw std::runtime_error(path + ": cannot be opened");
    for (const char* sql : {
             "PRAGMA journal_mode=WAL",
             "PRAGMA synchronous=OFF",
             "CREATE TABLE IF NOT EXISTS things(number INTEGER PRIMARY KEY, kind TEXT NOT NULL, "
             "id TEXT NOT NULL, parent TEXT NOT NULL, body TEXT NOT NULL, UNIQUE(kind, id))",
             "CREATE INDEX IF NOT EXISTS things_by_parent ON things(kind, parent)",
             "CREATE TABLE IF NOT EXISTS bytes(name TEXT PRIMARY KEY, content BLOB NOT NULL)",
         })
        Statement(database, sql).step();
}

std::optional<Json> Records::get(std::string_view kind, std::string_view id) const {
    Statement query(database_.get(), "SELECT body FROM things WHERE kind=? AND id=?");
    if (!query.text(kind).text(id).step()) return std::nullopt;
    return Json::parse(query.column());
}

void Records::put(std::string_view kind, std::string_view id, const Json& thing,
                  std::string_view parent) {
    Statement(database_.get(),
              "INSERT INTO things(kind, id, parent, body) VALUES(?,?,?,?) "
              "ON CONFLICT(kind, id) DO UPDATE SET body=excluded.body, parent=excluded.parent")
        .text(kind)
        .text(id)
        .text(parent)
        .text(thing.dump())
        .step();
}

void Records::erase(std::string_view kind, std::string_view id) {
    Statement(database_.get(), "DELETE FROM things WHERE kind=? AND id=?")
        .text(kind)
        .text(id)
        .step();
}

std::vector<Json> Records::children(std::string_view kind, std::string_view parent) const {
    return Statement(database_.get(),
                     "SELECT body FROM things WHERE kind=? AND parent=? ORDER BY number")
        .text(kind)
        .text(parent)
        .rows();
}

std::vector<Json> Records::all(std::string_view kind) const {
    return Statement(database_.get(), "SELECT body FROM things WHERE kind=? ORDER BY number")
        .text(kind)
        .rows();
}

std::optional<std::string> Records::bytes(std::string_view name) const {
    Statement query(database_.get(), "SELECT content FROM bytes WHERE name=?");
    if (!query.text(name).step()) return std::nullopt;
    return query.column();
}

void Records::put_bytes(std::string_view name, std::string_view bytes) {
    Statement(database_.get(), "INSERT OR REPLACE INTO bytes(name, content) VALUES(?,?)")
        .text(name)
        .blob(bytes)
        .step();
}

void Records::append_bytes(std::string_view name, std::string_view bytes) {
    put_bytes(name, this->bytes(name).value_or("").append(bytes));
}

void Records::erase_bytes(std::string_view name) {
    Statement(database_.get(), "DELETE FROM bytes WHERE name=?").text(name).step();
}

void Records::begin() { Statement(database_.get(), "BEGIN").step(); }
void Records::commit() { Statement(database_.get(), "COMMIT").step(); }
void Records::roll_back() { Statement(database_.get(), "ROLLBACK").step(); }

long long Records::changes() const { return sqlite3_total_changes(database_.get()); }

}  // namespace sandbox
