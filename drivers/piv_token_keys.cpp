// The key pairs and the management key of a PIV token.

#include "drivers/piv_token.hpp"
#include "drivers/piv_token_cipher.hpp"
#include "drivers/tlv.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

namespace drivers {
namespace {

constexpr std::uint8_t ins_generate = 0x47;
constexpr std::uint8_t ins_general_authenticate = 0x87;
constexpr std::uint8_t ins_get_metadata = 0xF7;        // vendor
constexpr std::uint8_t ins_set_management_key = 0xFF;  // vendor
constexpr std::uint8_t management_reference = 0x9B;
constexpr std::uint8_t triple_des = 0x03;
constexpr std::size_t rsa_2048_bytes = 256;
constexpr std::size_t digest_bytes = 32;

template <class T, void (*free)(T*)>
struct Freed {
    void operator()(T* object) const { free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BIGNUM, BN_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM, OSSL_PARAM_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX, EVP_PKEY_CTX_free>>;

TokenFault bad_data(std::string detail) { return {Failure::bad_data, std::move(detail)}; }

std::optional<std::uint8_t> algorithm_id(KeyAlgorithm algorithm) {
    switch (algorithm) {
        case KeyAlgorithm::rsa_2048: return 0x07;
        case KeyAlgorithm::ec_p256: return 0x11;
        case KeyAlgorithm::sm2: return {};  // PIV knows none (SP 800-78-4, table 6-2)
    }
    return {};
}

TokenFault no_such_algorithm() {
    TokenFault fault = bad_data("PIV has no such algorithm");
    fault.unsupported = true;
    return fault;
}

std::optional<Bytes> public_key_info(const char* type, OSSL_PARAM* parameters) {
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* made = nullptr;
    if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters) != 1)
        return {};
    const Key key(made);
    std::uint8_t* der = nullptr;
    const int size = i2d_PUBKEY(key.get(), &der);
    if (size <= 0) return {};
    Bytes info(der, der + size);
    OPENSSL_free(der);
    return info;
}

/// `parts` is the card's 7F49 value: 86 = uncompressed point. OpenSSL refuses one off the curve.
std::optional<Bytes> ec_public_key(std::span<const std::uint8_t> parts) {
    const auto point = find_tlv(parts, 0x86);
    if (!point || point->size() != 65 || point->front() != 0x04) return {};
    const Builder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point->data(),
                                     point->size());
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    return public_key_info("EC", parameters.get());
}

/// 81 = modulus, 82 = exponent.
std::optional<Bytes> rsa_public_key(std::span<const std::uint8_t> parts) {
    const auto modulus = find_tlv(parts, 0x81);
    const auto exponent = find_tlv(parts, 0x82);
    if (!modulus || !exponent || exponent->size() > 8 || modulus->size() > rsa_2048_bytes + 1)
        return {};
    const Number n(BN_bin2bn(modulus->data(), static_cast<int>(modulus->size()), nullptr));
    const Number e(BN_bin2bn(exponent->data(), static_cast<int>(exponent->size()), nullptr));
    if (BN_num_bits(n.get()) != 2048 || !BN_is_odd(e.get()) || BN_is_one(e.get())) return {};
    const Builder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    return public_key_info("RSA", parameters.get());
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
    if (!value) return tl::unexpected(bad_data(std::string(what) + ": answer is malformed"));
    return Bytes(value->begin(), value->end());
}

TokenResult<std::uint8_t> PivToken::management_algorithm(std::size_t key_size) {
    const auto metadata = ask({ins_get_metadata, 0x00, management_reference});
    if (!metadata) return tl::unexpected(metadata.error());
    if (metadata->ok())
        if (const auto told = find_tlv(metadata->data, 0x01);
            told && told->size() == 1 && management_key_size(told->front()) != 0)
            return told->front();
    if (key_size == 16) return std::uint8_t{0x08};
    if (key_size == 32) return std::uint8_t{0x0C};
    return triple_des;
}

TokenResult<void> PivToken::authenticate(const Bytes& management_key) {
    const auto algorithm = management_algorithm(management_key.size());
    if (!algorithm) return tl::unexpected(algorithm.error());
    if (management_key.size() != management_key_size(*algorithm))
        return tl::unexpected(bad_data("management key: wrong size"));
    const char* what = "management key";
    const auto refused = [&](TokenFault fault) {
        if (fault.failure == Failure::not_ready) fault.failure = Failure::bad_data;
        return tl::unexpected(std::move(fault));
    };

    // SP 800-73-4 part 2, A.1: the card's witness decrypted proves us, our challenge proves the
    // card.
    const auto witness =
        general_authenticate(*algorithm, management_reference, Bytes{0x80, 0x00}, 0x80, what);
    if (!witness) return refused(witness.error());
    const auto opened = management_cipher(*algorithm, Direction::decrypt, management_key, *witness);
    if (!opened) return tl::unexpected(bad_data("management key: witness of a wrong size"));
    Bytes challenge(management_block_size(*algorithm));
    if (RAND_bytes(challenge.data(), static_cast<int>(challenge.size())) != 1)
        return tl::unexpected(TokenFault{Failure::hardware_error, "no random numbers"});
    Bytes proof;
    append_tlv(proof, 0x80, *opened);
    append_tlv(proof, 0x81, challenge);
    const auto response = general_authenticate(*algorithm, management_reference, proof, 0x82, what);
    if (!response) return refused(response.error());
    const auto expected =
        management_cipher(*algorithm, Direction::encrypt, management_key, challenge);
    if (!expected || response->size() != expected->size() ||
        CRYPTO_memcmp(response->data(), expected->data(), expected->size()) != 0)
        return tl::unexpected(bad_data("the card does not prove the management key"));
    return {};
}

TokenResult<void> PivToken::set_management_key(const Bytes& management_key) {
    auto algorithm = management_algorithm(management_key.size());
    if (!algorithm) return tl::unexpected(algorithm.error());
    if (management_key_size(*algorithm) != management_key.size())
        algorithm = management_key.size() == 16   ? 0x08
                    : management_key.size() == 32 ? 0x0C
                                                  : triple_des;
    if (management_key_size(*algorithm) != management_key.size())
        return tl::unexpected(bad_data("management key: wrong size"));
    Bytes body{*algorithm};
    append_tlv(body, management_reference, management_key);
    const auto reply =
        demand({ins_set_management_key, 0xFF, 0xFF, body, false}, "new management key");
    OPENSSL_cleanse(body.data(), body.size());
    if (!reply) return tl::unexpected(reply.error());
    return {};
}

TokenResult<Bytes> PivToken::generate(KeyAlgorithm algorithm) {
    const auto id = algorithm_id(algorithm);
    if (!id) return tl::unexpected(no_such_algorithm());
    const Bytes control = make_tlv(0xAC, Bytes{0x80, 0x01, *id});
    const auto reply = demand({ins_generate, 0x00, signing_slot, control}, "GENERATE");
    if (!reply) return tl::unexpected(reply.error());
    const auto parts = find_tlv(reply->data, 0x7F49);
    if (!parts) return tl::unexpected(bad_data("GENERATE: answer is malformed"));
    auto info =
        algorithm == KeyAlgorithm::rsa_2048 ? rsa_public_key(*parts) : ec_public_key(*parts);
    if (!info) return tl::unexpected(bad_data("GENERATE: not a usable public key"));
    return std::move(*info);
}

TokenResult<Bytes> PivToken::sign(KeyAlgorithm algorithm, const Bytes& digest) {
    const auto id = algorithm_id(algorithm);
    if (!id) return tl::unexpected(no_such_algorithm());
    if (digest.size() != digest_bytes) return tl::unexpected(bad_data("digest is not 32 bytes"));
    Bytes request{0x82, 0x00};
    append_tlv(request, 0x81, algorithm == KeyAlgorithm::rsa_2048 ? pad_for_rsa(digest) : digest);
    return general_authenticate(*id, signing_slot, request, 0x82, "sign");
}

}  // namespace drivers
