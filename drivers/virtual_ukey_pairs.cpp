#include "drivers/virtual_ukey_pairs.hpp"

#include "drivers/public_key.hpp"
#include "drivers/tlv.hpp"

#include <algorithm>
#include <openssl/core_names.h>
#include <openssl/obj_mac.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace drivers {
namespace {

constexpr std::uint8_t rsa_2048 = 0x07;
constexpr std::uint8_t ec_p256 = 0x11;
constexpr std::uint8_t sm2 = 0x54;

OwnedNumber number_of(EVP_PKEY* key, const char* name) {
    BIGNUM* number = nullptr;
    EVP_PKEY_get_bn_param(key, name, &number);
    return OwnedNumber(number);
}

Bytes bytes_of(EVP_PKEY* key, const char* name) {
    const auto number = number_of(key, name);
    if (!number) return {};
    Bytes bytes(static_cast<std::size_t>(BN_num_bytes(number.get())));
    BN_bn2bin(number.get(), bytes.data());
    return bytes;
}

OwnedGroup curve_of(std::uint8_t algorithm) {
    if (algorithm != ec_p256 && algorithm != sm2) return nullptr;
    return OwnedGroup(
        EC_GROUP_new_by_curve_name(algorithm == sm2 ? NID_sm2 : NID_X9_62_prime256v1));
}

/// 04 ‖ X ‖ Y of the private key's point.
std::optional<Bytes> public_point(const EC_GROUP* group, const BIGNUM* secret) {
    const OwnedPoint point(EC_POINT_new(group));
    Bytes bytes(1 + 2 * coordinate_bytes);
    if (EC_POINT_mul(group, point.get(), secret, nullptr, nullptr, nullptr) != 1 ||
        EC_POINT_point2oct(group, point.get(), POINT_CONVERSION_UNCOMPRESSED, bytes.data(),
                           bytes.size(), nullptr) != bytes.size())
        return {};
    return bytes;
}

bool decrypt_raw(EVP_PKEY_CTX* context, std::span<const std::uint8_t> input, Bytes& out,
                 std::size_t& size) {
    return input.size() == 256 && EVP_PKEY_decrypt_init(context) == 1 &&
           EVP_PKEY_CTX_set_rsa_padding(context, RSA_NO_PADDING) == 1 &&
           EVP_PKEY_decrypt(context, out.data(), &size, input.data(), input.size()) == 1;
}

bool sign_digest(EVP_PKEY_CTX* context, std::span<const std::uint8_t> digest, Bytes& out,
                 std::size_t& size) {
    return !digest.empty() && digest.size() <= 32 && EVP_PKEY_sign_init(context) == 1 &&
           EVP_PKEY_sign(context, out.data(), &size, digest.data(), digest.size()) == 1;
}

}  // namespace

OwnedKey make_virtual_pair(std::uint8_t algorithm) {
    if (algorithm == rsa_2048) return OwnedKey(EVP_RSA_gen(2048));
    if (algorithm == ec_p256) return OwnedKey(EVP_EC_gen("P-256"));
    if (algorithm == sm2) return OwnedKey(EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2"));
    return {};
}

OwnedKey import_virtual_pair(std::uint8_t algorithm, std::span<const std::uint8_t> secret) {
    const auto group = curve_of(algorithm);
    if (!group || secret.size() != coordinate_bytes) return {};
    const OwnedNumber number(BN_bin2bn(secret.data(), static_cast<int>(secret.size()), nullptr));
    const bool in_range =
        !BN_is_zero(number.get()) && BN_cmp(number.get(), EC_GROUP_get0_order(group.get())) < 0;
    const auto point = in_range ? public_point(group.get(), number.get()) : std::nullopt;
    if (!point) return {};
    const OwnedBuilder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME,
                                    algorithm == sm2 ? "SM2" : "P-256", 0);
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, number.get());
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point->data(),
                                     point->size());
    const OwnedParameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const OwnedKeyContext context(
        EVP_PKEY_CTX_new_from_name(nullptr, algorithm == sm2 ? "SM2" : "EC", nullptr));
    EVP_PKEY* key = nullptr;
    if (EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, parameters.get()) != 1)
        return {};
    return OwnedKey(key);
}

Bytes virtual_private_bytes(EVP_PKEY* key) {
    std::uint8_t* der = nullptr;
    PKCS8_PRIV_KEY_INFO* info = EVP_PKEY2PKCS8(key);
    const int size = i2d_PKCS8_PRIV_KEY_INFO(info, &der);
    PKCS8_PRIV_KEY_INFO_free(info);
    Bytes bytes(der, der + std::max(size, 0));
    OPENSSL_clear_free(der, bytes.size());
    return bytes;
}

OwnedKey load_virtual_pair(const Bytes& der) {
    const std::uint8_t* at = der.data();
    return OwnedKey(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size())));
}

Bytes virtual_public_parts(std::uint8_t algorithm, EVP_PKEY* key) {
    Bytes parts;
    if (algorithm == rsa_2048) {
        append_tlv(parts, 0x81, bytes_of(key, OSSL_PKEY_PARAM_RSA_N));
        append_tlv(parts, 0x82, bytes_of(key, OSSL_PKEY_PARAM_RSA_E));
        return parts;
    }
    const auto group = curve_of(algorithm);
    const auto secret = number_of(key, OSSL_PKEY_PARAM_PRIV_KEY);
    const auto point = group && secret ? public_point(group.get(), secret.get()) : std::nullopt;
    append_tlv(parts, 0x86, point.value_or(Bytes{}));
    return parts;
}

std::optional<Bytes> virtual_private_operation(std::uint8_t algorithm, EVP_PKEY* key,
                                               std::span<const std::uint8_t> input) {
    const OwnedKeyContext context(EVP_PKEY_CTX_new(key, nullptr));
    Bytes out(512);
    std::size_t size = out.size();
    const bool done = algorithm == rsa_2048 ? decrypt_raw(context.get(), input, out, size)
                                            : sign_digest(context.get(), input, out, size);
    if (!done) return {};
    out.resize(size);
    return out;
}

std::optional<Bytes> virtual_agreement(std::uint8_t algorithm, EVP_PKEY* key,
                                       std::span<const std::uint8_t> point) {
    const auto group = curve_of(algorithm);
    const auto secret = number_of(key, OSSL_PKEY_PARAM_PRIV_KEY);
    if (!group || !secret) return {};
    const OwnedPoint theirs(EC_POINT_new(group.get()));
    const OwnedPoint shared(EC_POINT_new(group.get()));
    const OwnedNumber x(BN_new());
    Bytes bytes(coordinate_bytes);
    if (EC_POINT_oct2point(group.get(), theirs.get(), point.data(), point.size(), nullptr) != 1 ||
        EC_POINT_mul(group.get(), shared.get(), nullptr, theirs.get(), secret.get(), nullptr) !=
            1 ||
        EC_POINT_get_affine_coordinates(group.get(), shared.get(), x.get(), nullptr, nullptr) !=
            1 ||
        BN_bn2binpad(x.get(), bytes.data(), static_cast<int>(bytes.size())) < 0)
        return {};
    return bytes;
}

}  // namespace drivers
