#include "drivers/printer_line.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string_view>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>

namespace drivers {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::string_view file_prefix = "file:";
constexpr std::string_view tcp_prefix = "tcp:";
constexpr auto connect_patience = 3s;

tl::unexpected<Fault> fault(Failure failure, const std::string& what, int error) {
    return tl::unexpected(Fault{failure, what + ": " + std::strerror(error)});
}

bool wait_for(int descriptor, short events, Clock::duration patience) {
    pollfd watched{descriptor, events, 0};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(patience);
    return ::poll(&watched, 1, static_cast<int>(std::max(left, 0ms).count())) > 0;
}

bool would_block(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

struct FreeAddresses {
    void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};

int connect_error(int descriptor, const addrinfo& address) {
    if (::connect(descriptor, address.ai_addr, address.ai_addrlen) == 0) return 0;
    if (errno != EINPROGRESS) return errno;
    if (!wait_for(descriptor, POLLOUT, connect_patience)) return ETIMEDOUT;
    int error = 0;
    socklen_t length = sizeof error;
    ::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length);
    return error;
}

Result<Descriptor> connect_to(const std::string& where) {
    const auto colon = where.rfind(':');
    const auto host = where.substr(0, colon), port = where.substr(colon + 1);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV;
    addrinfo* found = nullptr;
    if (const int failed = ::getaddrinfo(host.c_str(), port.c_str(), &hints, &found); failed != 0)
        return tl::unexpected(Fault{Failure::not_ready, where + ": " + ::gai_strerror(failed)});
    const std::unique_ptr<addrinfo, FreeAddresses> owned(found);
    int error = EHOSTUNREACH;
    for (const auto* address = found; address != nullptr; address = address->ai_next) {
        Descriptor socket(
            ::socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        if (!socket) continue;
        error = connect_error(socket.get(), *address);
        if (error != 0) continue;
        const int yes = 1;
        ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        return socket;
    }
    return fault(Failure::not_ready, where, error);
}

Result<Descriptor> open_file(const std::string& path) {
    constexpr int how = O_RDWR | O_APPEND | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    const int create = path.starts_with("/dev/") ? 0 : O_CREAT;
    Descriptor file(::open(path.c_str(), how | create, S_IRUSR | S_IWUSR));
    if (!file) return fault(Failure::not_ready, path, errno);
    return file;
}

/// A terminal line would turn LF into CR LF and swallow control bytes.
void make_raw(int descriptor) {
    termios settings{};
    if (::tcgetattr(descriptor, &settings) != 0) return;
    ::cfmakeraw(&settings);
    settings.c_cflag |= CLOCAL | CREAD;
    ::tcsetattr(descriptor, TCSANOW, &settings);
}

}  // namespace

bool is_printer_uri(const std::string& uri) {
    if (uri.starts_with(file_prefix)) return uri.size() > file_prefix.size();
    return uri.starts_with(tcp_prefix) && uri.find(':', tcp_prefix.size()) != std::string::npos;
}

Result<PrinterLine> PrinterLine::open(const std::string& uri) {
    auto descriptor = uri.starts_with(tcp_prefix) ? connect_to(uri.substr(tcp_prefix.size()))
                                                  : open_file(uri.substr(file_prefix.size()));
    if (!descriptor) return tl::unexpected(descriptor.error());
    return PrinterLine(std::move(*descriptor));
}

PrinterLine::PrinterLine(Descriptor descriptor) : descriptor_(std::move(descriptor)) {
    struct stat about {};
    ::fstat(descriptor_.get(), &about);
    if (S_ISSOCK(about.st_mode)) kind_ = Kind::socket;
    if (S_ISCHR(about.st_mode)) kind_ = Kind::device;
    if (kind_ == Kind::device) make_raw(descriptor_.get());
    ::fcntl(descriptor_.get(), F_SETFL, ::fcntl(descriptor_.get(), F_GETFL) | O_NONBLOCK);
}

std::size_t PrinterLine::write(std::span<const std::uint8_t> bytes,
                               std::chrono::milliseconds patience) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const auto rest = bytes.subspan(sent);
        const auto count = kind_ == Kind::socket
                               ? ::send(descriptor_.get(), rest.data(), rest.size(), MSG_NOSIGNAL)
                               : ::write(descriptor_.get(), rest.data(), rest.size());
        if (count > 0) sent += static_cast<std::size_t>(count);
        if (count < 0 && !would_block(errno)) break;
        if (count <= 0 && !wait_for(descriptor_.get(), POLLOUT, patience)) break;
    }
    return sent;
}

Result<std::uint8_t> PrinterLine::read(std::chrono::milliseconds patience) {
    const auto deadline = Clock::now() + patience;
    for (;;) {
        std::uint8_t byte = 0;
        const auto count = ::read(descriptor_.get(), &byte, 1);
        if (count == 1) return byte;
        if (count < 0 && !would_block(errno))
            return fault(Failure::hardware_error, "the printer line broke", errno);
        if (count == 0 && kind_ == Kind::socket)
            return fault(Failure::hardware_error, "the printer hung up", ECONNRESET);
        const auto left = deadline - Clock::now();
        // usblp is "readable" for ever with nothing to read: look again a little later.
        const bool idle = count == 0 && ::poll(nullptr, 0, left > 0s ? 5 : 0) == 0;
        if (left <= 0s || (!idle && !wait_for(descriptor_.get(), POLLIN, left)))
            return fault(Failure::timed_out, "no answer from the printer", ETIMEDOUT);
    }
}

void PrinterLine::settle() { ::fdatasync(descriptor_.get()); }

}  // namespace drivers
