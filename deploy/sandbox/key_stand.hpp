// A reader with UKEYs beside it, all virtual, behind a real pcscd: for tests and the demonstration.

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>

namespace sandbox {

/// Where the stand's two programs are.
struct KeyStandPrograms {
    std::filesystem::path pcscd;         ///< deploy/sandbox/pcscd
    std::filesystem::path virtual_ukey;  ///< the built virtual-ukey
};

/// Starts both programs on ports of its own and stops them at the end. They also end with the
/// thread that made the stand, so make it on one that stays. Throws std::runtime_error when they do
/// not start.
class KeyStand {
public:
    /// `folder` is made; it keeps the keys and the socket (so its path must be shorter than 90
    /// bytes).
    KeyStand(std::filesystem::path folder, KeyStandPrograms programs);
    ~KeyStand();
    KeyStand(const KeyStand&) = delete;
    KeyStand& operator=(const KeyStand&) = delete;

    /// For the environment variable PCSCLITE_CSOCK_NAME of whoever uses the reader; this process
    /// has it.
    [[nodiscard]] std::filesystem::path socket() const { return folder_ / "pcscd.comm"; }
    /// Where inserted, fault and NAME.key are; see vpcd_slot.hpp.
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

    /// Where the reader's second opening listens, which stays empty by itself: vpcd makes two.
    [[nodiscard]] std::uint16_t second_port() const {
        return static_cast<std::uint16_t>(port_ + 1);
    }

    /// Puts the key of that name in (a blank one the first time), in place of any other, and
    /// returns its serial once it is in; empty when that did not happen within five seconds.
    std::string insert(const std::string& name);
    /// Pulls the key out.
    void remove();
    /// How the key is to fail from now on, in the words of drivers::parse_virtual_ukey_faults.
    void set_fault(const std::string& text);
    /// Stops and starts the reader's pcscd, as a lost reader would look.
    void stop_pcscd();
    void start_pcscd();

private:
    bool start();
    void stop();

    std::filesystem::path folder_;
    KeyStandPrograms programs_;
    std::uint16_t port_ = 0;
    pid_t pcscd_ = 0;
    pid_t virtual_ukey_ = 0;
};

}  // namespace sandbox
