#include "kiosk/config.hpp"

#include "tests/kiosk/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace kiosk {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct ConfigFile : testing::Test {
    TemporaryFolder folder;

    ConfigFile() {
        folder.write("assets/text/a.toml", "");
        folder.write("tessdata/chi_sim.traineddata", "");
        for (const auto* file : {"ca.pem", "terminal.pem", "terminal.key"}) folder.write(file, "");
    }
    tl::expected<Config, ConfigError> load(const std::string& text) {
        return load_config(folder.write("kiosk.toml", text));
    }
    /// The complaint about a file that is right but for `text`.
    std::string complaint(const std::string& text) {
        const auto loaded = load(text + (text.find("[backend]") == std::string::npos
                                             ? "\n[backend]\nurl = \"https://localhost\"\n"
                                             : ""));
        return loaded ? "none" : loaded.error().line;
    }
    auto names(const std::string& key) const {
        return AllOf(
            StartsWith((folder.path() / "kiosk.toml").string() + ": " + key + ": expected "),
            Not(HasSubstr("\n")));
    }
};

TEST_F(ConfigFile, NeedsNoMoreThanTheBackend) {
    const auto config = load("[backend]\nurl = \"https://localhost:8443\"");
    ASSERT_TRUE(config) << config.error().line;
    EXPECT_EQ(config->panel.width, 1080);
    EXPECT_EQ(config->terminal.assets, folder.path() / "assets");
}

TEST_F(ConfigFile, NamesAKeyItDoesNotKnow) {
    const auto line = complaint("[panel]\ncolour = \"red\"");
    EXPECT_THAT(line, names("panel.colour"));
    EXPECT_THAT(line, HasSubstr("width_mm"));  // R82
}

TEST_F(ConfigFile, NamesAValueOfTheWrongKind) {
    EXPECT_THAT(complaint("[panel]\nwidth = \"wide\""), names("panel.width"));
    EXPECT_THAT(complaint("[panel]\nfullscreen = 1"), names("panel.fullscreen"));
    EXPECT_THAT(complaint("[terminal]\nhall = 7"), names("terminal.hall"));
    EXPECT_THAT(complaint("[terminal]\nlanguage = \"fr\""), names("terminal.language"));
    EXPECT_THAT(complaint("[log]\nlevel = \"chatty\""), names("log.level"));
    EXPECT_THAT(complaint("[token]\nmanagement_key = \"0102030\""), names("token.management_key"));
    EXPECT_THAT(complaint("[panel]\nwidth = 100.5"), names("panel.width"));  // R82
}

TEST_F(ConfigFile, NamesAValueOutOfRange) {
    EXPECT_THAT(complaint("[panel]\nheight = 10"), names("panel.height"));
    EXPECT_THAT(complaint("[panel]\nwidth_mm = 1"), names("panel.width_mm"));
}

TEST_F(ConfigFile, NamesAFileThatIsNotThere) {
    const auto line = complaint("[backend]\nurl = \"https://localhost\"\nca = \"gone.pem\"");
    EXPECT_THAT(line, names("backend.ca"));
    EXPECT_THAT(line, EndsWith("gone.pem"));
}

TEST_F(ConfigFile, NamesASectionItDoesNotKnow) {
    EXPECT_THAT(complaint("[pannel]\nwidth = 1080"), names("pannel"));
}

TEST_F(ConfigFile, NamesASectionThatIsNoTable) {
    EXPECT_THAT(complaint("panel = 3"), names("panel"));
}

TEST_F(ConfigFile, NamesTheLineThatIsNoToml) {
    EXPECT_THAT(complaint("[panel]\nwidth ="), HasSubstr("kiosk.toml:2: expected TOML"));
}

TEST_F(ConfigFile, MustBeThere) {
    const auto file = folder.path() / "no.toml";
    EXPECT_EQ(load_config(file).error().line, file.string() + ": expected a file");
}

TEST_F(ConfigFile, TalksToTheBackendByTlsOnly) {
    EXPECT_THAT(complaint("[backend]\nurl = \"http://localhost\""), names("backend.url"));  // R96
}

TEST_F(ConfigFile, IsShippedRight) {
    std::stringstream shipped;
    shipped << std::ifstream(SOURCE_DIR "/deploy/kiosk.toml").rdbuf();
    for (const auto* made : {"build/pki/ca.pem", "build/pki/terminal.pem", "build/pki/terminal.key",
                             ".deps/tessdata/model"})
        folder.write(made, "");
    const auto config = load_config(folder.write("deploy/kiosk.toml", shipped.str()));
    ASSERT_TRUE(config) << config.error().line;
    EXPECT_EQ(config->terminal.id, "A-017");
}

}  // namespace
}  // namespace kiosk
