// The manner of the code, as far as a machine can tell: layout, length, unfinished words.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> sources() {
    std::vector<fs::path> found;
    for (const auto* root : {"drivers", "ocr", "kiosk", "ui", "deploy", "tests"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / root))
            if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp")
                found.push_back(entry.path());
    return found;
}

TEST(Format, IsClangFormats) {
    std::string command = "clang-format-14 --dry-run -Werror";
    for (const auto& file : sources()) command += " '" + file.string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0);
}

TEST(Format, NoFileIsPastFourHundredLines) {
    for (const auto& file : sources()) {
        std::ifstream source(file);
        int lines = 0;
        for (std::string line; std::getline(source, line);) ++lines;
        EXPECT_LE(lines, 400) << file;
    }
}

TEST(Format, NothingIsLeftUnfinished) {
    // In pieces, or this line would be found.
    const std::regex unfinished(
        "\\b(TO"
        "DO|FIX"
        "ME|HA"
        "CK|X"
        "XX)\\b");
    ASSERT_TRUE(
        std::regex_search("// TO"
                          "DO: later",
                          unfinished));
    for (const auto& file : sources()) {
        std::ifstream source(file);
        for (std::string line; std::getline(source, line);)
            EXPECT_FALSE(std::regex_search(line, unfinished)) << file << ": " << line;
    }
}

}  // namespace
