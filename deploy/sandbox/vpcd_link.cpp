#include "deploy/sandbox/vpcd_link.hpp"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace sandbox {
namespace {

void turn_on(int socket, int option) {
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, option, &on, sizeof on);
}

}  // namespace

std::optional<VpcdLink> VpcdLink::connect(std::uint16_t port) {
    VpcdLink link(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (link.socket_ < 0) return {};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(link.socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return {};
    turn_on(link.socket_, TCP_NODELAY);
    turn_on(link.socket_, TCP_QUICKACK);
    return link;
}

VpcdLink::VpcdLink(VpcdLink&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}

VpcdLink& VpcdLink::operator=(VpcdLink&& other) noexcept {
    std::swap(socket_, other.socket_);
    return *this;
}

VpcdLink::~VpcdLink() {
    if (socket_ >= 0) ::close(socket_);
}

bool VpcdLink::read(std::span<std::uint8_t> into) {
    while (!into.empty()) {
        const ssize_t got = ::recv(socket_, into.data(), into.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        // vpcd sends length and body apart; without this the kernel holds back each acknowledgement
        // 40 ms.
        turn_on(socket_, TCP_QUICKACK);
        into = into.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

std::optional<std::vector<std::uint8_t>> VpcdLink::receive() {
    std::array<std::uint8_t, 2> length{};
    if (!read(length)) return {};
    std::vector<std::uint8_t> message(std::size_t{length[0]} << 8 | length[1]);
    if (!read(message)) return {};
    return message;
}

bool VpcdLink::send(std::span<const std::uint8_t> message) {
    if (message.size() > 0xFFFF) return false;
    std::vector<std::uint8_t> frame{static_cast<std::uint8_t>(message.size() >> 8),
                                    static_cast<std::uint8_t>(message.size() & 0xFF)};
    frame.insert(frame.end(), message.begin(), message.end());
    std::span<const std::uint8_t> rest(frame);
    while (!rest.empty()) {
        const ssize_t sent = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        rest = rest.subspan(static_cast<std::size_t>(sent));
    }
    return true;
}

}  // namespace sandbox
