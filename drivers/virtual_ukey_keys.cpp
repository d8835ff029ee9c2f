// The key pairs and the management key of the virtual UKEY.

#include "drivers/piv_token_cipher.hpp"
#include "drivers/piv_token_objects.hpp"
#include "drivers/tlv.hpp"
#include "drivers/virtual_ukey.hpp"
#include "drivers/virtual_ukey_pairs.hpp"

#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <utility>

namespace drivers {
namespace {

constexpr std::uint8_t pin_always_slot = 0x9C;
constexpr std::uint8_t pin_never_slot = 0x9E;

bool is_slot(std::uint8_t slot) {
    return slot == 0x9A || (slot >= 0x9C && slot <= 0x9E) || (slot >= 0x82 && slot <= 0x95);
}

Bytes random_block(std::uint8_t algorithm) {
    Bytes block(management_block_size(algorithm));
    RAND_bytes(block.data(), static_cast<int>(block.size()));
    return block;
}

bool same(std::span<const std::uint8_t> a, const Bytes& b) {
    return !b.empty() && a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), b.size()) == 0;
}

}  // namespace

VirtualUkey::Answer VirtualUkey::generate(const Command& command) {
    if (!session_.managed) return {0x6982};
    if (command.p1 != 0x00 || !is_slot(command.p2)) return {0x6A86};
    const auto control = find_tlv(command.data, 0xAC);
    const auto mechanism = control ? find_tlv(*control, 0x80) : std::nullopt;
    if (!mechanism || mechanism->size() != 1) return {0x6A80};
    const std::uint8_t algorithm = mechanism->front();
    const OwnedKey key = make_virtual_pair(algorithm);
    if (!key) return {0x6A80};
    state_.keys[command.p2] = {algorithm, virtual_private_bytes(key.get())};
    if (!keep()) return {0x6581};
    return {0x9000, make_tlv(0x7F49, virtual_public_parts(algorithm, key.get()))};
}

VirtualUkey::Answer VirtualUkey::general_authenticate(const Command& command) {
    return command.p2 == management_reference ? authenticate_management(command) : use_key(command);
}

/// SP 800-73-4 part 2, A.1: the four exchanges between terminal and card over one key both know.
VirtualUkey::Answer VirtualUkey::authenticate_management(const Command& command) {
    const auto body = find_tlv(command.data, 0x7C);
    if (!body) return {0x6A80};
    const std::uint8_t algorithm = command.p1 == 0x00 ? std::uint8_t{0x03} : command.p1;
    if (algorithm != state_.management_algorithm) return {0x6A86};
    const auto cipher = [&](Direction direction, std::span<const std::uint8_t> block) {
        return management_cipher(algorithm, direction, state_.management_key, block);
    };
    const auto witness = find_tlv(*body, 0x80);
    const auto challenge = find_tlv(*body, 0x81);
    const auto response = find_tlv(*body, 0x82);
    const Bytes expected_witness = std::exchange(session_.witness, {});
    const Bytes expected_response = std::exchange(session_.challenge, {});

    if (witness && witness->empty()) {
        session_.witness = random_block(algorithm);
        return {0x9000,
                make_tlv(0x7C, make_tlv(0x80, *cipher(Direction::encrypt, session_.witness)))};
    }
    if (witness && challenge) {
        const auto proof = cipher(Direction::encrypt, *challenge);
        if (!proof) return {0x6A80};
        session_.managed = same(*witness, expected_witness);
        if (!session_.managed) return {0x6982};
        return {0x9000, make_tlv(0x7C, make_tlv(0x82, *proof))};
    }
    if (challenge && challenge->empty()) {
        const Bytes block = random_block(algorithm);
        session_.challenge = *cipher(Direction::encrypt, block);
        return {0x9000, make_tlv(0x7C, make_tlv(0x81, block))};
    }
    if (response && !challenge) {
        session_.managed = same(*response, expected_response);
        return {session_.managed ? std::uint16_t{0x9000} : std::uint16_t{0x6982}};
    }
    return {0x6A80};
}

