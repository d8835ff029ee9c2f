// virtual-ukey --port N --state FOLDER: a UKEY for vsmartcard's vpcd, moved by files; see
// vpcd_slot.hpp.

#include "deploy/sandbox/vpcd_slot.hpp"

#include <charconv>
#include <iostream>
#include <string_view>

int main(int count, char** words) {
    std::uint16_t port = 0;
    std::filesystem::path folder;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view option = words[i];
        const std::string_view value = words[i + 1];
        if (option == "--port") std::from_chars(value.data(), value.data() + value.size(), port);
        if (option == "--state") folder = value;
    }
    if (port == 0 || folder.empty()) {
        std::cerr << "usage: virtual-ukey --port N --state FOLDER\n";
        return 2;
    }
    sandbox::VpcdSlot slot(folder, port);
    for (;;) slot.serve(std::chrono::milliseconds(1000));
}
