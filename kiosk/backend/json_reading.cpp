#include "kiosk/backend/json_reading.hpp"

#include "kiosk/backend/time_text.hpp"

#include <limits>

namespace kiosk::backend {
namespace {

const Json nothing;

}  // namespace

flow::Problem contract_problem(std::string at) {
    flow::Problem problem;
    problem.who = flow::Problem::Who::backend;
    problem.code = "contract";
    problem.items = {std::move(at)};
    return problem;
}

Reading::Reading(const Json& value, std::string at, Breach& breach)
    : value_(&value), at_(std::move(at)), breach_(&breach) {}

void Reading::refuse() const {
    if (breach_->found) return;
    breach_->found = true;
    breach_->at = at_;
}

void Reading::refuse(const char* name) const {
    if (breach_->found) return;
    breach_->found = true;
    breach_->at = at_ + "/" + name;
}

const Json& Reading::member(const char* name) const {
    if (!value_->is_object()) return nothing;
    const auto found = value_->find(name);
    return found != value_->end() ? *found : nothing;
}

std::string Reading::text() const {
    if (value_->is_string()) return value_->get<std::string>();
    refuse();
    return {};
}

std::string Reading::text(const char* name) const {
    const Json& value = member(name);
    if (value.is_string()) return value.get<std::string>();
    refuse(name);
    return {};
}

std::string Reading::text_if(const char* name) const {
    return has(name) ? text(name) : std::string();
}

int Reading::number(const char* name) const {
    const Json& value = member(name);
    if (value.is_number_integer()) {
        const auto number = value.get<std::int64_t>();
        if (number >= std::numeric_limits<int>::min() && number <= std::numeric_limits<int>::max())
            return static_cast<int>(number);
    }
    refuse(name);
    return 0;
}

bool Reading::flag(const char* name) const {
    const Json& value = member(name);
    if (value.is_boolean()) return value.get<bool>();
    refuse(name);
    return false;
}

flow::Words Reading::words(const char* name) const {
    const Reading both = object(name);
    return {both.text("zh-CN"), both.text("en")};
}

flow::Words Reading::words_if(const char* name) const {
    return has(name) ? words(name) : flow::Words();
}

std::string Reading::word(const char* name, std::initializer_list<std::string_view> known) const {
    auto value = text(name);
    if (std::ranges::find(known, value) == known.end()) refuse(name);
    return value;
}

std::chrono::sys_seconds Reading::time(const char* name) const {
    const auto parsed = parse_time(text(name));
    if (!parsed) refuse(name);
    return parsed.value_or(std::chrono::sys_seconds());
}

std::string Reading::time_text_if(const char* name) const {
    if (!has(name)) return {};
    time(name);
    return text(name);
}

std::chrono::seconds Reading::until(const char* name, std::chrono::sys_seconds now) const {
    return std::max(time(name) - now, std::chrono::seconds(0));
}

Reading Reading::object(const char* name) const {
    const Json& value = member(name);
    if (!value.is_object()) refuse(name);
    return {value, at_ + "/" + name, *breach_};
}

std::optional<Reading> Reading::object_if(const char* name) const {
    if (!has(name)) return {};
    return object(name);
}

std::vector<Reading> Reading::list(const char* name) const {
    const Json& value = member(name);
    std::vector<Reading> elements;
    if (!value.is_array()) {
        refuse(name);
        return elements;
    }
    elements.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i)
        elements.emplace_back(value[i], at_ + "/" + name + "/" + std::to_string(i), *breach_);
    return elements;
}

std::vector<std::string> Reading::texts(const char* name) const {
    std::vector<std::string> values;
    for (const Reading& element : list(name)) values.push_back(element.text());
    return values;
}

std::vector<std::pair<std::string, std::string>> Reading::members() const {
    std::vector<std::pair<std::string, std::string>> values;
    if (!value_->is_object()) return values;
    for (const auto& [name, value] : value_->items()) {
        if (!value.is_string()) refuse(name.c_str());
        values.emplace_back(name, value.is_string() ? value.get<std::string>() : std::string());
    }
    return values;
}

}  // namespace kiosk::backend
