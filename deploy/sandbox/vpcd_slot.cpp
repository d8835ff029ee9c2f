#include "deploy/sandbox/vpcd_slot.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iostream>
#include <iterator>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>
#include <utility>

namespace sandbox {
namespace {

using namespace std::chrono_literals;

constexpr auto retry = 50ms;
// pcscd looks every 400 ms; no hand changes a key faster than this, and none would be seen to.
constexpr auto shortest_absence = 900ms;

std::string read_file(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

void empty_file(const std::filesystem::path& file) { std::ofstream(file, std::ios::trunc); }

/// Only what cannot lead out of the folder.
std::string name_in(const std::filesystem::path& file) {
    std::string name = read_file(file);
    while (!name.empty() && std::isspace(static_cast<unsigned char>(name.back()))) name.pop_back();
    const auto fits = [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_'; };
    return std::ranges::all_of(name, fits) ? name : std::string{};
}

}  // namespace

VpcdSlot::VpcdSlot(std::filesystem::path folder, std::uint16_t port)
    : folder_(std::move(folder)), port_(port), watch_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    std::filesystem::create_directories(folder_);
    ::inotify_add_watch(watch_, folder_.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE);
    tell_present("");
    read_faults();
}

VpcdSlot::~VpcdSlot() {
    pull();
    ::close(watch_);
}

void VpcdSlot::tell_present(const std::string& text) {
    const auto draft = folder_ / "present.new";
    std::ofstream(draft) << text;
    std::filesystem::rename(draft, folder_ / "present");
}

void VpcdSlot::take_up(const std::string& name) {
    auto key = drivers::VirtualUkey::open(folder_ / (name + ".key"));
    if (!key) {
        std::cerr << "virtual-ukey: " << name << ": " << key.error().detail << std::endl;
        empty_file(folder_ / "inserted");
        return;
    }
    name_ = name;
    key_ = std::move(*key);
    read_faults();
}

void VpcdSlot::pull() {
    if (link_) {
        pulled_at_ = Clock::now();
        tell_present("");
    }
    link_.reset();
    key_.reset();
    name_.clear();
}

void VpcdSlot::lose_power() {
    empty_file(folder_ / "inserted");
    std::filesystem::remove(folder_ / "fault");
    pull();
}

void VpcdSlot::read_faults() {
    auto faults = drivers::parse_virtual_ukey_faults(read_file(folder_ / "fault"));
    if (!faults)
        std::cerr << "virtual-ukey: not a fault: " << faults.error().detail << std::endl;
    else if (key_)
        key_->set_faults(std::move(*faults));
}

void VpcdSlot::follow_hand() {
    const std::string wanted = name_in(folder_ / "inserted");
    if (wanted != name_) pull();
    if (!wanted.empty() && !key_) take_up(wanted);
    if (!key_ || link_ || Clock::now() - pulled_at_ < shortest_absence) return;
    key_->power_up();
    link_ = VpcdLink::connect(port_);
    if (!link_) return;
    tell_present(name_ + ' ' + key_->serial());
    std::cout << "样本 UKEY " << name_ << ", serial " << key_->serial() << std::endl;
}

/// True when the folder changed, or `descriptor` has something to read.
bool VpcdSlot::wait(int descriptor, std::chrono::milliseconds patience) {
    std::array<pollfd, 2> waits{pollfd{watch_, POLLIN, 0}, pollfd{descriptor, POLLIN, 0}};
    if (::poll(waits.data(), waits.size(), static_cast<int>(patience.count())) <= 0) return false;
    if (waits[0].revents) {
        alignas(inotify_event) std::array<char, 4096> events{};
        while (::read(watch_, events.data(), events.size()) > 0) {}
        read_faults();
        follow_hand();
    }
    return true;
}

void VpcdSlot::serve(std::chrono::milliseconds patience) {
    follow_hand();
    const bool hurry = key_ && !link_;
    wait(link_ ? link_->descriptor() : -1,
         hurry ? std::min<std::chrono::milliseconds>(retry, patience) : patience);
    if (!link_) return;
    pollfd ready{link_->descriptor(), POLLIN, 0};
    if (::poll(&ready, 1, 0) > 0) answer();
}

void VpcdSlot::answer() {
    const auto message = link_->receive();
    if (!message) {  // the reader was switched off; the key stays in it
        link_.reset();
        tell_present("");
        return;
    }
    if (message->size() != 1) return answer_apdu(*message);
    if (message->front() == VpcdLink::tell_atr) {
        if (!link_->send(drivers::VirtualUkey::atr())) link_.reset();
    } else {
        key_->power_up();
    }
}

void VpcdSlot::answer_apdu(const std::vector<std::uint8_t>& apdu) {
    const auto reply = key_->answer(apdu);
    if (!reply) return lose_power();
    const auto due = Clock::now() + key_->faults().delay_of(apdu);
    while (link_ && Clock::now() < due)
        wait(-1, std::chrono::ceil<std::chrono::milliseconds>(due - Clock::now()));
    if (link_ && !link_->send(*reply)) link_.reset();
}

}  // namespace sandbox
