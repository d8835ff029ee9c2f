// The card's end of the vpcd protocol (vsmartcard): over TCP, two bytes of length, then a command
// of one byte or an APDU; answers in the same frame.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sandbox {

/// A connection to a listening vpcd. While it stands, the reader holds a card.
class VpcdLink {
public:
    static constexpr std::uint8_t power_off = 0, power_on = 1, reset = 2, tell_atr = 4;

    /// Nothing when nobody listens on this port of the loopback interface.
    static std::optional<VpcdLink> connect(std::uint16_t port);
    VpcdLink(VpcdLink&& other) noexcept;
    VpcdLink& operator=(VpcdLink&& other) noexcept;
    VpcdLink(const VpcdLink&) = delete;
    VpcdLink& operator=(const VpcdLink&) = delete;
    ~VpcdLink();

    [[nodiscard]] int descriptor() const { return socket_; }
    /// The next message; nothing when vpcd has gone. Blocks.
    [[nodiscard]] std::optional<std::vector<std::uint8_t>> receive();
    [[nodiscard]] bool send(std::span<const std::uint8_t> message);

private:
    explicit VpcdLink(int socket) : socket_(socket) {}
    bool read(std::span<std::uint8_t> into);

    int socket_ = -1;
};

}  // namespace sandbox
