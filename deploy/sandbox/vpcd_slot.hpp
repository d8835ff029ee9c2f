// The opening of the reader that a hand puts virtual UKEYs into.

#pragma once

#include "deploy/sandbox/vpcd_link.hpp"
#include "drivers/virtual_ukey.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace sandbox {

/// Files in `folder` are the hand:
///   inserted   names the key now in the reader (letters, digits, - and _); empty or missing: none
///   NAME.key   what that key keeps; a blank key is made when it is missing
///   fault      how the key fails (drivers::VirtualUkeyFaults), read at once when it changes
///   present    written here: "NAME SERIAL" while the key is in the reader, else empty
/// A key that lost power by a fault counts as pulled: `inserted` and `fault` are emptied.
class VpcdSlot {
public:
    VpcdSlot(std::filesystem::path folder, std::uint16_t port);
    ~VpcdSlot();
    VpcdSlot(const VpcdSlot&) = delete;
    VpcdSlot& operator=(const VpcdSlot&) = delete;

    /// Serves the reader for a while: until something happened or `patience` is over.
    void serve(std::chrono::milliseconds patience);

private:
    using Clock = std::chrono::steady_clock;

    void follow_hand();
    void take_up(const std::string& name);
    void pull();
    void lose_power();
    void read_faults();
    void answer();
    void answer_apdu(const std::vector<std::uint8_t>& apdu);
    bool wait(int descriptor, std::chrono::milliseconds patience);
    void tell_present(const std::string& text);

    std::filesystem::path folder_;
    std::uint16_t port_;
    int watch_;
    std::string name_;
    std::optional<drivers::VirtualUkey> key_;
    std::optional<VpcdLink> link_;
    Clock::time_point pulled_at_{};
};

}  // namespace sandbox
