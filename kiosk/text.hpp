#pragma once

#include "kiosk/flow/values.hpp"

#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace kiosk {

/// The words of both languages, by key ("pay.title"), from the catalogues in assets/text: one TOML
/// file per area, a table per key with `zh` and `en`. A key without words shows itself. Immutable
/// but for the language; UI thread only.
class Text {
public:
    Text() = default;
    /// Throws std::runtime_error naming file and line when a catalogue cannot be read.
    explicit Text(const std::filesystem::path& folder);

    void speak(flow::Language language) { language_ = language; }
    flow::Language language() const { return language_; }

    const std::string& operator()(std::string_view key) const;
    /// With `{name}` in the text replaced by its value.
    std::string operator()(
        std::string_view key,
        std::initializer_list<std::pair<std::string_view, std::string_view>> values) const;
    const std::string& operator()(const flow::Words& words) const { return words.in(language_); }
    bool has(std::string_view key) const { return words_.find(key) != words_.end(); }
    const std::map<std::string, flow::Words, std::less<>>& all() const { return words_; }

private:
    std::map<std::string, flow::Words, std::less<>> words_;
    mutable std::map<std::string, std::string, std::less<>>
        unknown_;  ///< So that a key can show itself.
    flow::Language language_ = flow::Language::zh_cn;
};

}  // namespace kiosk
