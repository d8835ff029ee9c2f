#include "kiosk/text.hpp"

#include <stdexcept>
#include <toml++/toml.h>

namespace kiosk {
namespace {

void collect(const toml::table& table, const std::string& prefix,
             std::map<std::string, flow::Words, std::less<>>& words) {
    for (const auto& [name, node] : table) {
        const auto* inner = node.as_table();
        if (!inner) throw std::runtime_error(prefix + std::string(name.str()) + " is not a table");
        const auto key = prefix + std::string(name.str());
        if (inner->contains("zh"))
            words[key] = {inner->at_path("zh").value_or(std::string()),
                          inner->at_path("en").value_or(std::string())};
        else
            collect(*inner, key + ".", words);
    }
}

}  // namespace

Text::Text(const std::filesystem::path& folder) {
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        if (file.path().extension() != ".toml") continue;
        try {
            collect(toml::parse_file(file.path().string()), "", words_);
        } catch (const toml::parse_error& error) {
            throw std::runtime_error(file.path().string() + ":" +
                                     std::to_string(error.source().begin.line) + ": " +
                                     std::string(error.description()));
        } catch (const std::runtime_error& error) {
            throw std::runtime_error(file.path().string() + ": " + error.what());
        }
    }
    if (words_.empty()) throw std::runtime_error(folder.string() + ": no catalogues");
}

const std::string& Text::operator()(std::string_view key) const {
    if (const auto found = words_.find(key); found != words_.end())
        return found->second.in(language_);
    return unknown_.try_emplace(std::string(key), key).first->second;
}

std::string Text::operator()(
    std::string_view key,
    std::initializer_list<std::pair<std::string_view, std::string_view>> values) const {
    std::string text = (*this)(key);
    for (const auto& [name, value] : values) {
        const auto mark = "{" + std::string(name) + "}";
        for (auto at = text.find(mark); at != std::string::npos;
             at = text.find(mark, at + value.size()))
            text.replace(at, mark.size(), value);
    }
    return text;
}

}  // namespace kiosk
