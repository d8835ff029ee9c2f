#include "drivers/piv_token.hpp"

#include "drivers/tlv.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <openssl/crypto.h>

namespace drivers {
namespace {

constexpr std::array<std::uint8_t, 9> piv_application{0xA0, 0, 0, 3, 8, 0, 0, 0x10, 0};
constexpr std::uint8_t ins_select = 0xA4;
constexpr std::uint8_t ins_verify = 0x20;
constexpr std::uint8_t ins_change_reference_data = 0x24;
constexpr std::uint8_t ins_reset_retry_counter = 0x2C;
constexpr std::uint8_t ins_get_serial = 0xF8;  // vendor
constexpr std::uint8_t pin_reference = 0x80;
constexpr std::uint8_t puk_reference = 0x81;
constexpr std::uint32_t holder_id = 0x5FC102;
constexpr std::uint32_t capabilities = 0x5FC107;
constexpr std::uint16_t blocked = 0x6983;

/// A reference value as the card wants it: eight bytes, the rest 0xFF (SP 800-73-4 part 2, 2.4.3).
/// Wiped when it goes.
struct Secrets {
    Bytes bytes;
    ~Secrets() { OPENSSL_cleanse(bytes.data(), bytes.size()); }

    void append(std::string_view secret) {
        bytes.reserve(16);
        const auto full = bytes.size() + 8;
        bytes.insert(bytes.end(), secret.begin(), secret.end());
        bytes.resize(full, 0xFF);
    }
};

bool has_pin_length(std::string_view secret) { return secret.size() >= 6 && secret.size() <= 8; }

bool is_numeric(std::string_view pin) {
    return std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; });
}

std::string hex(std::span<const std::uint8_t> bytes) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (const auto byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

bool says_something(std::span<const std::uint8_t> bytes) {
    return std::ranges::any_of(bytes, [](std::uint8_t byte) { return byte != 0 && byte != 0xFF; });
}

TokenFault bad_data(std::string detail) { return {Failure::bad_data, std::move(detail)}; }

}  // namespace

TokenFault token_fault(std::uint16_t status, const std::string& what) {
    std::array<char, 8> code{};
    std::snprintf(code.data(), code.size(), "%04X", static_cast<unsigned>(status));
    TokenFault fault{Failure::bad_data, what + ": " + code.data()};
    if ((status & 0xFFF0) == 0x63C0) {
        fault.failure = Failure::user_error;
        fault.tries_left = status & 0x0F;
    } else if (status == blocked) {
        fault.failure = Failure::user_error;
        fault.tries_left = 0;
    } else if (status == 0x6982 || status == 0x6985) {
        fault.failure = Failure::not_ready;
    } else if (status == 0x6D00 || status == 0x6E00 || status == 0x6A81) {
        fault.unsupported = true;
    } else if (status >> 8 == 0x64 || status >> 8 == 0x65 || status >> 8 == 0x6F) {
        fault.failure = Failure::hardware_error;
    }
    return fault;
}

TokenResult<CardReply> PivToken::ask(const CardCommand& command) {
    auto reply = exchange(reader_, command);
    if (!reply) return tl::unexpected(TokenFault{reply.error().failure, reply.error().detail});
    return std::move(*reply);
}

TokenResult<CardReply> PivToken::demand(const CardCommand& command, const char* what) {
    auto reply = ask(command);
    if (reply && !reply->ok()) return tl::unexpected(token_fault(reply->status, what));
    return reply;
}

TokenResult<void> PivToken::select() {
    const auto reply = ask({ins_select, 0x04, 0x00, piv_application});
    if (!reply) return tl::unexpected(reply.error());
    if (!reply->ok() || !find_tlv(reply->data, 0x61))
        return tl::unexpected(
            bad_data("not a PIV card: " + token_fault(reply->status, "SELECT").detail));
    return {};
}

