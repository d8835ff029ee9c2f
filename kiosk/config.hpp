#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace kiosk {

/// Everything a technician may set, with its defaults. Relative paths are relative to the folder of
/// the file they stand in.
struct Config {
    struct Terminal {
        std::string id = "A-017";
        std::string hall = "样例服务大厅";
        std::string default_channel = "gov";
        std::string language = "zh-CN";  ///< Of the start screen; "en" the other.
        std::filesystem::path assets = "assets";
        std::filesystem::path state = "state";  ///< Database, log.
    } terminal;
    struct Panel {
        int width = 1080, height = 1920;  ///< Pixels.
        double width_mm = 267.8;
        bool fullscreen = true;
        bool software = false;  ///< SDL's software renderer even where there is a GPU.
    } panel;
    struct Devices {
        std::string camera = "v4l2:/dev/video0";
        std::string reader = "pcsc:";
        std::string printer = "file:/dev/usb/lp0";
        std::string face_camera = "v4l2:/dev/video2";
        std::string microphone = "sdl:";
        std::string loudspeaker = "sdl:";
    } devices;
    struct Voice {
        int volume = 70;  ///< 0–100; 0 is silent.
        std::filesystem::path
            recordings;  ///< zh/KEY.wav, en/KEY.wav; what is missing is synthesised.
    } voice;
    struct Face {
        std::filesystem::path models = "models";
    } face;
    struct Backend {
        std::string url;
        std::filesystem::path ca, certificate, key;
    } backend;
    struct Token {
        std::string pin = "123456", puk = "12345678";
        std::string management_key =
            "010203040506070801020304050607080102030405060708";  ///< Hexadecimal.
    } token;
    struct Reading {
        std::filesystem::path models = "tessdata";
    } reading;
    struct Log {
        std::string file;  ///< Empty: standard error.
        std::string level = "info";
    } log;
};

/// Why a configuration is refused: one line naming file, key and expectation.
struct ConfigError {
    std::string line;
};

/// Reads TOML 1.0; an unknown key, a wrong type or a missing file is an error.
[[nodiscard]] tl::expected<Config, ConfigError> load_config(const std::filesystem::path& file);

}  // namespace kiosk
