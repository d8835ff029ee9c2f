#include "drivers/virtual_printer_commands.hpp"

#include "drivers/escpos_codes.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace drivers {
namespace {

using BytesView = std::span<const std::uint8_t>;
using Kind = EscposCommand::Kind;

/// Commands by the number of their parameter bytes.
struct Parameters {
    std::string_view none, one, two, three;
};
constexpr Parameters esc_commands{"LS<v", "a!EG-MRtV{ =UTr%?eKu", "c$\\f", "p"};
constexpr Parameters gs_commands{":c", "a!BHfhwIb/T", "LWP$\\", "^z"};
constexpr Parameters fs_commands{"&.", "!-WC", "Sp", ""};

std::optional<std::size_t> parameters_of(const Parameters& table, std::uint8_t command) {
    const auto letter = static_cast<char>(command);
    const auto in = [&](std::string_view letters) { return letters.find(letter) != letters.npos; };
    if (in(table.none)) return 0;
    if (in(table.one)) return 1;
    if (in(table.two)) return 2;
    if (in(table.three)) return 3;
    return {};
}

/// Nothing when fewer than `length` bytes are there.
EscposCommand make(BytesView bytes, Kind kind, std::size_t length, int value = 0,
                   std::size_t skip = 0) {
    if (bytes.size() < length) return {};
    return {kind, length, skip, value, 0, 0};
}

/// A command of `length` bytes whose last one is its value.
EscposCommand valued(BytesView bytes, Kind kind, std::size_t length) {
    return bytes.size() < length ? EscposCommand{} : make(bytes, kind, length, bytes[length - 1]);
}

/// A command whose data goes on to a NUL.
EscposCommand until_nul(BytesView bytes, std::size_t from) {
    constexpr std::size_t longest = 256;
    for (std::size_t at = from; at < bytes.size(); ++at)
        if (bytes[at] == 0 || at >= longest) return make(bytes, Kind::ignored, at + 1);
    return {};
}

/// Little-endian number of `count` bytes at `at`; the caller has checked that they are there.
std::size_t number(BytesView bytes, std::size_t at, std::size_t count = 2) {
    std::size_t value = 0;
    for (std::size_t index = count; index-- > 0;) value = value << 8 | bytes[at + index];
    return value;
}

/// "( X pL pH", the same for all families.
EscposCommand parenthesis(BytesView bytes) {
    return bytes.size() < 5 ? EscposCommand{} : make(bytes, Kind::ignored, 5, 0, number(bytes, 3));
}

EscposCommand bit_image(BytesView bytes) {
    if (bytes.size() < 5) return {};
    return make(bytes, Kind::ignored, 5, 0, number(bytes, 3) * (bytes[2] < 32 ? 1 : 3));
}

EscposCommand after_esc(BytesView bytes) {
    switch (bytes[1]) {
        case '@': return make(bytes, Kind::reset, 2);
        case 'J': return valued(bytes, Kind::feed, 3);
        case 'd': return valued(bytes, Kind::new_line, 3);
        case '3': return valued(bytes, Kind::line_spacing, 3);
        case '2': return make(bytes, Kind::line_spacing, 2);
        case 'i':
        case 'm': return make(bytes, Kind::cut, 2);
        case 'D': return until_nul(bytes, 2);
        case '*': return bit_image(bytes);
        case 'W': return make(bytes, Kind::ignored, 10);
        case '(': return parenthesis(bytes);
        default:
            return make(bytes, Kind::ignored,
                        2 + parameters_of(esc_commands, bytes[1]).value_or(0));
    }
}

EscposCommand raster(BytesView bytes) {
    auto command = valued(bytes, Kind::raster, 8);
    if (command.kind == Kind::incomplete) return command;
    command.value = bytes[3] & 3;
    command.columns = number(bytes, 4);
    command.rows = number(bytes, 6);
    return command;
}

EscposCommand cut(BytesView bytes) {
    if (bytes.size() < 3) return {};
    const auto how = bytes[2];
    return make(bytes, Kind::cut, how <= 1 || how == '0' || how == '1' ? 3 : 4);
}

EscposCommand bar_code(BytesView bytes) {
    if (bytes.size() < 4) return {};
    return bytes[2] <= 6 ? until_nul(bytes, 3) : make(bytes, Kind::ignored, 4, 0, bytes[3]);
}

EscposCommand after_gs(BytesView bytes) {
    switch (bytes[1]) {
        case 'v': return raster(bytes);
        case 'V': return cut(bytes);
        case 'r': return valued(bytes, Kind::report, 3);
        case 'k': return bar_code(bytes);
        case 'g': return make(bytes, Kind::ignored, 6);
        case '(': return parenthesis(bytes);
        case '8':
            return bytes.size() < 7 ? EscposCommand{}
                                    : make(bytes, Kind::ignored, 7, 0, number(bytes, 3, 4));
        case '*':
            return bytes.size() < 4
                       ? EscposCommand{}
                       : make(bytes, Kind::ignored, 4, 0, std::size_t{8} * bytes[2] * bytes[3]);
        default:
            return make(bytes, Kind::ignored, 2 + parameters_of(gs_commands, bytes[1]).value_or(0));
    }
}

EscposCommand after_fs(BytesView bytes) {
    if (bytes[1] == '(') return parenthesis(bytes);
    return make(bytes, Kind::ignored, 2 + parameters_of(fs_commands, bytes[1]).value_or(0));
}

/// Real-time commands were obeyed when they arrived; in their turn they mean nothing.
EscposCommand after_dle(BytesView bytes) {
    if (bytes[1] == 0x04 || bytes[1] == 0x05) return make(bytes, Kind::ignored, 3);
    if (bytes[1] != 0x14) return make(bytes, Kind::ignored, 1);
    if (bytes.size() < 3) return {};
    return make(bytes, Kind::ignored, bytes[2] == 8 ? 10 : bytes[2] == 7 ? 4 : 5);
}

}  // namespace

EscposCommand next_escpos_command(std::span<const std::uint8_t> bytes) {
    if (bytes.empty()) return {};
    const auto first = bytes[0];
    if (first == '\n') return make(bytes, Kind::new_line, 1, 1);
    if (first >= ' ') return make(bytes, Kind::text, 1, first);
    const bool introduces =
        first == escpos::esc || first == escpos::gs || first == escpos::fs || first == escpos::dle;
    if (!introduces) return make(bytes, Kind::ignored, 1);
    if (bytes.size() < 2) return {};
    switch (first) {
        case escpos::esc: return after_esc(bytes);
        case escpos::gs: return after_gs(bytes);
        case escpos::fs: return after_fs(bytes);
        default: return after_dle(bytes);
    }
}

}  // namespace drivers