TokenResult<std::string> PivToken::serial() {
    // What is printed on the key comes first; a card that answers otherwise means something else by
    // it.
    const auto printed = ask({ins_get_serial, 0x00, 0x00});
    if (!printed) return tl::unexpected(printed.error());
    if (printed->ok() && printed->data.size() == 4 && says_something(printed->data)) {
        std::uint32_t number = 0;
        for (const auto byte : printed->data) number = number << 8 | byte;
        return std::to_string(number);
    }
    const auto holder = get_object(holder_id);
    if (!holder) return tl::unexpected(holder.error());
    for (const std::uint32_t tag :
         {0x34U, 0x30U}) {  // GUID; FASC-N, where an old card left the GUID zero
        const auto id = *holder ? find_tlv(**holder, tag) : std::nullopt;
        if (id && says_something(*id)) return hex(*id);
    }
    const auto container = get_object(capabilities);
    if (!container) return tl::unexpected(container.error());
    const auto card = *container ? find_tlv(**container, 0xF0) : std::nullopt;
    if (card && says_something(*card)) return hex(*card);
    return tl::unexpected(bad_data("the key tells no serial"));
}

TokenResult<int> PivToken::pin_tries_left() {
    // An open session hides the counter, so the session is closed first (SP 800-73-4 part
    // 2, 3.2.1); older cards know no closing.
    const auto closed = ask({ins_verify, 0xFF, pin_reference, {}, false});
    if (!closed) return tl::unexpected(closed.error());
    const auto reply = ask({ins_verify, 0x00, pin_reference, {}, false});
    if (!reply) return tl::unexpected(reply.error());
    if (reply->status == blocked) return 0;
    if ((reply->status & 0xFFF0) == 0x63C0) return reply->status & 0x0F;
    if (reply->ok()) return 1;  // open and not to be closed: at least one is left
    return tl::unexpected(token_fault(reply->status, "tries left"));
}

TokenResult<TokenInfo> PivToken::info() {
    TokenInfo info;
    info.type = "PIV";
    const auto lost = [](const TokenFault& fault) { return fault.failure != Failure::bad_data; };
    const auto number = serial();
    if (!number && lost(number.error())) return tl::unexpected(number.error());
    info.serial = number.value_or("");
    const auto tries = pin_tries_left();
    if (!tries && tries.error().failure == Failure::user_error)
        return tl::unexpected(tries.error());
    const auto object = get_object(signing_certificate);
    if (!object && object.error().failure == Failure::user_error)
        return tl::unexpected(object.error());
    if (!number || !tries || !object) return info;  // answers, but not as the standard says

    info.pin_tries_left = *tries;
    info.state = *object ? TokenInfo::State::used : TokenInfo::State::blank;
    if (*tries == 0) info.state = TokenInfo::State::locked;
    if (*object)
        if (auto certificate = read_certificate()) info.certificate = std::move(*certificate);
    return info;
}

TokenResult<void> PivToken::verify_pin(std::string_view pin) {
    if (!has_pin_length(pin)) return tl::unexpected(bad_data("PIN length"));
    Secrets secret;
    secret.append(pin);
    const auto reply = demand({ins_verify, 0x00, pin_reference, secret.bytes, false}, "VERIFY");
    if (!reply) return tl::unexpected(reply.error());
    return {};
}

TokenResult<void> PivToken::exchange_secrets(std::uint8_t ins, std::uint8_t reference,
                                             std::string_view first, std::string_view second) {
    if (!has_pin_length(first) || !has_pin_length(second))
        return tl::unexpected(bad_data("PIN or PUK length"));
    Secrets both;
    both.append(first);
    both.append(second);
    const auto reply = demand({ins, 0x00, reference, both.bytes, false}, "new PIN or PUK");
    if (!reply) return tl::unexpected(reply.error());
    return {};
}

TokenResult<void> PivToken::change_pin(std::string_view old_pin, std::string_view new_pin) {
    if (!is_numeric(new_pin)) return tl::unexpected(bad_data("PIN is not numeric"));
    return exchange_secrets(ins_change_reference_data, pin_reference, old_pin, new_pin);
}

TokenResult<void> PivToken::change_puk(std::string_view old_puk, std::string_view new_puk) {
    return exchange_secrets(ins_change_reference_data, puk_reference, old_puk, new_puk);
}

TokenResult<void> PivToken::reset_pin(std::string_view puk, std::string_view new_pin) {
    if (!is_numeric(new_pin)) return tl::unexpected(bad_data("PIN is not numeric"));
    return exchange_secrets(ins_reset_retry_counter, pin_reference, puk, new_pin);
}

TokenResult<std::unique_ptr<Token>> open_piv_token(CardReader& reader) {
    auto token = std::make_unique<PivToken>(reader);
    if (auto selected = token->select(); !selected) return tl::unexpected(selected.error());
    return token;
}

}  // namespace drivers
