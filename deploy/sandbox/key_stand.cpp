#include "deploy/sandbox/key_stand.hpp"

#include "deploy/sandbox/processes.hpp"

#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace sandbox {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 5s;
constexpr std::size_t longest_socket_path = 100;

bool is_free(std::uint16_t port) {
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    const bool free =
        ::bind(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(probe);
    return free;
}

/// vpcd takes a port and the next one; below the range the kernel hands out by itself.
std::uint16_t free_pair() {
    std::random_device device;
    std::uniform_int_distribution<unsigned> draw(10000, 15999);
    for (;;) {
        const auto port = static_cast<std::uint16_t>(draw(device) * 2);
        if (is_free(port) && is_free(static_cast<std::uint16_t>(port + 1))) return port;
    }
}

/// By the kernel's table, for a connection would count as a card.
bool is_listening(std::uint16_t port) {
    std::ifstream table("/proc/net/tcp");
    std::ostringstream wanted;
    wanted << "00000000:" << std::hex << std::uppercase << port;
    std::string line;
    while (std::getline(table, line))
        if (line.find(wanted.str() + " 00000000:0000 0A") != std::string::npos) return true;
    return false;
}

std::string read_whole(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

KeyStand::KeyStand(std::filesystem::path folder, KeyStandPrograms programs)
    : folder_(std::filesystem::absolute(folder)), programs_(std::move(programs)) {
    if (socket().string().size() > longest_socket_path)
        throw std::runtime_error("key stand: folder is too deep for a socket: " + folder_.string());
    std::filesystem::create_directories(folder_);
    write_whole(folder_ / "inserted", "");
    std::filesystem::remove(folder_ / "fault");
    bool started = false;
    for (int attempt = 0; attempt < 3 && !started; ++attempt) started = start();
    if (!started) throw std::runtime_error("key stand: pcscd or virtual-ukey does not start");
    ::setenv("PCSCLITE_CSOCK_NAME", socket().c_str(), 1);
}

KeyStand::~KeyStand() { stop(); }

bool KeyStand::start() {
    port_ = free_pair();
    start_pcscd();
    virtual_ukey_ = spawn({programs_.virtual_ukey.string(), "--port", std::to_string(port_),
                           "--state", folder_.string()});
    const bool up = await(
        [&] {
            if (has_ended(pcscd_) || has_ended(virtual_ukey_)) return true;
            return is_listening(port_) && std::filesystem::exists(folder_ / "present");
        },
        patience);
    if (up && pcscd_ > 0 && virtual_ukey_ > 0) return true;
    stop();
    return false;
}

void KeyStand::stop() {
    end(virtual_ukey_);
    end(pcscd_);
}

void KeyStand::stop_pcscd() { end(pcscd_); }

void KeyStand::start_pcscd() {
    pcscd_ = spawn({programs_.pcscd.string(), socket().string(), (folder_ / "readers").string(),
                    std::to_string(port_), "--critical"});
    (void)await([&] { return has_ended(pcscd_) || is_listening(port_); }, patience);
}

std::string KeyStand::insert(const std::string& name) {
    write_whole(folder_ / "inserted", name);
    std::string present;
    (void)await(
        [&] {
            present = read_whole(folder_ / "present");
            return present.starts_with(name + ' ');
        },
        patience);
    return present.starts_with(name + ' ') ? present.substr(name.size() + 1) : std::string{};
}

void KeyStand::remove() {
    write_whole(folder_ / "inserted", "");
    (void)await([&] { return read_whole(folder_ / "present").empty(); }, patience);
}

void KeyStand::set_fault(const std::string& text) { write_whole(folder_ / "fault", text); }

}  // namespace sandbox