VirtualUkey::Answer VirtualUkey::use_key(const Command& command) {
    const bool fresh = std::exchange(session_.pin_fresh, false);
    const auto found = state_.keys.find(command.p2);
    if (found == state_.keys.end()) return {0x6A88};
    if (command.p2 != pin_never_slot && !session_.pin_open) return {0x6982};
    if (command.p2 == pin_always_slot && !fresh) return {0x6982};
    if (found->second.algorithm != command.p1) return {0x6A86};
    const auto body = find_tlv(command.data, 0x7C);
    if (!body || !find_tlv(*body, 0x82)) return {0x6A80};
    const auto input = find_tlv(*body, 0x81);
    const auto point = find_tlv(*body, 0x85);
    const OwnedKey key = load_virtual_pair(found->second.private_key);
    if (!key) return {0x6F00};
    const auto result = input   ? virtual_private_operation(command.p1, key.get(), *input)
                        : point ? virtual_agreement(command.p1, key.get(), *point)
                                : std::nullopt;
    if (!result) return {0x6A80};
    return {0x9000, make_tlv(0x7C, make_tlv(0x82, *result))};
}

VirtualUkey::Answer VirtualUkey::get_metadata(const Command& command) const {
    const VirtualUkeyState factory = blank_virtual_ukey();
    const auto flag = [](bool value) { return Bytes{static_cast<std::uint8_t>(value ? 1 : 0)}; };
    Bytes told;
    if (command.p2 == 0x80 || command.p2 == 0x81) {
        const bool pin = command.p2 == 0x80;
        const int tries = pin ? state_.pin_tries : state_.puk_tries;
        append_tlv(told, 0x01, Bytes{0xFF});
        append_tlv(told, 0x05, flag(pin ? state_.pin == factory.pin : state_.puk == factory.puk));
        append_tlv(told, 0x06, Bytes{3, static_cast<std::uint8_t>(tries)});
        return {0x9000, told};
    }
    if (command.p2 == management_reference) {
        append_tlv(told, 0x01, Bytes{state_.management_algorithm});
        append_tlv(told, 0x02, Bytes{0x00, 0x01});
        append_tlv(told, 0x05, flag(state_.management_key == factory.management_key));
        return {0x9000, told};
    }
    const auto found = state_.keys.find(command.p2);
    if (found == state_.keys.end()) return {0x6A88};
    const OwnedKey key = load_virtual_pair(found->second.private_key);
    if (!key) return {0x6F00};
    const std::uint8_t policy = command.p2 == pin_always_slot  ? 3
                                : command.p2 == pin_never_slot ? 1
                                                               : 2;
    append_tlv(told, 0x01, Bytes{found->second.algorithm});
    append_tlv(told, 0x02, Bytes{policy, 0x01});
    append_tlv(told, 0x03, Bytes{0x01});
    append_tlv(told, 0x04, virtual_public_parts(found->second.algorithm, key.get()));
    return {0x9000, told};
}

/// A pair from outside: tag 06 holds the private key of a curve.
VirtualUkey::Answer VirtualUkey::import_pair(const Command& command) {
    if (!session_.managed) return {0x6982};
    if (!is_slot(command.p2)) return {0x6A86};
    const auto secret = find_tlv(command.data, 0x06);
    const OwnedKey key = secret ? import_virtual_pair(command.p1, *secret) : nullptr;
    if (!key) return {0x6A80};
    state_.keys[command.p2] = {command.p1, virtual_private_bytes(key.get())};
    return keep() ? Answer{} : Answer{0x6581};
}

/// Data: algorithm, key reference 9B, length, key.
VirtualUkey::Answer VirtualUkey::set_management_key(const Command& command) {
    if (!session_.managed) return {0x6982};
    if (command.p1 != 0xFF || command.p2 != 0xFF) return {0x6A86};
    if (command.data.size() < 3) return {0x6A80};
    const std::uint8_t algorithm = command.data[0];
    const auto key = find_tlv(std::span(command.data).subspan(1), management_reference);
    if (!key || algorithm == 0 || key->size() != management_key_size(algorithm)) return {0x6A80};
    state_.management_algorithm = algorithm;
    state_.management_key.assign(key->begin(), key->end());
    return keep() ? Answer{} : Answer{0x6581};
}

}  // namespace drivers
