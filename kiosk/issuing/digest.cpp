#include "kiosk/issuing/digest.hpp"

#include "drivers/public_key.hpp"
#include "kiosk/issuing/openssl_owned.hpp"

#include <openssl/ec.h>
#include <openssl/rsa.h>

namespace kiosk::issuing {
namespace {

using drivers::Bytes;
using OwnedGroup = std::unique_ptr<EC_GROUP, Freed<EC_GROUP_free>>;
using OwnedNumber = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using OwnedDigest = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using OwnedKeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;

constexpr std::size_t digest_bytes = 32;

Bytes digest_of(const EVP_MD* kind, const Bytes& first, const Bytes& second) {
    const OwnedDigest context(EVP_MD_CTX_new());
    Bytes digest(digest_bytes);
    EVP_DigestInit_ex(context.get(), kind, nullptr);
    EVP_DigestUpdate(context.get(), first.data(), first.size());
    EVP_DigestUpdate(context.get(), second.data(), second.size());
    EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
    return digest;
}

/// a ‖ b ‖ xG ‖ yG of the curve.
Bytes curve_constants() {
    const OwnedGroup group(EC_GROUP_new_by_curve_name(NID_sm2));
    const OwnedNumber p(BN_new());
    const OwnedNumber a(BN_new());
    const OwnedNumber b(BN_new());
    const OwnedNumber x(BN_new());
    const OwnedNumber y(BN_new());
    EC_GROUP_get_curve(group.get(), p.get(), a.get(), b.get(), nullptr);
    EC_POINT_get_affine_coordinates(group.get(), EC_GROUP_get0_generator(group.get()), x.get(),
                                    y.get(), nullptr);
    Bytes constants(4 * digest_bytes);
    std::uint8_t* at = constants.data();
    for (const auto* number : {a.get(), b.get(), x.get(), y.get()}) {
        BN_bn2binpad(number, at, static_cast<int>(digest_bytes));
        at += digest_bytes;
    }
    return constants;
}

Bytes identity_digest(const Bytes& point) {
    Bytes text{static_cast<std::uint8_t>(sm2_identity.size() * 8 >> 8U),
               static_cast<std::uint8_t>(sm2_identity.size() * 8 & 0xFFU)};
    text.insert(text.end(), sm2_identity.begin(), sm2_identity.end());
    const Bytes constants = curve_constants();
    text.insert(text.end(), constants.begin(), constants.end());
    return digest_of(EVP_sm3(), text, point);
}

}  // namespace

Bytes sha256(const Bytes& data) { return digest_of(EVP_sha256(), data, {}); }

Bytes signed_digest(const Bytes& public_key, const Bytes& message) {
    const std::uint8_t* at = public_key.data();
    const OwnedKey key(d2i_PUBKEY(nullptr, &at, static_cast<long>(public_key.size())));
    if (!key) return {};
    if (EVP_PKEY_is_a(key.get(), "SM2") != 1) return sha256(message);
    const auto point = drivers::sm2_point(public_key);
    if (!point) return {};
    return digest_of(EVP_sm3(), identity_digest(*point), message);
}

bool is_signature(const Bytes& public_key, const Bytes& digest, const Bytes& signature) {
    const std::uint8_t* at = public_key.data();
    const OwnedKey key(d2i_PUBKEY(nullptr, &at, static_cast<long>(public_key.size())));
    if (!key) return false;
    const OwnedKeyContext context(EVP_PKEY_CTX_new(key.get(), nullptr));
    if (!context || EVP_PKEY_verify_init(context.get()) != 1) return false;
    if (EVP_PKEY_is_a(key.get(), "RSA") == 1)
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING);
    const EVP_MD* kind = EVP_PKEY_is_a(key.get(), "SM2") == 1 ? EVP_sm3() : EVP_sha256();
    if (EVP_PKEY_CTX_set_signature_md(context.get(), kind) != 1) return false;
    return EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest.data(),
                           digest.size()) == 1;
}

}  // namespace kiosk::issuing
