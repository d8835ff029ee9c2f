#include "deploy/sandbox/key_centre.hpp"

#include "deploy/sandbox/x509_pieces.hpp"

#include <array>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/rand.h>
#include <span>
#include <stdexcept>
#include <vector>

namespace sandbox {

namespace {

using Bytes = std::vector<unsigned char>;

constexpr int coordinate_bytes = 32;
constexpr unsigned char tag_sequence = 0x30;
constexpr unsigned char tag_bit_string = 0x03;
// AlgorithmIdentifier of SM4 in ECB mode, 1.2.156.10197.1.104.1, without parameters.
constexpr std::array<unsigned char, 12> sm4_ecb{0x30, 0x0A, 0x06, 0x08, 0x2A, 0x81,
                                                0x1C, 0xCF, 0x55, 0x01, 0x68, 0x01};

void append(Bytes& out, std::span<const unsigned char> more) {
    out.insert(out.end(), more.begin(), more.end());
}

void append_der(Bytes& out, unsigned char tag, std::span<const unsigned char> content) {
    out.push_back(tag);
    if (content.size() > 0xFF)
        out.insert(out.end(), {0x82, static_cast<unsigned char>(content.size() >> 8)});
    else if (content.size() > 0x7F)
        out.push_back(0x81);
    out.push_back(static_cast<unsigned char>(content.size() & 0xFF));
    append(out, content);
}

void append_bits(Bytes& out, std::span<const unsigned char> bits) {
    Bytes content{0x00};
    append(content, bits);
    append_der(out, tag_bit_string, content);
}

void append_number(Bytes& out, EVP_PKEY* key, const char* name) {
    BIGNUM* number = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &number) != 1)
        throw std::runtime_error("key centre: not an SM2 pair");
    Bytes bytes(coordinate_bytes);
    BN_bn2binpad(number, bytes.data(), coordinate_bytes);
    BN_clear_free(number);
    append(out, bytes);
}

Bytes sm4(const Bytes& key, const Bytes& plain) {
    const std::unique_ptr<EVP_CIPHER_CTX, Release<EVP_CIPHER_CTX_free>> context(
        EVP_CIPHER_CTX_new());
    Bytes text(plain.size());
    int size = 0;
    EVP_EncryptInit_ex(context.get(), EVP_sm4_ecb(), nullptr, key.data(), nullptr);
    EVP_CIPHER_CTX_set_padding(context.get(), 0);
    EVP_EncryptUpdate(context.get(), text.data(), &size, plain.data(),
                      static_cast<int>(plain.size()));
    return text;
}

/// OpenSSL's encoding of an SM2 ciphertext is GM/T 0009's SM2Cipher.
Bytes sm2_encrypt(EVP_PKEY* key, const Bytes& plain) {
    const std::unique_ptr<EVP_PKEY_CTX, Release<EVP_PKEY_CTX_free>> context(
        EVP_PKEY_CTX_new(key, nullptr));
    Bytes cipher(512);
    std::size_t size = cipher.size();
    if (EVP_PKEY_encrypt_init(context.get()) != 1 ||
        EVP_PKEY_encrypt(context.get(), cipher.data(), &size, plain.data(), plain.size()) != 1)
        throw std::runtime_error("key centre: not an SM2 key");
    cipher.resize(size);
    return cipher;
}

}  // namespace

std::string envelop_pair(EVP_PKEY* pair, EVP_PKEY* signing_key, EnvelopePadding padding) {
    Bytes session_key(16);
    RAND_bytes(session_key.data(), static_cast<int>(session_key.size()));
    Bytes private_key(padding == EnvelopePadding::inside ? coordinate_bytes : 0);
    append_number(private_key, pair, OSSL_PKEY_PARAM_PRIV_KEY);
    Bytes point{0x04};
    append_number(point, pair, OSSL_PKEY_PARAM_EC_PUB_X);
    append_number(point, pair, OSSL_PKEY_PARAM_EC_PUB_Y);

    Bytes content(sm4_ecb.begin(), sm4_ecb.end());
    append(content, sm2_encrypt(signing_key, session_key));
    append_bits(content, point);
    append_bits(content, sm4(session_key, private_key));
    Bytes der;
    append_der(der, tag_sequence, content);
    return {der.begin(), der.end()};
}

}  // namespace sandbox
