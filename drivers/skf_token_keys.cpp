// The containers of an SKF token and the pairs in them.

#include "drivers/public_key.hpp"
#include "drivers/skf_codes.hpp"
#include "drivers/skf_token.hpp"
#include "drivers/sm2_envelope.hpp"

#include <algorithm>
#include <array>
#include <openssl/ecdsa.h>
#include <openssl/rand.h>

namespace drivers {
namespace {

constexpr std::size_t field_bytes = 64;  // of a coordinate in the standard's structures
constexpr std::size_t rsa_bytes = 256;
constexpr std::uint64_t curve_bits = 256;

TokenFault breach(Breach how, std::string detail) {
    TokenFault fault = bad_data(std::move(detail));
    fault.breach = how;
    return fault;
}

std::span<const std::uint8_t> x_of(const Bytes& point) {
    return std::span(point).first(coordinate_bytes);
}

std::span<const std::uint8_t> y_of(const Bytes& point) {
    return std::span(point).last(coordinate_bytes);
}

/// DER of r and s, each in the last 32 bytes of its field.
std::optional<Bytes> der_signature(std::span<const std::uint8_t> blob) {
    const auto number = [&](std::size_t field) {
        const auto bytes = blob.subspan(field * field_bytes, field_bytes).last(coordinate_bytes);
        return BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr);
    };
    const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> signature(ECDSA_SIG_new(),
                                                                          &ECDSA_SIG_free);
    if (!signature || ECDSA_SIG_set0(signature.get(), number(0), number(1)) != 1) return {};
    std::uint8_t* der = nullptr;
    const int size = i2d_ECDSA_SIG(signature.get(), &der);
    if (size <= 0) return {};
    Bytes bytes(der, der + size);
    OPENSSL_free(der);
    return bytes;
}

/// What PKCS#1 v1.5 pads (RFC 8017, 9.2, note 1); padding is the key's.
Bytes digest_info(const Bytes& digest) {
    Bytes info{0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
               0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
    info.insert(info.end(), digest.begin(), digest.end());
    return info;
}

/// GM/T 0016, 6.4.10. The field of the private key has 64 bytes, whatever the CA sent.
Bytes envelope_blob(SkfAbi abi, const EnvelopedKey& envelope) {
    return SkfWriter(abi)
        .number(1)
        .number(skf::sm4_ecb)
        .number(curve_bits)
        .field(envelope.encrypted_private_key, field_bytes)
        .number(curve_bits)
        .field(x_of(envelope.public_key), field_bytes)
        .field(y_of(envelope.public_key), field_bytes)
        .field(x_of(envelope.cipher_point), field_bytes)
        .field(y_of(envelope.cipher_point), field_bytes)
        .bytes(envelope.cipher_hash)
        .number(envelope.cipher_text.size())
        .bytes(envelope.cipher_text)
        .take();
}

Bytes cipher_blob(SkfAbi abi, const Sm2Cipher& cipher) {
    return SkfWriter(abi)
        .field(x_of(cipher.point), field_bytes)
        .field(y_of(cipher.point), field_bytes)
        .bytes(cipher.hash)
        .number(cipher.text.size())
        .bytes(cipher.text)
        .take();
}

}  // namespace

const char* SkfToken::name_of(Place place) const {
    return library_.vendor().containers[place == Place::first ? 0 : 1].c_str();
}

TokenResult<bool> SkfToken::has_container(Place place) {
    SkfNumber size;
    char* const no_list = nullptr;
    if (const auto code = library_.call("EnumContainer", application_, no_list, &size); code != 0)
        return tl::unexpected(fault("EnumContainer", code));
    const auto needed = size.value(abi());
    if (needed > longest_list) return tl::unexpected(breach(Breach::malformed, "endless list"));
    std::string list(needed + 2, '\0');
    SkfNumber room(abi(), needed);
    if (const auto code = library_.call("EnumContainer", application_, list.data(), &room);
        code != 0)
        return tl::unexpected(fault("EnumContainer", code));
    const std::string_view wanted = name_of(place);
    for (const char* at = list.c_str(); *at != '\0'; at += std::string_view(at).size() + 1)
        if (wanted == at) return true;
    return false;
}

TokenResult<void> SkfToken::with_container(Place place,
                                           const std::function<TokenResult<void>(Handle)>& work) {
    Handle container = nullptr;
    std::string name = name_of(place);
    if (const auto code = library_.call("OpenContainer", application_, name.data(), &container);
        code != 0)
        return tl::unexpected(fault("OpenContainer", code));
    auto done = work(container);
    library_.call("CloseContainer", container);
    return done;
}

TokenResult<Bytes> SkfToken::generate(Place place, KeyAlgorithm algorithm) {
    if (algorithm == KeyAlgorithm::ec_p256) {
        auto refused = bad_data("SKF has no P-256");
        refused.unsupported = true;
        return tl::unexpected(std::move(refused));
    }
    const auto there = has_container(place);
    if (!there) return tl::unexpected(there.error());
    std::string name = name_of(place);
    if (*there)
        if (const auto code = library_.call("DeleteContainer", application_, name.data());
            code != 0)
            return tl::unexpected(fault("DeleteContainer", code));
    Handle container = nullptr;
    if (const auto code = library_.call("CreateContainer", application_, name.data(), &container);
        code != 0)
        return tl::unexpected(fault("CreateContainer", code));
    Bytes blob(1024);
    const bool rsa = algorithm == KeyAlgorithm::rsa_2048;
    const auto code =
        rsa ? library_.call("GenRSAKeyPair", container, SkfUlong{rsa_bytes * 8}, blob.data())
            : library_.call("GenECCKeyPair", container, SkfUlong{skf::sm2_signature}, blob.data());
    library_.call("CloseContainer", container);
    if (code != 0) return tl::unexpected(fault(rsa ? "GenRSAKeyPair" : "GenECCKeyPair", code));

    SkfReader reader(abi(), blob);
    std::optional<Bytes> info;
    if (rsa) {
        reader.number();  // algorithm
        reader.number();  // bits
        const Bytes modulus = reader.bytes(rsa_bytes);
        info = rsa_public_key(modulus, reader.bytes(4));
    } else {
        reader.number();  // bits
        const Bytes x = reader.bytes(field_bytes);
        const Bytes y = reader.bytes(field_bytes);
        Bytes point(x.end() - coordinate_bytes, x.end());
        point.insert(point.end(), y.end() - coordinate_bytes, y.end());
        info = ec_public_key(algorithm, point);
    }
    if (!info) return tl::unexpected(breach(Breach::bad_public_key, "not a usable public key"));
    return std::move(*info);
}

TokenResult<Bytes> SkfToken::sign(Place place, KeyAlgorithm algorithm, const Bytes& digest) {
    if (digest.size() != digest_bytes) return tl::unexpected(bad_data("digest is not 32 bytes"));
    const auto there = has_container(place);
    if (!there) return tl::unexpected(there.error());
    if (!*there) return tl::unexpected(bad_data("no pair"));
    Bytes signature(2 * field_bytes);
    const bool rsa = algorithm == KeyAlgorithm::rsa_2048;
    const auto done = with_container(place, [&](Handle container) {
        if (!rsa) {
            Bytes copy = digest;
            return checked("ECCSignData", library_.call("ECCSignData", container, copy.data(),
                                                        SkfUlong{copy.size()}, signature.data()));
        }
        Bytes info = digest_info(digest);
        signature.resize(rsa_bytes);
        SkfNumber size(abi(), rsa_bytes);
        return checked("RSASignData",
                       library_.call("RSASignData", container, info.data(), SkfUlong{info.size()},
                                     signature.data(), &size));
    });
    if (!done) return tl::unexpected(done.error());
    if (rsa) return signature;
    auto der = der_signature(signature);
    if (!der) return tl::unexpected(breach(Breach::malformed, "not a signature"));
    return std::move(*der);
}

TokenResult<void> SkfToken::import_encryption_pair(Place place, const EnvelopedKey& envelope) {
    if (envelope.padded_inside && envelope.encrypted_private_key.size() != field_bytes)
        return tl::unexpected(bad_data("the envelope's private key has a wrong size"));
    Bytes blob = envelope_blob(abi(), envelope);
    return with_container(place, [&](Handle container) {
        return checked("ImportECCKeyPair",
                       library_.call("ImportECCKeyPair", container, blob.data()));
    });
}

TokenResult<bool> SkfToken::holds_encryption_pair(Place place, const Bytes& public_key) {
    const auto point = sm2_point(public_key);
    Wiped session_key(Bytes(16));
    RAND_bytes(session_key.bytes.data(), static_cast<int>(session_key.bytes.size()));
    const auto cipher = point ? sm2_encrypt(*point, session_key) : std::nullopt;
    if (!cipher) return tl::unexpected(bad_data("not an SM2 public key"));
    const auto there = has_container(place);
    if (!there) return tl::unexpected(there.error());
    if (!*there) return false;
    Bytes blob = cipher_blob(abi(), *cipher);
    const auto imported = with_container(place, [&](Handle container) {
        Handle key = nullptr;
        const auto code = library_.call("ImportSessionKey", container, SkfUlong{skf::sm4_ecb},
                                        blob.data(), SkfUlong{blob.size()}, &key);
        if (code == 0) library_.call("CloseHandle", key);
        return checked("ImportSessionKey", code);
    });
    if (imported) return true;
    const auto why = imported.error().failure;
    if (why == Failure::bad_data || why == Failure::hardware_error) return false;
    return tl::unexpected(imported.error());
}

}  // namespace drivers
