#include "drivers/virtual_ukey_state.hpp"

#include "drivers/hex.hpp"
#include "drivers/tlv.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <openssl/rand.h>
#include <sstream>
#include <string>
#include <unistd.h>

namespace drivers {
namespace {

constexpr const char* title = "virtual-ukey 1";

int nibble(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool read_hex(std::istream& in, Bytes& bytes) {
    std::string text;
    if (!(in >> text) || text.size() % 2 != 0) return false;
    bytes.clear();
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = nibble(text[i]);
        const int low = nibble(text[i + 1]);
        if (high < 0 || low < 0) return false;
        bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
    }
    return true;
}

bool read_secret(std::istream& in, Bytes& secret, int& tries) {
    return in >> tries && tries >= 0 && tries <= 3 && read_hex(in, secret) && secret.size() == 8;
}

/// One line: a word, its numbers in decimal, its bytes in hexadecimal.
bool read_line(const std::string& line, VirtualUkeyState& state) {
    std::istringstream in(line);
    std::string word;
    unsigned number = 0;
    in >> word;
    if (word == "serial") return static_cast<bool>(in >> state.serial);
    if (word == "pin") return read_secret(in, state.pin, state.pin_tries);
    if (word == "puk") return read_secret(in, state.puk, state.puk_tries);
    if (word == "management" && in >> number) {
        state.management_algorithm = static_cast<std::uint8_t>(number);
        return read_hex(in, state.management_key);
    }
    if (word == "key" && in >> number) {
        auto& key = state.keys[static_cast<std::uint8_t>(number)];
        if (!(in >> number)) return false;
        key.algorithm = static_cast<std::uint8_t>(number);
        return read_hex(in, key.private_key);
    }
    return word == "object" && in >> number && read_hex(in, state.objects[number]);
}

std::string written(const VirtualUkeyState& state) {
    std::ostringstream out;
    out << title << "\nserial " << state.serial << "\npin " << state.pin_tries << ' '
        << hex(state.pin) << "\npuk " << state.puk_tries << ' ' << hex(state.puk) << "\nmanagement "
        << int{state.management_algorithm} << ' ' << hex(state.management_key) << '\n';
    for (const auto& [slot, key] : state.keys)
        out << "key " << int{slot} << ' ' << int{key.algorithm} << ' ' << hex(key.private_key)
            << '\n';
    for (const auto& [tag, object] : state.objects)
        if (!object.empty()) out << "object " << tag << ' ' << hex(object) << '\n';
    return out.str();
}

Bytes random_bytes(std::size_t size) {
    Bytes bytes(size);
    RAND_bytes(bytes.data(), static_cast<int>(size));
    return bytes;
}

/// Card Holder Unique Identifier (SP 800-73-4 part 1, 3.1.2) with the FASC-N of a card outside any
/// agency.
Bytes holder_object() {
    constexpr std::array<std::uint8_t, 25> fascn{
        0xD4, 0xE7, 0x39, 0xDA, 0x73, 0x9C, 0xED, 0x39, 0xCE, 0x73, 0x9D, 0x83, 0x68,
        0x58, 0x21, 0x08, 0x42, 0x10, 0x84, 0x21, 0xC8, 0x42, 0x10, 0xC3, 0xEB};
    constexpr std::string_view expiry = "20991231";
    Bytes object;
    append_tlv(object, 0x30, fascn);
    append_tlv(object, 0x34, random_bytes(16));
    append_tlv(object, 0x35, Bytes(expiry.begin(), expiry.end()));
    append_tlv(object, 0x3E, {});
    append_tlv(object, 0xFE, {});
    return object;
}

/// Card Capability Container (SP 800-73-4 part 1, 3.1.1).
Bytes capability_object() {
    Bytes identifier{0xA0, 0x00, 0x00, 0x01, 0x16, 0xFF, 0x02};
    const Bytes unique = random_bytes(14);
    identifier.insert(identifier.end(), unique.begin(), unique.end());
    Bytes object;
    append_tlv(object, 0xF0, identifier);
    append_tlv(object, 0xF1, Bytes{0x21});
    append_tlv(object, 0xF2, Bytes{0x21});
    append_tlv(object, 0xF3, {});
    append_tlv(object, 0xF4, Bytes{0x00});
    append_tlv(object, 0xF5, Bytes{0x10});
    for (const std::uint32_t tag : {0xF6U, 0xF7U, 0xFAU, 0xFBU, 0xFCU, 0xFDU, 0xFEU})
        append_tlv(object, tag, {});
    return object;
}

bool write_through(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t done = ::write(file, text.data(), text.size());
        if (done < 0 && errno != EINTR) return false;
        if (done > 0) text.remove_prefix(static_cast<std::size_t>(done));
    }
    return ::fsync(file) == 0;
}

void sync_folder(const std::filesystem::path& folder) {
    const int file =
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return;
    ::fsync(file);
    ::close(file);
}

Fault system_fault(const char* what) {
    return {Failure::hardware_error, std::string(what) + ": " + std::strerror(errno)};
}

}  // namespace

VirtualUkeyState blank_virtual_ukey() {
    constexpr std::uint32_t lowest = 10'000'000;
    VirtualUkeyState state;
    const Bytes random = random_bytes(4);
    for (const auto byte : random) state.serial = state.serial << 8 | byte;
    state.serial = lowest + state.serial % (9 * lowest);  // eight digits, as a printed number looks
    state.pin = {'1', '2', '3', '4', '5', '6', 0xFF, 0xFF};
    state.puk = {'1', '2', '3', '4', '5', '6', '7', '8'};
    for (std::uint8_t i = 0; i < 24; ++i)
        state.management_key.push_back(static_cast<std::uint8_t>(i % 8 + 1));
    state.objects[0x5FC102] = holder_object();
    state.objects[0x5FC107] = capability_object();
    return state;
}

Result<VirtualUkeyState> load_virtual_ukey(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) return tl::unexpected(Fault{Failure::not_ready, "no state file"});
    const Fault malformed{Failure::bad_data, "state file is malformed"};
    std::string line;
    if (!std::getline(in, line) || line != title) return tl::unexpected(malformed);
    VirtualUkeyState state;
    while (std::getline(in, line))
        if (!read_line(line, state)) return tl::unexpected(malformed);
    if (state.pin.empty() || state.puk.empty() || state.management_key.empty())
        return tl::unexpected(malformed);
    return state;
}

Result<void> save_virtual_ukey(const VirtualUkeyState& state, const std::filesystem::path& file) {
    std::filesystem::path draft = file;
    draft += ".new";
    const int out = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (out < 0) return tl::unexpected(system_fault("open"));
    const bool kept = write_through(out, written(state));
    ::close(out);
    if (!kept) return tl::unexpected(system_fault("write"));
    if (::rename(draft.c_str(), file.c_str()) != 0) return tl::unexpected(system_fault("rename"));
    sync_folder(file.parent_path());
    return {};
}

}  // namespace drivers
