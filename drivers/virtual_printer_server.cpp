#include "drivers/virtual_printer_server.hpp"

#include "drivers/whole_file.hpp"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sstream>
#include <sys/socket.h>

namespace drivers {
namespace {

namespace fs = std::filesystem;

constexpr int fault_look_ms = 100;  // how long a mended printer with work left may stand still

tl::unexpected<Fault> not_ready(const std::string& what) {
    return tl::unexpected(Fault{Failure::not_ready, what + ": " + std::strerror(errno)});
}

bool add_fault(VirtualPrinterFaults& faults, const std::string& word) {
    constexpr std::string_view left = "paper_left=";
    if (word == "paper_low")
        faults.paper = PrinterState::Paper::low;
    else if (word == "paper_out")
        faults.paper = PrinterState::Paper::out;
    else if (word == "cover_open")
        faults.cover_open = true;
    else if (word == "cutter_error")
        faults.cutter_error = true;
    else if (word == "offline")
        faults.offline = true;
    else if (word == "silent")
        faults.silent = true;
    else if (word.starts_with(left))
        faults.paper_left = std::atoi(word.c_str() + left.size());
    else
        return false;
    return true;
}

}  // namespace

std::optional<VirtualPrinterFaults> printer_faults(const std::string& words) {
    VirtualPrinterFaults faults;
    std::istringstream text(words);
    for (std::string word; text >> word;)
        if (!add_fault(faults, word)) return {};
    return faults;
}

bool set_printer_fault(const fs::path& state, const std::string& words) {
    return write_whole(state / "fault", words + "\n");
}

VirtualPrinterServer::VirtualPrinterServer(Descriptor listener, int port, fs::path state)
    : listener_(std::move(listener)), port_(port), state_(std::move(state)) {}

Result<VirtualPrinterServer> VirtualPrinterServer::listen(int port, const fs::path& state) {
    Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int yes = 1;
    ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    socklen_t length = sizeof address;
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    // The socket API takes every kind of address as this one.
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener.get(), any, length) != 0 || ::listen(listener.get(), 8) != 0 ||
        ::getsockname(listener.get(), any, &length) != 0)
        return not_ready("port " + std::to_string(port));
    const int taken = ntohs(address.sin_port);
    std::error_code ignored;
    fs::create_directories(state, ignored);
    if (!write_whole(state / "printer.json", "{\"port\":" + std::to_string(taken) + "}\n"))
        return not_ready(state.string());
    return VirtualPrinterServer(std::move(listener), taken, state);
}

void VirtualPrinterServer::run(const std::stop_token& stop) {
    const StopWake wake(stop);
    while (!stop.stop_requested()) {
        const int busy = client_ ? client_.get() : listener_.get();
        std::array<pollfd, 2> watched{{{wake.descriptor(), POLLIN, 0}, {busy, POLLIN, 0}}};
        ::poll(watched.data(), watched.size(), fault_look_ms);
        look_for_faults();
        if (watched[1].revents == 0) continue;
        if (client_)
            serve_client();
        else
            accept_client();
    }
}

void VirtualPrinterServer::look_for_faults() {
    std::ifstream file(state_ / "fault");
    std::string words{std::istreambuf_iterator<char>(file), {}};
    if (words == fault_words_) return;
    fault_words_ = std::move(words);
    const auto faults = printer_faults(fault_words_);
    if (!faults)
        return void(std::fputs("virtual-printer: unknown word in its fault file\n", stderr));
    send(printer_.set_faults(*faults));
    save_receipts();
}

void VirtualPrinterServer::accept_client() {
    client_.reset(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    const int yes = 1;
    if (client_) ::setsockopt(client_.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

void VirtualPrinterServer::serve_client() {
    std::array<std::uint8_t, 4096> buffer{};
    const auto count = ::recv(client_.get(), buffer.data(), buffer.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (count <= 0) return client_.reset();
    send(printer_.receive(std::span(buffer).first(static_cast<std::size_t>(count))));
    save_receipts();
}

void VirtualPrinterServer::send(const Bytes& answers) {
    if (client_ && !answers.empty())
        ::send(client_.get(), answers.data(), answers.size(), MSG_NOSIGNAL);
}

void VirtualPrinterServer::save_receipts() {
    for (const auto& receipt : printer_.take_receipts()) {
        fs::path stem;
        std::error_code ignored;
        do {
            std::array<char, 32> name{};
            std::snprintf(name.data(), name.size(), "%s-%03d", receipt.cut ? "receipt" : "torn",
                          ++saved_);
            stem = state_ / name.data();
        } while (fs::exists(stem.string() + ".png", ignored));
        const bool saved = write_whole(stem.string() + ".bin", receipt.bytes) &&
                           write_whole(stem.string() + ".png", encode_png(receipt.paper));
        if (!saved) std::fputs("virtual-printer: cannot save a receipt\n", stderr);
    }
}

}  // namespace drivers
