// virtual-ukey: a UKEY for vsmartcard's vpcd, and the hand that moves it; see vpcd_slot.hpp.

#include "deploy/sandbox/processes.hpp"
#include "deploy/sandbox/vpcd_slot.hpp"

#include <charconv>
#include <iostream>
#include <string_view>

namespace {

constexpr std::string_view usage =
    "usage: virtual-ukey --state FOLDER --port N        serves the reader of a vpcd on port N\n"
    "       virtual-ukey --state FOLDER --insert NAME   puts the key NAME in, a blank one if new\n"
    "       virtual-ukey --state FOLDER --remove        pulls it out\n"
    "       virtual-ukey --state FOLDER --fault TEXT    how it fails from now on; \"\" for not at "
    "all\n"
    "What keys keep is in FOLDER/NAME.key. A fault is one or more lines of:\n";

int explain() {
    std::cerr << usage << drivers::virtual_ukey_fault_words;
    return 2;
}

int set_fault(const std::filesystem::path& folder, const std::string& text) {
    if (const auto faults = drivers::parse_virtual_ukey_faults(text); !faults) {
        std::cerr << "not a fault: " << faults.error().detail << '\n'
                  << drivers::virtual_ukey_fault_words;
        return 2;
    }
    sandbox::write_whole(folder / "fault", text);
    return 0;
}

int serve(const std::filesystem::path& folder, std::string_view value) {
    std::uint16_t port = 0;
    std::from_chars(value.data(), value.data() + value.size(), port);
    if (port == 0) return explain();
    sandbox::VpcdSlot slot(folder, port);
    for (;;) slot.serve(std::chrono::milliseconds(1000));
}

}  // namespace

int main(int count, char** words) {
    std::filesystem::path folder;
    std::string_view what;
    std::string value;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        const bool alone = word == "--remove" || i + 1 == count;
        if (word == "--state" && !alone) {
            folder = words[++i];
            continue;
        }
        what = word;
        if (!alone) value = words[++i];
    }
    if (folder.empty()) return explain();
    if (what == "--port") return serve(folder, value);
    if (what == "--fault") return set_fault(folder, value);
    if (what != "--remove" && (what != "--insert" || value.empty())) return explain();
    sandbox::write_whole(folder / "inserted", value);
    return 0;
}
