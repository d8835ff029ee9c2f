// The terminal with nothing connected: it comes up and says so.

#include "kiosk/terminal.hpp"
#include "ui/hand.hpp"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>

namespace kiosk {
namespace {

using namespace std::chrono_literals;

Config unplugged(const std::filesystem::path& state) {
    Config config;
    config.terminal.assets = std::filesystem::path(SOURCE_DIR) / "assets";
    config.terminal.state = state;
    config.panel.fullscreen = false;
    config.panel.software = true;
    config.devices.camera = "v4l2:/dev/video99";
    config.devices.printer = "file:/dev/usb/lp99";
    config.backend.url = "https://127.0.0.1:9";
    const auto pki = std::filesystem::path(SOURCE_DIR) / "build/pki";
    config.backend.ca = pki / "ca.pem";
    config.backend.certificate = pki / "terminal.pem";
    config.backend.key = pki / "terminal.key";
    config.log.file = (state / "kiosk.log").string();
    return config;
}

TEST(Alone, TheTerminalComesUpAndSaysWhatIsMissing) {  // R4 R91
    ::setenv("SDL_VIDEODRIVER", "dummy", 1);
    const auto state =
        std::filesystem::temp_directory_path() / ("kiosk-alone-" + std::to_string(::getpid()));
    std::filesystem::create_directories(state);
    {
        auto terminal = Terminal::start(unplugged(state));
        ASSERT_TRUE(terminal) << terminal.error();
        ui::Hand hand((*terminal)->window(), [&] { (*terminal)->step(20ms); }, 60s);
        hand.touch("start");
        EXPECT_TRUE(hand.await("page.entry.unavailable")) << hand.why();
        EXPECT_TRUE(hand.see("retry"));
        EXPECT_TRUE(hand.see("staff"));
    }
    std::filesystem::remove_all(state);
}

}  // namespace
}  // namespace kiosk
