// The architecture, as a test: which folder may include which.

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Prefixes = std::vector<std::string>;

/// The most specific folder decides. Allowed are paths that begin so.
const std::map<std::string, Prefixes> may_include{
    {"drivers/", {"drivers/"}},
    {"ocr/", {"ocr/"}},
    {"kiosk/face/", {"kiosk/face/"}},
    {"kiosk/flow/", {"kiosk/flow/", "ocr/check_digits.hpp"}},
    {"kiosk/store/", {"kiosk/store/"}},
    {"kiosk/backend/", {"kiosk/backend/", "kiosk/flow/", "kiosk/store/"}},
    {"kiosk/issuing/",
     {"kiosk/issuing/", "kiosk/backend/", "kiosk/flow/", "kiosk/store/", "drivers/"}},
    {"kiosk/", {"kiosk/", "drivers/", "ocr/"}},
    {"ui/", {"ui/", "kiosk/flow/", "kiosk/text.hpp", "kiosk/pictures.hpp"}},
    {"deploy/sandbox/", {"deploy/sandbox/", "drivers/virtual_"}},
};

bool is_composition_root(const std::string& file) {
    return file == "kiosk/main.cpp" || file.starts_with("kiosk/terminal.");
}

const Prefixes& rule_of(const std::string& file) {
    const Prefixes* rule = nullptr;
    std::size_t longest = 0;
    for (const auto& [folder, allowed] : may_include)
        if (file.starts_with(folder) && folder.size() > longest) {
            rule = &allowed;
            longest = folder.size();
        }
    return *rule;
}

void check(const fs::path& path, const std::string& file) {
    constexpr std::string_view prefix = "#include \"";
    std::ifstream source(path);
    for (std::string line; std::getline(source, line);) {
        if (!line.starts_with(prefix)) continue;
        const auto target = line.substr(prefix.size(), line.rfind('"') - prefix.size());
        bool allowed = false;
        for (const auto& begin : rule_of(file)) allowed = allowed || target.starts_with(begin);
        EXPECT_TRUE(allowed) << file << " includes " << target;
    }
}

TEST(Layering, IncludesPointDownwards) {
    int checked = 0;
    for (const auto* root : {"drivers", "ocr", "kiosk", "ui", "deploy/sandbox"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / root)) {
            const auto file = fs::relative(entry.path(), SOURCE_DIR).string();
            if (!file.ends_with(".cpp") && !file.ends_with(".hpp")) continue;
            if (is_composition_root(file)) continue;
            check(entry.path(), file);
            ++checked;
        }
    EXPECT_GT(checked, 50);
}

TEST(Layering, OneLibraryHasOneUser) {
    const std::map<std::string, std::string> users{{"<curl/curl.h>", "kiosk/backend/"},
                                                   {"<sqlite3.h>", "kiosk/store/"},
                                                   {"<tesseract/", "ocr/"},
                                                   {"<winscard.h>", "drivers/"},
                                                   {"<imgui.h>", "ui/"}};
    for (const auto* root : {"drivers", "ocr", "kiosk", "ui"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / root)) {
            if (!entry.is_regular_file()) continue;
            const auto file = fs::relative(entry.path(), SOURCE_DIR).string();
            std::ifstream source(entry.path());
            for (std::string line; std::getline(source, line);)
                for (const auto& [header, user] : users) {
                    const bool uses = line.starts_with("#include " + header);
                    EXPECT_TRUE(!uses || file.starts_with(user)) << file << " uses " << header;
                }
        }
}

}  // namespace
