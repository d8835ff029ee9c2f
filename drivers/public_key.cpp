#include "drivers/public_key.hpp"

#include "drivers/openssl_freed.hpp"

#include <openssl/core_names.h>
#include <openssl/x509.h>

namespace drivers {
namespace {

std::optional<Bytes> info_of(const char* type, OSSL_PARAM_BLD* builder) {
    const OwnedParameters parameters(OSSL_PARAM_BLD_to_param(builder));
    const OwnedKeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* made = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
        return {};
    const OwnedKey key(made);
    std::uint8_t* der = nullptr;
    const int size = i2d_PUBKEY(key.get(), &der);
    if (size <= 0) return {};
    Bytes info(der, der + size);
    OPENSSL_free(der);
    return info;
}

OwnedNumber number(std::span<const std::uint8_t> bytes) {
    return OwnedNumber(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

bool append_coordinate(EVP_PKEY* key, const char* name, Bytes& point) {
    BIGNUM* value = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &value) != 1) return false;
    const OwnedNumber owned(value);
    point.resize(point.size() + coordinate_bytes);
    return BN_bn2binpad(value, point.data() + point.size() - coordinate_bytes,
                        static_cast<int>(coordinate_bytes)) > 0;
}

}  // namespace

std::optional<Bytes> ec_public_key(KeyAlgorithm curve, std::span<const std::uint8_t> point) {
    if (point.size() != 2 * coordinate_bytes || curve == KeyAlgorithm::rsa_2048) return {};
    const bool sm2 = curve == KeyAlgorithm::sm2;
    Bytes uncompressed{0x04};
    uncompressed.insert(uncompressed.end(), point.begin(), point.end());
    const OwnedBuilder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME,
                                    sm2 ? "SM2" : "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, uncompressed.data(),
                                     uncompressed.size());
    return info_of(sm2 ? "SM2" : "EC", builder.get());
}

std::optional<Bytes> rsa_public_key(std::span<const std::uint8_t> modulus,
                                    std::span<const std::uint8_t> exponent) {
    if (modulus.size() > rsa_2048_bytes + 1 || exponent.size() > 8) return {};
    const OwnedNumber n = number(modulus);
    const OwnedNumber e = number(exponent);
    if (BN_num_bits(n.get()) != 2048 || !BN_is_odd(n.get()) || !BN_is_odd(e.get()) ||
        BN_is_one(e.get()))
        return {};
    const OwnedBuilder builder(OSSL_PARAM_BLD_new());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
    return info_of("RSA", builder.get());
}

std::optional<Bytes> sm2_point(const Bytes& public_key) {
    const std::uint8_t* at = public_key.data();
    const OwnedKey key(d2i_PUBKEY(nullptr, &at, static_cast<long>(public_key.size())));
    Bytes point;
    if (!key || EVP_PKEY_is_a(key.get(), "SM2") != 1 ||
        !append_coordinate(key.get(), OSSL_PKEY_PARAM_EC_PUB_X, point) ||
        !append_coordinate(key.get(), OSSL_PKEY_PARAM_EC_PUB_Y, point))
        return {};
    return point;
}

}  // namespace drivers
