// Everything outside the terminal, started together: backend, printer, key stand, what lies under
// the camera. For the demonstration, the tour and the visits as tests.

#pragma once

#include "deploy/sandbox/json.hpp"
#include "deploy/sandbox/key_stand.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace sandbox {

/// Where the programs are and how the world behaves.
struct OuterWorldSetup {
    std::filesystem::path source;    ///< The repository.
    std::filesystem::path programs;  ///< The built folder of deploy/sandbox.
    std::filesystem::path state;     ///< Made afresh; short enough for a socket.
    bool landscape = false;
    bool fullscreen = false;
    bool software = true;  ///< The window without GPU, as in tests.
    std::string default_channel = "gov";
    std::string language = "zh-CN";  ///< Of the terminal's start screen.
    std::string org_code = {};  ///< On the licence under the camera, instead of the specimen's.
    int person_width = 640;     ///< Of the pictures of the person before the face camera.
    std::vector<std::string> backend_options =
        {};  ///< Of the sandbox backend: "--sms-cooldown", "1".
};

/// Starts all at construction and ends it with this object (or this process). Throws
/// std::runtime_error when something does not start. One thread.
class OuterWorld {
public:
    explicit OuterWorld(const OuterWorldSetup& setup);
    ~OuterWorld();
    OuterWorld(const OuterWorld&) = delete;
    OuterWorld& operator=(const OuterWorld&) = delete;

    /// The terminal's configuration for this world.
    const std::filesystem::path& config() const { return config_; }
    const std::string& phone_url() const { return phone_url_; }
    std::filesystem::path printer_folder() const { return state_ / "printer"; }
    std::filesystem::path camera_folder() const { return state_ / "camera"; }
    std::filesystem::path person_folder() const { return state_ / "person"; }
    std::filesystem::path record() const { return state_ / "record.jsonl"; }
    KeyStand& keys() { return *keys_; }

    /// Puts the photo of that name under the camera; empty: nothing.
    void lay(const std::string& photo);
    /// Puts the printer's slip of that number (from 1) under the camera.
    void lay_slip(int number);
    /// Breaks the camera: "unplugged", "frozen"; empty: mends it.
    void break_camera(const std::string& fault);
    /// How the person before the face camera takes part: "wrong", "companion", … (see live-person);
    /// empty: honest.
    void person(const std::string& mood);
    /// As break_camera, of the face camera.
    void break_face_camera(const std::string& fault);
    /// Breaks the printer: "paper_out", "cover_open", "offline"; empty: mends it.
    void break_printer(const std::string& fault);

    /// Makes a UKEY that the organisation on the licence has used for most of a year; its
    /// certificate ends in `days`, its PIN is `pin`. Returns its serial; keys().insert(name) puts
    /// it in.
    std::string issue_key(const std::string& name, int days, const std::string& pin);

    /// The phone listener's JSON ("/outer/…"). Empty when it does not answer with success.
    std::optional<nlohmann::json> get(const std::string& path) const;
    std::optional<nlohmann::json> post(const std::string& path, const nlohmann::json& body) const;
    /// The newest SMS code sent to that mobile; waits up to `seconds` for one newer than the last
    /// taken.
    std::string sms_code(const std::string& mobile, int seconds = 10);

private:
    void start_backend(const OuterWorldSetup& setup);
    void start_printer(const OuterWorldSetup& setup);
    void start_person(const OuterWorldSetup& setup);
    void draw_specimens(const OuterWorldSetup& setup);
    void write_config(const OuterWorldSetup& setup);

    std::filesystem::path state_;
    std::filesystem::path config_;
    std::filesystem::path specimens_;  ///< The program that draws them.
    std::filesystem::path specimen_;   ///< The data on the documents, JSON.
    std::string backend_url_;
    std::string phone_url_;
    int printer_port_ = 0;
    std::vector<pid_t> children_;
    std::unique_ptr<KeyStand> keys_;
    std::vector<std::string> taken_codes_;
};

}  // namespace sandbox
