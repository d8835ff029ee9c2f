#include "drivers/virtual_ukey.hpp"

#include <sstream>

namespace drivers {
namespace {

bool read_fault(const std::string& line, VirtualUkeyFaults& faults) {
    std::istringstream in(line);
    std::string word;
    unsigned ins = 0;
    unsigned status = 0;
    int number = 0;
    if (!(in >> word)) return true;
    if (word == "status") {
        if (!(in >> std::hex >> ins >> status) || ins > 0xFF || status > 0xFFFF) return false;
        faults.status[static_cast<std::uint8_t>(ins)] = static_cast<std::uint16_t>(status);
        return true;
    }
    if (word == "die_before_ins" || word == "die_after_ins") {
        if (!(in >> std::hex >> ins) || ins > 0xFF) return false;
        auto& fault = word == "die_before_ins" ? faults.die_before_ins : faults.die_after_ins;
        fault = static_cast<std::uint8_t>(ins);
        return true;
    }
    if (word == "delay_ins") {
        if (!(in >> std::hex >> ins >> std::dec >> number) || ins > 0xFF || number < 0)
            return false;
        faults.slow[static_cast<std::uint8_t>(ins)] = std::chrono::milliseconds(number);
        return true;
    }
    if (word == "wear_out_pin") return faults.wear_out_pin = true;
    if (!(in >> number) || number < 0) return false;
    if (word == "die_before")
        faults.die_before = number;
    else if (word == "die_after")
        faults.die_after = number;
    else if (word == "truncate_put")
        faults.truncate_put = static_cast<std::size_t>(number);
    else if (word == "swap_identity")
        faults.swap_identity = number;
    else if (word == "delay_ms")
        faults.delay = std::chrono::milliseconds(number);
    else
        return false;
    return true;
}

}  // namespace

const std::string_view virtual_ukey_fault_words =
    "die_before N        loses power before command N since power-up is carried out\n"
    "die_after N         or after, before it answers\n"
    "die_before_ins HH   the same at the next command with instruction HH (hexadecimal),\n"
    "die_after_ins HH    its last piece when it is chained\n"
    "status HH SSSS      answers instruction HH by status word SSSS and does nothing\n"
    "truncate_put N      keeps N bytes of the next object that is longer, then loses power\n"
    "swap_identity N     from command N on it is another key: its serial, no session\n"
    "wear_out_pin        the PIN's tries are used up\n"
    "delay_ms N          N milliseconds before every answer\n"
    "delay_ins HH N      N milliseconds before answers to instruction HH\n";

std::chrono::milliseconds VirtualUkeyFaults::delay_of(std::span<const std::uint8_t> command) const {
    const auto own = command.size() > 1 ? slow.find(command[1]) : slow.end();
    return own == slow.end() ? delay : own->second;
}

Result<VirtualUkeyFaults> parse_virtual_ukey_faults(std::string_view text) {
    VirtualUkeyFaults faults;
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);)
        if (!read_fault(line, faults)) return tl::unexpected(Fault{Failure::bad_data, line});
    return faults;
}

}  // namespace drivers
