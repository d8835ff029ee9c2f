// The key pairs and the management key of a PIV token.

#include "drivers/piv_token.hpp"
#include "drivers/piv_token_cipher.hpp"
#include "drivers/piv_token_objects.hpp"
#include "drivers/public_key.hpp"
#include "drivers/sm2_envelope.hpp"
#include "drivers/tlv.hpp"

#include <algorithm>
#include <array>
#include <openssl/crypto.h>
#include <openssl/rand.h>

namespace drivers {
namespace {

constexpr std::uint8_t ins_generate = 0x47;
constexpr std::uint8_t ins_general_authenticate = 0x87;
constexpr std::uint8_t ins_get_metadata = 0xF7;        // vendor
constexpr std::uint8_t ins_set_management_key = 0xFF;  // vendor
constexpr std::uint8_t ins_import = 0xFE;              // vendor
constexpr std::uint8_t triple_des = 0x03;
constexpr std::uint8_t aes_128 = 0x08;
constexpr std::uint8_t aes_192 = 0x0A;
constexpr std::uint8_t aes_256 = 0x0C;
constexpr std::uint8_t sm2_identifier = 0x54;  // vendor; PIV knows none (SP 800-78-4, table 6-2)

TokenFault malformed(const std::string& what) {
    return token_breach(Breach::malformed, what + ": answer is malformed");
}

std::uint8_t identifier_of(KeyAlgorithm algorithm) {
    switch (algorithm) {
        case KeyAlgorithm::rsa_2048: return 0x07;
        case KeyAlgorithm::ec_p256: return 0x11;
        case KeyAlgorithm::sm2: return sm2_identifier;
    }
    return 0;
}

std::uint8_t identifier_of(ManagementCipher cipher) {
    switch (cipher) {
        case ManagementCipher::triple_des: return triple_des;
        case ManagementCipher::aes_128: return aes_128;
        case ManagementCipher::aes_192: return aes_192;
        case ManagementCipher::aes_256: return aes_256;
    }
    return 0;
}

/// A card may count tries of its management key, or want it "satisfied" first: either way it is the
/// key that is refused, and no PIN.
TokenFault as_refusal(TokenFault fault) {
    if (fault.failure != Failure::not_ready && !fault.tries_left) return fault;
    return bad_data(std::move(fault.detail));
}

/// `parts` is the card's 7F49 value: 81 modulus and 82 exponent, or 86 uncompressed point.
std::optional<Bytes> public_key_of(KeyAlgorithm algorithm, std::span<const std::uint8_t> parts) {
    if (algorithm == KeyAlgorithm::rsa_2048) {
        const auto modulus = find_tlv(parts, 0x81);
        const auto exponent = find_tlv(parts, 0x82);
        if (!modulus || !exponent) return {};
        return rsa_public_key(*modulus, *exponent);
    }
    const auto point = find_tlv(parts, 0x86);
    if (!point || point->empty() || point->front() != 0x04) return {};
    return ec_public_key(algorithm, point->subspan(1));
}

/// EMSA-PKCS1-v1_5 (RFC 8017, 9.2): the card exponentiates what it is given.
Bytes pad_for_rsa(const Bytes& digest) {
    constexpr std::array<std::uint8_t, 19> sha256_digest_info{
        0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
        0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
    Bytes block(rsa_2048_bytes - sha256_digest_info.size() - digest.size(), 0xFF);
    block.front() = 0x00;
    block[1] = 0x01;
    block.back() = 0x00;
    block.insert(block.end(), sha256_digest_info.begin(), sha256_digest_info.end());
    block.insert(block.end(), digest.begin(), digest.end());
    return block;
}

}  // namespace

TokenResult<Bytes> PivToken::general_authenticate(std::uint8_t algorithm, std::uint8_t reference,
                                                  std::span<const std::uint8_t> template_data,
                                                  std::uint32_t wanted, const char* what) {
    const Bytes body = make_tlv(0x7C, template_data);
    const auto reply = demand({ins_general_authenticate, algorithm, reference, body}, what);
    if (!reply) return tl::unexpected(reply.error());
    const auto answer = find_tlv(reply->data, 0x7C);
    const auto value = answer ? find_tlv(*answer, wanted) : std::nullopt;
    if (!value) return tl::unexpected(malformed(what));
    return Bytes(value->begin(), value->end());
}

/// What a management key of this size may be for on this card.
TokenResult<std::vector<std::uint8_t>> PivToken::management_ciphers(std::size_t key_size) {
    if (!management_cipher_) {
        const auto metadata = ask({ins_get_metadata, 0x00, management_reference});
        if (!metadata) return tl::unexpected(metadata.error());
        const auto told = metadata->ok() ? find_tlv(metadata->data, 0x01) : std::nullopt;
        if (told && told->size() == 1 && management_key_size(told->front()) != 0)
            management_cipher_ = told->front();
    }
    std::vector<std::uint8_t> ciphers{triple_des, aes_128, aes_192, aes_256};
    if (management_cipher_) ciphers = {*management_cipher_};
    std::erase_if(ciphers, [&](auto one) { return management_key_size(one) != key_size; });
    return ciphers;
}

TokenResult<void> PivToken::authenticate(const Bytes& management_key) {
    const auto ciphers = management_ciphers(management_key.size());
    if (!ciphers) return tl::unexpected(ciphers.error());
    TokenFault refused = bad_data("management key: not of this card's size");
    for (const auto cipher : *ciphers) {
        const auto witness = general_authenticate(cipher, management_reference, Bytes{0x80, 0x00},
                                                  0x80, "management key");
        if (witness && witness->size() == management_block_size(cipher)) {
            management_cipher_ = cipher;
            return prove_management_key(cipher, management_key, *witness);
        }
        refused = witness ? malformed("management key") : as_refusal(witness.error());
        if (refused.failure == Failure::user_error) break;
    }
    return tl::unexpected(std::move(refused));
}

/// SP 800-73-4 part 2, A.1: the card's witness decrypted proves us, our challenge proves the card.
TokenResult<void> PivToken::prove_management_key(std::uint8_t cipher, const Bytes& key,
                                                 const Bytes& witness) {
    const char* what = "management key";
    const auto opened = management_cipher(cipher, Direction::decrypt, key, witness);
    if (!opened) return tl::unexpected(malformed(what));
    Bytes challenge(management_block_size(cipher));
    if (RAND_bytes(challenge.data(), static_cast<int>(challenge.size())) != 1)
        return tl::unexpected(TokenFault{Failure::hardware_error, "no random numbers"});
    Bytes proof;
    append_tlv(proof, 0x80, *opened);
    append_tlv(proof, 0x81, challenge);
    const auto response = general_authenticate(cipher, management_reference, proof, 0x82, what);
    if (!response) return tl::unexpected(as_refusal(response.error()));
    const auto expected = management_cipher(cipher, Direction::encrypt, key, challenge);
    if (!expected || response->size() != expected->size() ||
        CRYPTO_memcmp(response->data(), expected->data(), expected->size()) != 0)
        return tl::unexpected(
            token_breach(Breach::unproven, "the card does not prove the management key"));
    return {};
}

TokenResult<void> PivToken::set_management_key(const Bytes& management_key,
                                               ManagementCipher cipher) {
    std::vector<std::uint8_t> ciphers{identifier_of(cipher)};
    if (management_cipher_ && *management_cipher_ != ciphers.front())
        ciphers.push_back(*management_cipher_);
    std::erase_if(ciphers,
                  [&](auto one) { return management_key_size(one) != management_key.size(); });
    TokenFault refused = bad_data("management key: wrong size");
    for (const auto one : ciphers) {
        Wiped body;
        body.bytes.reserve(3 + management_key.size());
        body.bytes.push_back(one);
        append_tlv(body.bytes, management_reference, management_key);
        const auto reply = ask({ins_set_management_key, 0xFF, 0xFF, body.bytes, false});
        if (!reply) return tl::unexpected(reply.error());
        if (reply->ok()) {
            management_cipher_ = one;
            return {};
        }
        refused = token_fault(reply->status, "new management key");
        if (refused.failure != Failure::bad_data) break;
        refused.unsupported = true;  // the command, or the cipher
    }
    return tl::unexpected(std::move(refused));
}

TokenResult<Bytes> PivToken::generate(Place place, KeyAlgorithm algorithm) {
    const Bytes control = make_tlv(0xAC, Bytes{0x80, 0x01, identifier_of(algorithm)});
    const std::uint8_t reference = piv_reference({place, Use::signing});
    const auto reply = ask({ins_generate, 0x00, reference, control});
    if (!reply) return tl::unexpected(reply.error());
    if (!reply->ok()) {
        auto fault = token_fault(reply->status, "GENERATE");
        // SP 800-73-4 part 2, 3.3.2: "unrecognized cryptographic mechanism".
        if (reply->status == 0x6A80 || reply->status == 0x6A86) fault.unsupported = true;
        return tl::unexpected(std::move(fault));
    }
    const auto parts = find_tlv(reply->data, 0x7F49);
    if (!parts) return tl::unexpected(malformed("GENERATE"));
    auto info = public_key_of(algorithm, *parts);
    if (!info)
        return tl::unexpected(
            token_breach(Breach::bad_public_key, "GENERATE: not a usable public key"));
    return std::move(*info);
}

TokenResult<Bytes> PivToken::sign(Place place, KeyAlgorithm algorithm, const Bytes& digest) {
    if (digest.size() != digest_bytes) return tl::unexpected(bad_data("digest is not 32 bytes"));
    Bytes request{0x82, 0x00};
    append_tlv(request, 0x81, algorithm == KeyAlgorithm::rsa_2048 ? pad_for_rsa(digest) : digest);
    return general_authenticate(identifier_of(algorithm), piv_reference({place, Use::signing}),
                                request, 0x82, "sign");
}

/// First coordinate of `point` (04 ‖ X ‖ Y) multiplied by the private key, as SP 800-73-4 part 2,
/// A.5 has it for ECDH.
TokenResult<Bytes> PivToken::agree(std::uint8_t reference, const Bytes& point) {
    Bytes request{0x82, 0x00};
    append_tlv(request, 0x85, point);
    auto shared = general_authenticate(sm2_identifier, reference, request, 0x82, "key agreement");
    if (shared && shared->size() != coordinate_bytes)
        return tl::unexpected(malformed("key agreement"));
    return shared;
}

TokenResult<void> PivToken::import_encryption_pair(Place place, const EnvelopedKey& envelope) {
    Bytes point{0x04};
    point.insert(point.end(), envelope.cipher_point.begin(), envelope.cipher_point.end());
    auto agreed = agree(piv_reference({place, Use::signing}), point);
    if (!agreed) {
        // The standard lets slots for signing refuse an agreement, whoever entered the PIN.
        TokenFault fault = as_refusal(std::move(agreed.error()));
        fault.unsupported = fault.failure == Failure::bad_data && !fault.breach;
        return tl::unexpected(std::move(fault));
    }
    const Wiped shared(std::move(*agreed));
    const auto private_key = open_envelope(envelope, shared.bytes);
    if (!private_key) return tl::unexpected(bad_data("the envelope is not for this key"));
    Wiped body;
    body.bytes.reserve(2 + coordinate_bytes);  // else a copy would stay behind
    append_tlv(body.bytes, 0x06, private_key->bytes);
    const std::uint8_t reference = piv_reference({place, Use::encryption});
    const auto reply = demand({ins_import, sm2_identifier, reference, body.bytes, false}, "import");
    if (!reply) return tl::unexpected(reply.error());
    return {};
}

TokenResult<bool> PivToken::holds_encryption_pair(Place place, const Bytes& public_key) {
    const auto point = sm2_point(public_key);
    const auto challenge = point ? agreement_challenge(*point) : std::nullopt;
    if (!challenge) return tl::unexpected(bad_data("not an SM2 public key"));
    const auto shared = agree(piv_reference({place, Use::encryption}), challenge->point);
    if (shared) return *shared == challenge->expected_x;
    // An empty slot is an answer too; a lost key is not.
    if (shared.error().failure == Failure::bad_data) return false;
    return tl::unexpected(shared.error());
}

}  // namespace drivers
