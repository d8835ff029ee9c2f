#pragma once

#include "kiosk/backend/backend.hpp"
#include "kiosk/backend/names.hpp"

#include <chrono>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kiosk::backend {

using Json = nlohmann::json;

/// Where an answer first breaks the contract, as a JSON pointer; empty while it keeps it.
struct Breach {
    std::string at;
    bool found = false;
};

/// Reads one value of an answer strictly: a missing or wrong-typed member or an unknown word is a
/// breach, noted once and for all, and reading goes on with an empty value. Members the contract
/// does not name are left alone, so that it can grow. Borrows value and breach.
class Reading {
public:
    Reading(const Json& value, std::string at, Breach& breach);

    std::string text(const char* name) const;
    /// Empty when absent.
    std::string text_if(const char* name) const;
    int number(const char* name) const;
    bool flag(const char* name) const;
    bool has(const char* name) const { return value_->is_object() && value_->contains(name); }
    flow::Words words(const char* name) const;
    flow::Words words_if(const char* name) const;
    /// One of these words, as text.
    std::string word(const char* name, std::initializer_list<std::string_view> known) const;
    template <class E>
    E one_of(const char* name) const {
        const auto found = named<E>(text(name));
        if (!found) refuse(name);
        return found.value_or(E{});
    }
    /// Each element one of the enumeration.
    template <class E>
    std::vector<E> all_of(const char* name) const {
        std::vector<E> values;
        for (const Reading& element : list(name)) {
            const auto found = named<E>(element.text());
            if (!found) element.refuse();
            values.push_back(found.value_or(E{}));
        }
        return values;
    }
    std::chrono::sys_seconds time(const char* name) const;
    std::string time_text_if(const char* name) const;
    /// From `now` until that time; zero when past.
    std::chrono::seconds until(const char* name, std::chrono::sys_seconds now) const;
    Reading object(const char* name) const;
    std::optional<Reading> object_if(const char* name) const;
    std::vector<Reading> list(const char* name) const;
    std::vector<std::string> texts(const char* name) const;
    /// Names and texts of an object whose members are all texts.
    std::vector<std::pair<std::string, std::string>> members() const;
    /// This value itself, a text.
    std::string text() const;

    void refuse() const;
    void refuse(const char* name) const;

private:
    const Json& member(const char* name) const;

    const Json* value_;
    std::string at_;
    Breach* breach_;
};

/// The problem of an answer that breaks the contract at `at`.
[[nodiscard]] flow::Problem contract_problem(std::string at);

/// Parses a body and reads it by `reader(const Reading&)`.
template <class Reader>
auto read_body(const std::string& body, Reader&& reader)
    -> Reply<decltype(reader(std::declval<const Reading&>()))> {
    const Json json = Json::parse(body, nullptr, false);
    Breach breach;
    auto value = reader(Reading(json, "", breach));
    if (breach.found) return tl::unexpected(contract_problem(breach.at));
    return value;
}

}  // namespace kiosk::backend
