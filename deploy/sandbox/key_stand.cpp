#include "deploy/sandbox/key_stand.hpp"

#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <random>
#include <sstream>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace sandbox {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 5s;
constexpr std::size_t longest_socket_path = 100;

bool await(const std::function<bool()>& done) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < deadline) {
        if (done()) return true;
        std::this_thread::sleep_for(10ms);
    }
    return done();
}

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

pid_t spawn(const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child != 0) return child;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() == parent) ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

void end(pid_t& child) {
    if (child <= 0) return;
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    child = 0;
}

bool has_ended(pid_t& child) {
    if (child <= 0 || ::waitpid(child, nullptr, WNOHANG) != child) return child <= 0;
    child = 0;
    return true;
}

void write_whole(const std::filesystem::path& file, const std::string& text) {
    const std::filesystem::path draft = file.string() + ".new";
    std::ofstream(draft) << text;
    std::filesystem::rename(draft, file);
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
    const bool up = await([&] {
        if (has_ended(pcscd_) || has_ended(virtual_ukey_)) return true;
        return is_listening(port_) && std::filesystem::exists(folder_ / "present");
    });
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
    (void)await([&] { return has_ended(pcscd_) || is_listening(port_); });
}

std::string KeyStand::insert(const std::string& name) {
    write_whole(folder_ / "inserted", name);
    std::string present;
    (void)await([&] {
        present = read_whole(folder_ / "present");
        return present.starts_with(name + ' ');
    });
    return present.starts_with(name + ' ') ? present.substr(name.size() + 1) : std::string{};
}

void KeyStand::remove() {
    write_whole(folder_ / "inserted", "");
    (void)await([&] { return read_whole(folder_ / "present").empty(); });
}

void KeyStand::set_fault(const std::string& text) { write_whole(folder_ / "fault", text); }

}  // namespace sandbox
