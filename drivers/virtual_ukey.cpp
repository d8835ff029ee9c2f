// The command layer of the virtual UKEY: framing, chaining, PINs.

#include "drivers/virtual_ukey.hpp"

#include "drivers/tlv.hpp"

#include <algorithm>
#include <array>
#include <openssl/crypto.h>
#include <string_view>
#include <utility>

namespace drivers {
namespace {

constexpr std::size_t longest_chain = 8192;
constexpr std::array<std::uint8_t, 11> application{0xA0, 0, 0, 3, 8, 0, 0, 0x10, 0, 1, 0};
constexpr std::size_t shortest_name = 5;
constexpr int full_tries = 3;

/// Six to eight digits, padded with 0xFF (SP 800-73-4 part 2, 2.4.3).
bool is_pin(std::span<const std::uint8_t> value) {
    const auto digit = [](std::uint8_t byte) { return byte >= '0' && byte <= '9'; };
    const auto padding = std::ranges::find_if_not(value, digit);
    return value.size() == 8 && padding - value.begin() >= 6 &&
           std::all_of(padding, value.end(), [](std::uint8_t byte) { return byte == 0xFF; });
}

std::uint16_t tries_status(int tries) {
    return static_cast<std::uint16_t>(tries > 0 ? 0x63C0 | tries : 0x6983);
}

Bytes four_bytes(std::uint32_t value) {
    return {static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
            static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

}  // namespace

Result<VirtualUkey> VirtualUkey::open(std::filesystem::path file) {
    auto state = load_virtual_ukey(file);
    if (!state) {
        if (state.error().failure != Failure::not_ready) return tl::unexpected(state.error());
        state = blank_virtual_ukey();
        if (auto kept = save_virtual_ukey(*state, file); !kept) return tl::unexpected(kept.error());
    }
    return VirtualUkey(std::move(file), std::move(*state));
}

VirtualUkey::VirtualUkey(std::filesystem::path file, VirtualUkeyState state)
    : file_(std::move(file)), state_(std::move(state)) {}

Bytes VirtualUkey::atr() {
    constexpr std::string_view historical = "VirtUKEY";
    Bytes atr{0x3B, static_cast<std::uint8_t>(0x80 | (historical.size() + 1)), 0x80, 0x01, 0x80};
    atr.insert(atr.end(), historical.begin(), historical.end());
    std::uint8_t check = 0;
    for (std::size_t i = 1; i < atr.size(); ++i) check = static_cast<std::uint8_t>(check ^ atr[i]);
    atr.push_back(check);
    return atr;
}

void VirtualUkey::power_up() {
    session_ = {};
    dead_ = false;
}

bool VirtualUkey::keep() { return save_virtual_ukey(state_, file_).has_value(); }

/// ISO/IEC 7816-3, 12.1.3: cases 1 to 4, short and extended.
std::optional<VirtualUkey::Command> VirtualUkey::parse(std::span<const std::uint8_t> bytes) {
    if (bytes.size() < 4) return {};
    Command command{bytes[0], bytes[1], bytes[2], bytes[3], {}, 0};
    auto body = bytes.subspan(4);
    if (body.empty()) return command;
    const auto expected = [](std::size_t value, std::size_t most) {
        return value == 0 ? most : value;
    };
    const auto word = [](std::span<const std::uint8_t> at) {
        return std::size_t{at[0]} << 8 | at[1];
    };
    const bool extended = body.size() >= 3 && body[0] == 0;
    if (body.size() == 1) {
        command.wanted = expected(body[0], 256);
        return command;
    }
    if (extended && body.size() == 3) {
        command.wanted = expected(word(body.subspan(1)), 65536);
        return command;
    }
    const std::size_t length = extended ? word(body.subspan(1)) : body[0];
    body = body.subspan(extended ? 3 : 1);
    if (length == 0 || body.size() < length) return {};
    command.data.assign(body.begin(), body.begin() + static_cast<std::ptrdiff_t>(length));
    body = body.subspan(length);
    if (body.empty()) return command;
    if (body.size() != (extended ? 2U : 1U)) return {};
    command.wanted = extended ? expected(word(body), 65536) : expected(body[0], 256);
    return command;
}

/// Puts the pieces of a chained command together (ISO/IEC 7816-4, 5.3.3); answers a piece that is
/// not the last.
std::optional<VirtualUkey::Answer> VirtualUkey::gather(Command& command) {
    const std::uint32_t head =
        std::uint32_t{command.ins} << 16 | std::uint32_t{command.p1} << 8 | command.p2;
    const bool more = (command.cla & 0x10) != 0;
    if (!session_.chain.empty() && head != session_.chain_head) session_.chain.clear();
    if (!more && session_.chain.empty()) return {};
    session_.chain_head = head;
    session_.chain.insert(session_.chain.end(), command.data.begin(), command.data.end());
    if (session_.chain.size() > longest_chain) {
        session_.chain.clear();
        return Answer{0x6700};
    }
    if (more) return Answer{};
    command.data = std::exchange(session_.chain, {});
    return {};
}

Bytes VirtualUkey::deliver(Answer answer, std::size_t wanted) {
    const std::size_t most = wanted == 0 ? 256 : wanted;
    if (answer.data.size() > most) {
        session_.rest.assign(answer.data.begin() + static_cast<std::ptrdiff_t>(most),
                             answer.data.end());
        answer.data.resize(most);
        const auto left = std::min<std::size_t>(session_.rest.size(), 256);
        answer.status = static_cast<std::uint16_t>(0x6100 | (left & 0xFF));
    }
    answer.data.push_back(static_cast<std::uint8_t>(answer.status >> 8));
    answer.data.push_back(static_cast<std::uint8_t>(answer.status & 0xFF));
    return std::move(answer.data);
}

std::optional<Bytes> VirtualUkey::answer(std::span<const std::uint8_t> bytes) {
    if (dead_) return {};
    const int number = ++session_.commands;
    auto command = parse(bytes);
    const bool last = command && !(command->cla & 0x10);
    const auto named = [&](const auto& ins) { return last && ins && *ins == command->ins; };
    if (faults_.die_before == number || named(faults_.die_before_ins)) dead_ = true;
    if (dead_) return {};
    suffer(number);

    Bytes reply;
    if (!command) {
        reply = deliver({0x6700}, 0);
    } else if ((command->cla & ~0x10) != 0) {
        reply = deliver({0x6E00}, 0);
    } else if (const auto forced = faults_.status.find(command->ins);
               forced != faults_.status.end()) {
        reply = deliver({forced->second}, 0);
    } else if (const auto piece = gather(*command)) {
        reply = deliver(*piece, 0);
    } else {
        reply = deliver(carry_out(*command), command->wanted);
    }
    if (faults_.die_after == number || named(faults_.die_after_ins)) dead_ = true;
    if (dead_) return {};
    return reply;
}

/// The faults that change what the key is.
void VirtualUkey::suffer(int command) {
    if (std::exchange(faults_.wear_out_pin, false)) {
        state_.pin_tries = 0;
        session_.pin_open = false;
        (void)keep();
    }
    if (!session_.swapped && faults_.swap_identity && command >= *faults_.swap_identity) {
        session_.swapped = true;
        session_.pin_open = session_.managed = false;
    }
}

VirtualUkey::Answer VirtualUkey::carry_out(const Command& command) {
    if (command.ins == 0xC0) {
        if (session_.rest.empty()) return {0x6985};
        return {0x9000, std::exchange(session_.rest, {})};
    }
    session_.rest.clear();
    if (command.ins == 0xA4) return select(command);
    if (!session_.selected) return {0x6D00};
    session_.pin_fresh = session_.pin_fresh && command.ins == 0x87;
    switch (command.ins) {
        case 0x20: return verify(command);
        case 0x24: return change_reference_data(command);
        case 0x2C: return reset_retry_counter(command);
        case 0xCB: return get_data(command);
        case 0xDB: return put_data(command);
        case 0x47: return generate(command);
        case 0x87: return general_authenticate(command);
        case 0xF7: return get_metadata(command);
        case 0xF8: return {0x9000, four_bytes(state_.serial + (session_.swapped ? 1 : 0))};
        case 0xFB: return factory_reset();
        case 0xFD: return {0x9000, {5, 4, 3}};
        case 0xFE: return import_pair(command);
        case 0xFF: return set_management_key(command);
        default: return {0x6D00};
    }
}

VirtualUkey::Answer VirtualUkey::select(const Command& command) {
    const auto& name = command.data;
    if (command.p1 != 0x04 || name.size() < shortest_name || name.size() > application.size() ||
        !std::equal(name.begin(), name.end(), application.begin()))
        return {0x6A82};
    session_.selected = true;
    // Application property template (SP 800-73-4 part 2, table 3).
    constexpr std::string_view label = "\xE6\xA0\xB7\xE6\x9C\xAC PIV";
    Bytes algorithms;
    for (const int algorithm : {0x03, 0x07, 0x08, 0x0A, 0x0C, 0x11, 0x54})
        append_tlv(algorithms, 0x80, Bytes{static_cast<std::uint8_t>(algorithm)});
    append_tlv(algorithms, 0x06, Bytes{0x00});
    Bytes properties;
    append_tlv(properties, 0x4F, std::span(application).subspan(5));
    append_tlv(properties, 0x79, make_tlv(0x4F, std::span(application).first(5)));
    append_tlv(properties, 0x50, Bytes(label.begin(), label.end()));
    append_tlv(properties, 0xAC, algorithms);
    return {0x9000, make_tlv(0x61, properties)};
}

VirtualUkey::Answer VirtualUkey::compare(std::span<const std::uint8_t> given, const Bytes& kept,
                                         int& tries) {
    if (tries == 0) return {0x6983};
    --tries;
    if (!keep()) return {0x6581};
    if (given.size() != kept.size() || CRYPTO_memcmp(given.data(), kept.data(), kept.size()) != 0)
        return {tries_status(tries)};
    tries = full_tries;
    return keep() ? Answer{} : Answer{0x6581};
}

VirtualUkey::Answer VirtualUkey::verify(const Command& command) {
    if (command.p2 != 0x80) return {0x6A88};
    if (command.p1 == 0xFF && command.data.empty()) {
        session_.pin_open = false;
        return {};
    }
    if (command.p1 != 0x00) return {0x6A86};
    if (command.data.empty())
        return {session_.pin_open ? std::uint16_t{0x9000} : tries_status(state_.pin_tries)};
    if (state_.pin_tries == 0) return {0x6983};
    if (command.data.size() != 8) return {0x6A80};
    session_.pin_open = false;
    const Answer compared = compare(command.data, state_.pin, state_.pin_tries);
    session_.pin_open = session_.pin_fresh = compared.status == 0x9000;
    return compared;
}

VirtualUkey::Answer VirtualUkey::change_reference_data(const Command& command) {
    if (command.p1 != 0x00 || (command.p2 != 0x80 && command.p2 != 0x81)) return {0x6A88};
    const bool pin = command.p2 == 0x80;
    auto& tries = pin ? state_.pin_tries : state_.puk_tries;
    if (tries == 0) return {0x6983};
    if (command.data.size() != 16) return {0x6A80};
    const std::span<const std::uint8_t> both(command.data);
    const auto fresh = both.subspan(8);
    if (pin && !is_pin(fresh)) return {0x6A80};
    auto& kept = pin ? state_.pin : state_.puk;
    const Answer compared = compare(both.first(8), kept, tries);
    if (compared.status != 0x9000) {
        if (pin) session_.pin_open = false;
        return compared;
    }
    kept.assign(fresh.begin(), fresh.end());
    return keep() ? Answer{} : Answer{0x6581};
}

VirtualUkey::Answer VirtualUkey::reset_retry_counter(const Command& command) {
    if (command.p1 != 0x00 || command.p2 != 0x80) return {0x6A88};
    if (state_.puk_tries == 0) return {0x6983};
    if (command.data.size() != 16) return {0x6A80};
    const std::span<const std::uint8_t> both(command.data);
    const auto fresh = both.subspan(8);
    if (!is_pin(fresh)) return {0x6A80};
    const Answer compared = compare(both.first(8), state_.puk, state_.puk_tries);
    if (compared.status != 0x9000) return compared;
    state_.pin.assign(fresh.begin(), fresh.end());
    state_.pin_tries = full_tries;
    return keep() ? Answer{} : Answer{0x6581};
}

}  // namespace drivers
