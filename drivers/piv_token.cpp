#include "drivers/piv_token.hpp"

#include "drivers/hex.hpp"
#include "drivers/piv_token_objects.hpp"
#include "drivers/tlv.hpp"
#include "drivers/wiped.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace drivers {
namespace {

constexpr std::array<std::uint8_t, 9> piv_application{0xA0, 0, 0, 3, 8, 0, 0, 0x10, 0};
constexpr std::uint8_t ins_select = 0xA4;
constexpr std::uint8_t ins_verify = 0x20;
constexpr std::uint8_t ins_change_reference_data = 0x24;
constexpr std::uint8_t ins_reset_retry_counter = 0x2C;
constexpr std::uint8_t ins_get_serial = 0xF8;  // vendor
constexpr std::array<std::uint8_t, 3> discovery_name{0x5C, 0x01, 0x7E};
constexpr std::uint8_t pin_reference = 0x80;
constexpr std::uint8_t puk_reference = 0x81;
constexpr std::uint32_t holder_id = 0x5FC102;
constexpr std::uint32_t capabilities = 0x5FC107;
constexpr std::uint16_t blocked = 0x6983;
constexpr std::uint16_t refused = 0x6300;  // wrong, without saying how many tries are left

/// Adds a reference value as the card wants it: eight bytes, the rest 0xFF (SP 800-73-4 part 2,
/// 2.4.3).
void append_secret(Wiped& secrets, std::string_view secret) {
    secrets.bytes.reserve(16);
    const auto full = secrets.bytes.size() + 8;
    secrets.bytes.insert(secrets.bytes.end(), secret.begin(), secret.end());
    secrets.bytes.resize(full, 0xFF);
}

bool has_pin_length(std::string_view secret) { return secret.size() >= 6 && secret.size() <= 8; }

bool is_numeric(std::string_view pin) {
    return std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; });
}

bool says_something(std::span<const std::uint8_t> bytes) {
    return std::ranges::any_of(bytes, [](std::uint8_t byte) { return byte != 0 && byte != 0xFF; });
}

}  // namespace

TokenFault token_breach(Breach breach, std::string detail) {
    TokenFault fault = bad_data(std::move(detail));
    fault.breach = breach;
    return fault;
}

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
    if (reply) return std::move(*reply);
    TokenFault fault{reply.error().failure, reply.error().detail};
    if (fault.failure == Failure::bad_data) fault.breach = Breach::framing;
    return tl::unexpected(std::move(fault));
}

TokenResult<CardReply> PivToken::demand(const CardCommand& command, const char* what) {
    auto reply = ask(command);
    if (reply && !reply->ok()) return tl::unexpected(token_fault(reply->status, what));
    return reply;
}

TokenResult<void> PivToken::select() {
    const auto reply = ask({ins_select, 0x04, 0x00, piv_application});
    if (!reply) return tl::unexpected(reply.error());
    // Application property template, SP 800-73-4 part 2, table 3.
    if (!reply->ok() || !find_tlv(reply->data, 0x61))
        return tl::unexpected(
            bad_data("not a PIV card: " + token_fault(reply->status, "SELECT").detail));
    management_cipher_.reset();
    uses_application_pin_.reset();
    prints_serial_ = true;
    return {};
}

