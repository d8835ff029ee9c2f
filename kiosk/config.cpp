#include "kiosk/config.hpp"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <toml++/toml.h>

namespace kiosk {
namespace {

/// Takes the known keys out of one table and complains of the others. The first complaint stays.
class Section {
public:
    Section(const toml::table& root, std::string name, std::filesystem::path file,
            std::string& fault)
        : name_(std::move(name)), file_(std::move(file)), fault_(fault) {
        const auto* node = root.get(name_);
        if (!node) return;
        table_ = node->as_table();
        if (!table_) complain("", "a table");
    }
    ~Section() {
        if (!table_) return;
        for (const auto& [key, value] : *table_)
            if (!known_.contains(std::string(key.str())))
                complain(std::string(key.str()), "one of " + known_keys());
    }
    Section(const Section&) = delete;
    Section& operator=(const Section&) = delete;

    Section& text(const char* key, std::string& to) { return value(key, to, "a text"); }
    /// One of `words`.
    Section& choice(const char* key, std::string& to,
                    std::initializer_list<std::string_view> words) {
        std::string expected = "one of";
        for (const auto word : words) expected += " \"" + std::string(word) + '"';
        value(key, to, expected.c_str());
        if (std::ranges::find(words, to) == words.end()) complain(key, expected);
        return *this;
    }
    Section& hexadecimal(const char* key, std::string& to) {
        constexpr auto expected = "bytes as pairs of hexadecimal digits";
        value(key, to, expected);
        if (to.size() % 2 != 0 || to.find_first_not_of("0123456789abcdefABCDEF") != to.npos)
            complain(key, expected);
        return *this;
    }
    Section& flag(const char* key, bool& to) { return value(key, to, "true or false"); }
    Section& percent(const char* key, int& to) {
        value(key, to, "a whole number, 0 to 100");
        if (to < 0 || to > 100) complain(key, "a whole number, 0 to 100");
        return *this;
    }
    Section& pixels(const char* key, int& to) {
        value(key, to, "a whole number of pixels, 320 to 8192");
        if (to < 320 || to > 8192) complain(key, "a whole number of pixels, 320 to 8192");
        return *this;
    }
    Section& millimetres(const char* key, double& to) {
        value(key, to, "millimetres, 50 to 5000");
        if (to < 50 || to > 5000) complain(key, "millimetres, 50 to 5000");
        return *this;
    }
    /// A file or folder that must be there.
    Section& existing(const char* key, std::filesystem::path& to) {
        path(key, to);
        std::error_code ignored;
        if (!to.empty() && !std::filesystem::exists(to, ignored))
            complain(key, "an existing file or folder, not " + to.string());
        return *this;
    }
    Section& path(const char* key, std::filesystem::path& to) {
        auto written = to.string();
        value(key, written, "a path");
        to = written.empty() ? std::filesystem::path() : file_.parent_path() / written;
        return *this;
    }

private:
    template <class T>
    Section& value(const char* key, T& to, const char* expected) {
        known_.insert(key);
        const auto* node = table_ ? table_->get(key) : nullptr;
        if (!node) return *this;
        if (const auto found = node->value<T>(); found && right_kind<T>(*node))
            to = *found;
        else
            complain(key, expected);
        return *this;
    }
    template <class T>
    static bool right_kind(const toml::node& node) {
        if constexpr (std::is_same_v<T, bool>) return node.is_boolean();
        if constexpr (std::is_same_v<T, std::string>) return node.is_string();
        return node.is_number();
    }
    std::string known_keys() const {
        std::string keys;
        for (const auto& key : known_) keys += (keys.empty() ? "" : ", ") + key;
        return keys;
    }
    void complain(const std::string& key, const std::string& expected) {
        if (fault_.empty())
            fault_ = file_.string() + ": " + name_ + (key.empty() ? "" : "." + key) +
                     ": expected " + expected;
    }

    std::string name_;
    std::filesystem::path file_;
    std::string& fault_;
    const toml::table* table_ = nullptr;
    std::set<std::string> known_;
};

void check_sections(const toml::table& root, const std::filesystem::path& file,
                    std::string& fault) {
    static const std::set<std::string_view> known{
        "terminal", "panel", "devices", "backend", "token", "reading", "voice", "face", "log"};
    for (const auto& [key, node] : root)
        if (!known.contains(key.str()) && fault.empty())
            fault = file.string() + ": " + std::string(key.str()) +
                    ": expected one of [terminal], [panel], [devices], [backend], [token], "
                    "[reading], [voice], [face], [log]";
}

}  // namespace

tl::expected<Config, ConfigError> load_config(const std::filesystem::path& file) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file, ignored))
        return tl::unexpected(ConfigError{file.string() + ": expected a file"});
    toml::table root;
    try {
        root = toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
        return tl::unexpected(ConfigError{file.string() + ":" +
                                          std::to_string(error.source().begin.line) +
                                          ": expected TOML: " + std::string(error.description())});
    }
    Config config;
    std::string fault;
    check_sections(root, file, fault);
    Section(root, "terminal", file, fault)
        .text("id", config.terminal.id)
        .text("hall", config.terminal.hall)
        .text("default_channel", config.terminal.default_channel)
        .choice("language", config.terminal.language, {"zh-CN", "en"})
        .existing("assets", config.terminal.assets)
        .path("state", config.terminal.state);
    Section(root, "panel", file, fault)
        .pixels("width", config.panel.width)
        .pixels("height", config.panel.height)
        .millimetres("width_mm", config.panel.width_mm)
        .flag("fullscreen", config.panel.fullscreen)
        .flag("software", config.panel.software);
    Section(root, "devices", file, fault)
        .text("camera", config.devices.camera)
        .text("reader", config.devices.reader)
        .text("printer", config.devices.printer)
        .text("face_camera", config.devices.face_camera)
        .text("microphone", config.devices.microphone)
        .text("loudspeaker", config.devices.loudspeaker);
    Section(root, "voice", file, fault)
        .percent("volume", config.voice.volume)
        .path("recordings", config.voice.recordings);
    Section(root, "face", file, fault).path("models", config.face.models);
    Section(root, "backend", file, fault)
        .text("url", config.backend.url)
        .existing("ca", config.backend.ca)
        .existing("certificate", config.backend.certificate)
        .existing("key", config.backend.key);
    Section(root, "token", file, fault)
        .text("pin", config.token.pin)
        .text("puk", config.token.puk)
        .hexadecimal("management_key", config.token.management_key);
    Section(root, "reading", file, fault).existing("models", config.reading.models);
    Section(root, "log", file, fault)
        .text("file", config.log.file)
        .choice("level", config.log.level, {"trace", "debug", "info", "warn", "error", "off"});
    if (fault.empty() && !config.backend.url.starts_with("https://"))
        fault = file.string() + ": backend.url: expected an https:// address";
    if (!fault.empty()) return tl::unexpected(ConfigError{fault});
    return config;
}

}  // namespace kiosk
