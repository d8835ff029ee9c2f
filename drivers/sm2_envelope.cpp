#include "drivers/sm2_envelope.hpp"

#include "drivers/openssl_freed.hpp"
#include "drivers/public_key.hpp"

#include <algorithm>
#include <array>
#include <openssl/obj_mac.h>
#include <span>

namespace drivers {
namespace {

constexpr std::size_t sm4_key_bytes = 16;

OwnedGroup curve() { return OwnedGroup(EC_GROUP_new_by_curve_name(NID_sm2)); }

std::optional<Bytes> coordinates(const EC_GROUP* group, const EC_POINT* point) {
    const OwnedNumber x(BN_new());
    const OwnedNumber y(BN_new());
    Bytes both(2 * coordinate_bytes);
    if (EC_POINT_get_affine_coordinates(group, point, x.get(), y.get(), nullptr) != 1 ||
        BN_bn2binpad(x.get(), both.data(), coordinate_bytes) < 0 ||
        BN_bn2binpad(y.get(), both.data() + coordinate_bytes, coordinate_bytes) < 0)
        return {};
    return both;
}

/// X ‖ Y of one of the two points with this first coordinate.
std::optional<Bytes> lift(const EC_GROUP* group, const Bytes& x, bool odd) {
    const OwnedNumber number(BN_bin2bn(x.data(), static_cast<int>(x.size()), nullptr));
    const OwnedPoint point(EC_POINT_new(group));
    if (EC_POINT_set_compressed_coordinates(group, point.get(), number.get(), odd ? 1 : 0,
                                            nullptr) != 1)
        return {};
    return coordinates(group, point.get());
}

Bytes sm3(std::initializer_list<std::span<const std::uint8_t>> parts) {
    const std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    Bytes digest(32);
    EVP_DigestInit_ex(context.get(), EVP_sm3(), nullptr);
    for (const auto part : parts) EVP_DigestUpdate(context.get(), part.data(), part.size());
    EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
    return digest;
}

/// The key stream for a message of one hash block (GB/T 32918.4, 5.4.3).
Wiped key_stream(const Bytes& shared) {
    constexpr std::array<std::uint8_t, 4> first_block{0, 0, 0, 1};
    return Wiped(sm3({shared, first_block}));
}

Wiped masked(const Bytes& message, const Bytes& shared) {
    const Wiped stream = key_stream(shared);
    Wiped out(message);
    for (std::size_t i = 0; i < out.bytes.size(); ++i) out.bytes[i] ^= stream.bytes[i];
    return out;
}

/// C3 (GB/T 32918.4, 6.1, step A7).
Bytes check_hash(const Bytes& message, const Bytes& shared) {
    const std::span<const std::uint8_t> whole(shared);
    return sm3({whole.first(coordinate_bytes), message, whole.last(coordinate_bytes)});
}

/// GB/T 32918.4, 7.1, steps B3 to B6 for a message of one hash block.
std::optional<Wiped> decrypt(const EnvelopedKey& envelope, const Bytes& shared) {
    Wiped message = masked(envelope.cipher_text, shared);
    if (check_hash(message.bytes, shared) != envelope.cipher_hash) return {};
    return message;
}

/// A fresh point and what it shares with `pair`, both X ‖ Y.
struct Agreement {
    Bytes point;
    Wiped shared;
};
std::optional<Agreement> agree_with(const Bytes& pair) {
    const auto group = curve();
    Bytes uncompressed{0x04};
    uncompressed.insert(uncompressed.end(), pair.begin(), pair.end());
    const OwnedPoint theirs(EC_POINT_new(group.get()));
    const OwnedPoint ours(EC_POINT_new(group.get()));
    const OwnedPoint shared(EC_POINT_new(group.get()));
    const OwnedNumber secret(BN_new());
    if (EC_POINT_oct2point(group.get(), theirs.get(), uncompressed.data(), uncompressed.size(),
                           nullptr) != 1 ||
        BN_priv_rand_range(secret.get(), EC_GROUP_get0_order(group.get())) != 1 ||
        BN_is_zero(secret.get()) ||
        EC_POINT_mul(group.get(), ours.get(), secret.get(), nullptr, nullptr, nullptr) != 1 ||
        EC_POINT_mul(group.get(), shared.get(), nullptr, theirs.get(), secret.get(), nullptr) != 1)
        return {};
    auto point = coordinates(group.get(), ours.get());
    auto product = coordinates(group.get(), shared.get());
    if (!point || !product) return {};
    return Agreement{std::move(*point), Wiped(std::move(*product))};
}

std::optional<Wiped> sm4_decrypt(const Wiped& key, std::span<const std::uint8_t> text) {
    const std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>> context(EVP_CIPHER_CTX_new());
    Wiped plain(Bytes(text.size() + sm4_key_bytes));
    int size = 0;
    if (EVP_DecryptInit_ex(context.get(), EVP_sm4_ecb(), nullptr, key.bytes.data(), nullptr) != 1 ||
        EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1 ||
        EVP_DecryptUpdate(context.get(), plain.bytes.data(), &size, text.data(),
                          static_cast<int>(text.size())) != 1)
        return {};
    plain.bytes.resize(static_cast<std::size_t>(size));
    return plain;
}

bool is_zero(std::span<const std::uint8_t> bytes) {
    return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

/// The private key, wherever the CA puts the zeros; see EnvelopedKey::padded_inside.
std::optional<Wiped> unwrap(const EnvelopedKey& envelope, const Wiped& key) {
    std::span<const std::uint8_t> text(envelope.encrypted_private_key);
    const bool whole_field = text.size() == 2 * coordinate_bytes;
    if (!whole_field && text.size() != coordinate_bytes) return {};
    if (whole_field && !envelope.padded_inside) {
        if (!is_zero(text.first(coordinate_bytes))) return {};
        text = text.last(coordinate_bytes);
    }
    auto plain = sm4_decrypt(key, text);
    if (!plain) return {};
    const std::span<const std::uint8_t> both(plain->bytes);
    if (!is_zero(both.first(both.size() - coordinate_bytes))) return {};
    const auto key_bytes = both.last(coordinate_bytes);
    return Wiped(Bytes(key_bytes.begin(), key_bytes.end()));
}

bool is_pair(const Wiped& private_key, const Bytes& public_key) {
    const auto group = curve();
    const OwnedPoint point(EC_POINT_new(group.get()));
    const OwnedNumber number(
        BN_bin2bn(private_key.bytes.data(), static_cast<int>(private_key.bytes.size()), nullptr));
    return EC_POINT_mul(group.get(), point.get(), number.get(), nullptr, nullptr, nullptr) == 1 &&
           coordinates(group.get(), point.get()) == public_key;
}

}  // namespace

std::optional<Wiped> open_envelope(const EnvelopedKey& envelope, const Bytes& shared_x) {
    if (envelope.cipher_text.size() != sm4_key_bytes || shared_x.size() != coordinate_bytes)
        return {};
    const auto group = curve();
    for (const bool odd : {false, true}) {
        auto shared = lift(group.get(), shared_x, odd);
        if (!shared) return {};
        const Wiped held(std::move(*shared));
        const auto key = decrypt(envelope, held.bytes);
        if (!key) continue;
        auto private_key = unwrap(envelope, *key);
        if (private_key && is_pair(*private_key, envelope.public_key)) return private_key;
    }
    return {};
}

std::optional<Sm2Cipher> sm2_encrypt(const Bytes& pair, const Wiped& message) {
    auto agreement = agree_with(pair);
    if (!agreement) return {};
    const Bytes& shared = agreement->shared.bytes;
    return Sm2Cipher{std::move(agreement->point), check_hash(message.bytes, shared),
                     masked(message.bytes, shared).bytes};
}

std::optional<AgreementChallenge> agreement_challenge(const Bytes& pair) {
    const auto agreement = agree_with(pair);
    if (!agreement) return {};
    AgreementChallenge challenge{{0x04}, agreement->shared.bytes};
    challenge.point.insert(challenge.point.end(), agreement->point.begin(), agreement->point.end());
    challenge.expected_x.resize(coordinate_bytes);
    return challenge;
}

}  // namespace drivers