TokenResult<std::string> PivToken::serial() {
    // What is printed on the key comes first; a card that answers otherwise means something else by
    // it.
    if (prints_serial_) {
        const auto printed = ask({ins_get_serial, 0x00, 0x00});
        if (!printed) return tl::unexpected(printed.error());
        if (printed->ok() && printed->data.size() == 4 && says_something(printed->data)) {
            std::uint32_t number = 0;
            for (const auto byte : printed->data) number = number << 8 | byte;
            return std::to_string(number);
        }
        prints_serial_ = false;
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
    auto reply = ask({ins_verify, 0x00, pin_reference, {}, false});
    if (reply && reply->ok()) {
        // An open session hides the counter, so it is closed (SP 800-73-4 part 2, 3.2.1); older
        // cards know no closing.
        const auto closed = ask({ins_verify, 0xFF, pin_reference, {}, false});
        if (!closed) return tl::unexpected(closed.error());
        reply = ask({ins_verify, 0x00, pin_reference, {}, false});
    }
    if (!reply) return tl::unexpected(reply.error());
    if (reply->status == blocked) return 0;
    if ((reply->status & 0xFFF0) == 0x63C0) return reply->status & 0x0F;
    if (reply->ok()) return 1;  // open and not to be closed: at least one is left
    return tl::unexpected(token_fault(reply->status, "tries left"));
}

/// The Discovery object (SP 800-73-4 part 1, 3.3.2) is optional; a card without it has the
/// application's own PIN.
TokenResult<bool> PivToken::uses_application_pin() {
    if (uses_application_pin_) return *uses_application_pin_;
    const auto reply = ask({ins_get_data, 0x3F, 0xFF, discovery_name});
    if (!reply) return tl::unexpected(reply.error());
    const auto object = reply->ok() ? find_tlv(reply->data, 0x7E) : std::nullopt;
    const auto policy = object ? find_tlv(*object, 0x5F2F) : std::nullopt;
    return uses_application_pin_.emplace(!policy || policy->size() != 2 ||
                                         (policy->front() & 0x40) != 0);
}

TokenResult<TokenInfo> PivToken::info() {
    TokenInfo info;
    info.type = "PIV";
    const auto is_gone = [](const auto& answer) {
        return !answer && answer.error().failure != Failure::bad_data &&
               answer.error().failure != Failure::hardware_error;
    };
    const auto number = serial();
    if (is_gone(number)) return tl::unexpected(number.error());
    info.serial = number.value_or("");
    const auto tries = pin_tries_left();
    if (is_gone(tries)) return tl::unexpected(tries.error());
    const auto own_pin = uses_application_pin();
    if (is_gone(own_pin)) return tl::unexpected(own_pin.error());
    bool used = false;
    bool readable = number && tries && own_pin && *own_pin;
    for (const Place place : {Place::first, Place::second}) {
        const auto object = get_object(piv_object({place, Use::signing}));
        if (is_gone(object)) return tl::unexpected(object.error());
        readable = readable && object;
        used = used || (object && *object);
        if (object && *object)
            if (auto der = piv_certificate(**object)) info.certificates.push_back({place, *der});
    }
    if (!readable) return info;  // answers, but not as the standard says
    info.pin_tries_left = *tries;
    info.state = used ? TokenInfo::State::used : TokenInfo::State::blank;
    if (*tries == 0) info.state = TokenInfo::State::locked;
    return info;
}

TokenResult<void> PivToken::verify_pin(std::string_view pin) {
    if (!has_pin_length(pin)) return tl::unexpected(bad_data("PIN length"));
    Wiped secret;
    append_secret(secret, pin);
    const auto reply = ask({ins_verify, 0x00, pin_reference, secret.bytes, false});
    if (!reply) return tl::unexpected(reply.error());
    if (reply->ok()) return {};
    TokenFault fault = token_fault(reply->status, "VERIFY");
    if (reply->status == refused) {
        const auto left = pin_tries_left();
        if (!left) return tl::unexpected(left.error());
        fault = {Failure::user_error, "VERIFY: 6300", *left};
    }
    return tl::unexpected(std::move(fault));
}

TokenResult<void> PivToken::exchange_secrets(std::uint8_t ins, std::uint8_t reference,
                                             std::string_view first, std::string_view second) {
    if (!has_pin_length(first) || !has_pin_length(second))
        return tl::unexpected(bad_data("PIN or PUK length"));
    Wiped both;
    append_secret(both, first);
    append_secret(both, second);
    const auto reply = ask({ins, 0x00, reference, both.bytes, false});
    if (!reply) return tl::unexpected(reply.error());
    if (reply->ok()) return {};
    TokenFault fault = token_fault(reply->status, "new PIN or PUK");
    // Nobody can ask how many tries a PUK has left: assume the last but one was used.
    if (reply->status == refused) fault = {Failure::user_error, "new PIN or PUK: 6300", 1};
    return tl::unexpected(std::move(fault));
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
