#pragma once

#include "deploy/sandbox/json.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;

namespace sandbox {

/// What the sandbox remembers: JSON things by kind and id, and bytes by name, in one SQLite file.
/// One owner at a time (World's mutex). Throws std::runtime_error when the file cannot be used: the
/// sandbox cannot go on then.
class Records {
public:
    explicit Records(const std::string& path);

    [[nodiscard]] std::optional<Json> get(std::string_view kind, std::string_view id) const;
    /// `parent` is what children() asks for, most often the order.
    void put(std::string_view kind, std::string_view id, const Json& thing,
             std::string_view parent = {});
    void erase(std::string_view kind, std::string_view id);
    /// In the order they were first put.
    [[nodiscard]] std::vector<Json> children(std::string_view kind, std::string_view parent) const;
    [[nodiscard]] std::vector<Json> all(std::string_view kind) const;

    [[nodiscard]] std::optional<std::string> bytes(std::string_view name) const;
    void put_bytes(std::string_view name, std::string_view bytes);
    void append_bytes(std::string_view name, std::string_view bytes);
    void erase_bytes(std::string_view name);

    void begin();
    void commit();
    void roll_back();
    /// Grows with every row written.
    [[nodiscard]] long long changes() const;

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    class Statement;

    std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace sandbox
